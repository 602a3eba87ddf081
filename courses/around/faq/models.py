"""Questions people ask, with their answers: the library's and an organisation's own, on one page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from courses.pages import ServedPage
from courses.shelf.models import Piece, PieceQuerySet
from lms.search import words


class Group(models.TextChoices):
    """What a question is about, in the order of the page. The library's files use the values."""

    STARTING = "starting", _("Getting started")
    USING = "using", _("Using your portal")
    SAFETY = "safety", _("Keeping it safe")
    HELPING = "helping", _("Helping someone else")
    SITE = "site", _("About this site")


class FaqQuestionQuerySet(PieceQuerySet):
    def listed(self, *, organisation, language):
        """Returns the questions shown on an organisation's page, in their order."""
        return self.live().usable_by(organisation).in_language(language).order_by("order", "pk")


class FaqQuestion(index.Indexed, Piece):
    """A question and its answer; a blank line in the answer parts paragraphs."""

    PERSONAL_FIELDS = {}

    group = models.CharField(_("about"), max_length=16, choices=Group.choices)
    order = models.PositiveSmallIntegerField(
        _("place"), default=500, help_text=_("Small numbers stand first in their group.")
    )
    question = models.CharField(_("question"), max_length=160)
    answer = models.TextField(_("answer, in everyday words"), max_length=1200)

    objects = FaqQuestionQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_words"),
        index.FilterField("live"),
        index.FilterField("organisation"),
        index.FilterField("locale"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("group"), FieldPanel("order")]),
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("organisation", permission="superuser"),
    ]

    class Meta(Piece.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["group", "order"]

    def __str__(self):
        return self.question

    def search_words(self):
        """Returns what the search compares with."""
        return words.indexed(self.question, self.answer)

    def get_preview_template(self, request, mode_name):
        """Returns the template of the question on a page of its own."""
        return "courses/previews/faq_question.html"


class FaqPage(ServedPage):
    """The page of questions and answers."""

    PERSONAL_FIELDS = {}

    lead = models.TextField(_("first lines"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["courses.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "courses/faq_page.html"

    class Meta:
        verbose_name = _("page of questions and answers")
