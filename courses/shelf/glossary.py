"""A word of the glossary and what it means."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from courses.shelf.models import Piece, PieceQuerySet


class GlossaryTermQuerySet(PieceQuerySet):
    def listed(self, *, organisation, language):
        """Returns the words shown on an organisation's glossary page, from A to Z."""
        return self.live().usable_by(organisation).in_language(language).order_by("word")


class GlossaryTerm(Piece):
    """A word people meet in a portal, explained."""

    PERSONAL_FIELDS = {}

    word = models.CharField(_("word"), max_length=80)
    meaning = models.TextField(_("what it means, in everyday words"), max_length=400)

    objects = GlossaryTermQuerySet.as_manager()

    panels = [
        FieldPanel("key"),
        FieldPanel("word"),
        FieldPanel("meaning"),
        FieldPanel("organisation", permission="superuser"),
    ]

    class Meta(Piece.Meta):
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary words")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def get_preview_template(self, request, mode_name):
        """Returns the template of the word on a page of its own."""
        return "courses/previews/glossary_term.html"
