"""Invented people that were brought in from a file: the record is kept as it was read, and never changed."""

import gzip
from uuid import uuid4

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.organisations.owned import OrganisationOwned


class ImportedPersonaQuerySet(models.QuerySet):
    def open_to(self, organisation):
        """Returns those that the learners of an organisation may choose: its own, and the open library's."""
        return self.filter(Q(organisation=organisation) | Q(organisation=None)).defer("packed")

    def at(self, slug):
        """Returns one with its record, or None."""
        return self.filter(slug=slug).first()


class ImportedPersona(OrganisationOwned):
    """One import. Importing the same file again makes another one, so that practices under way keep
    theirs."""

    PERSONAL_FIELDS = {}

    slug = models.SlugField(_("slug"), max_length=40, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    born_on = models.DateField(_("born on"), null=True, editable=False)
    password = models.CharField(
        _("password for the pretend sign-in"),
        max_length=60,
        default="silver-basket-river",
        validators=[MinLengthValidator(12)],
        help_text=_("Learners type it to practice. It opens nothing."),
    )
    story_en = models.TextField(_("who this is, in English"), blank=True, max_length=600)
    story_es = models.TextField(_("who this is, in Spanish"), blank=True, max_length=600)
    packed = models.BinaryField(editable=False)  # the bundle as it was read, gzipped JSON
    skipped = models.JSONField(_("what is not shown"), default=list, editable=False)
    created_at = models.DateTimeField(_("imported"), default=timezone.now, editable=False)

    objects = ImportedPersonaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-created_at"]
        verbose_name = _("imported person")
        verbose_name_plural = _("imported people")

    def __str__(self):
        return self.name

    @property
    def bundle(self) -> bytes:
        """The record as a FHIR bundle."""
        return gzip.decompress(bytes(self.packed))

    @bundle.setter
    def bundle(self, data: bytes):
        self.packed = gzip.compress(data, compresslevel=6, mtime=0)


def new_slug():
    """Returns a name that no folder of ours and no other import has."""
    return f"imported-{uuid4().hex[:12]}"
