"""The mark that changes whenever anything changes that every visitor sees. See freshness.py."""

from django.db import models


class ContentMark(models.Model):
    """One row. What was kept under an earlier mark is out of date."""

    PERSONAL_FIELDS = {}

    mark = models.CharField(max_length=32)

    def __str__(self):
        return self.mark
