"""Remembers which page came from which file of the library, and as what."""

from django.db import models


class LibraryPageQuerySet(models.QuerySet):
    def of_page(self, page):
        """Returns what is known of a page: one row or none."""
        return self.filter(page_id=page.pk)


class LibraryPage(models.Model):
    """A page made from the library. A page that an author has changed since is never overwritten."""

    PERSONAL_FIELDS = {}

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    checksum = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = LibraryPageQuerySet.as_manager()

    def __str__(self):
        return f"library page {self.page_id}"
