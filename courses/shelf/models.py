"""What the shared pieces of the library have in common: fact cards, glossary terms and activities.

A piece without an organisation is the open library's: every organisation may use it and none may change it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from lms.organisations.owned import OrganisationOwned


class PieceQuerySet(models.QuerySet):
    """Reads of a shared piece; mixed into the querysets of each kind."""

    def live(self):
        """Returns what is published."""
        return self.filter(live=True)

    def usable_by(self, organisation):
        """Returns the open library's pieces and the organisation's own."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation))

    def in_language(self, language):
        """Returns the pieces written in one language."""
        return self.filter(locale__language_code=language)


class Piece(
    OrganisationOwned, DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, models.Model
):
    """A shared piece: its key is the same in every language and never changes."""

    key = models.SlugField(
        _("key"), max_length=60, help_text=_("A short name for lists. The same in every language.")
    )
    source_checksum = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(TranslatableMixin.Meta):
        abstract = True
