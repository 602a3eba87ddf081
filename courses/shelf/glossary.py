"""A word of the glossary and what it means."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from courses.shelf.models import Piece, PieceQuerySet
from lms.search import words


class GlossaryTermQuerySet(PieceQuerySet):
    def listed(self, *, organisation, language):
        """Returns the words shown on an organisation's glossary page, from A to Z."""
        return self.live().usable_by(organisation).in_language(language).order_by("word")


class GlossaryTerm(index.Indexed, Piece):
    """A word people meet in a portal, explained."""

    PERSONAL_FIELDS = {}

    word = models.CharField(_("word"), max_length=80)
    meaning = models.TextField(_("what it means, in everyday words"), max_length=400)

    objects = GlossaryTermQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_words"),
        index.FilterField("live"),
        index.FilterField("organisation"),
        index.FilterField("locale"),
    ]
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

    def search_words(self):
        """Returns what the search compares with."""
        return words.indexed(self.word, self.meaning)

    def get_preview_template(self, request, mode_name):
        """Returns the template of the word on a page of its own."""
        return "courses/previews/glossary_term.html"
