"""A fact card: one figure with its year, its people, its source and the day to check it again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from courses.shelf.models import Piece, PieceQuerySet


class FactCardQuerySet(PieceQuerySet):
    def past_their_date(self, *, on=None):
        """Returns the cards whose figure should have been checked again before `on` (today)."""
        return self.filter(check_by__lt=on or timezone.localdate())


class FactCard(Piece):
    """One figure a lesson may show. Past its check-by date it is flagged to the author."""

    PERSONAL_FIELDS = {}

    value = models.CharField(_("figure"), max_length=20, help_text=_("Short, such as 65% or +30."))
    year = models.PositiveSmallIntegerField(_("year the figure speaks of"))
    text = models.CharField(_("the figure in one sentence"), max_length=255)
    compared = models.CharField(_("something to compare it with"), max_length=255, blank=True)
    population = models.CharField(_("who was counted"), max_length=160)
    source_title = models.CharField(_("title of the source"), max_length=255)
    source_publisher = models.CharField(_("who published it"), max_length=160)
    source_year = models.PositiveSmallIntegerField(_("year it was published"))
    source_url = models.URLField(_("address of the source"))
    check_by = models.DateField(_("check again by"))

    objects = FactCardQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("value"), FieldPanel("year")]),
        FieldPanel("text"),
        FieldPanel("compared"),
        FieldPanel("population"),
        MultiFieldPanel(
            [
                FieldPanel("source_title"),
                FieldPanel("source_publisher"),
                FieldRowPanel([FieldPanel("source_year"), FieldPanel("check_by")]),
                FieldPanel("source_url"),
            ],
            heading=_("Source"),
        ),
        FieldPanel("organisation", permission="superuser"),
    ]

    class Meta(Piece.Meta):
        verbose_name = _("fact card")
        verbose_name_plural = _("fact cards")
        ordering = ["key"]

    def __str__(self):
        flag = " (" + str(_("past its date")) + ")" if self.is_past else ""
        return f"{self.value} – {self.text}{flag}"

    @property
    def is_past(self):
        """True when the figure should have been checked again by now."""
        return self.check_by is not None and self.check_by < timezone.localdate()

    @property
    def card(self):
        """What the fact-card component shows."""
        return {
            "figure": self.value,
            "text": f"{self.text} {self.compared}".strip(),
            "source": f"{self.source_title} – {self.source_publisher}",
            "source_url": self.source_url,
            "year": self.source_year,
        }

    def get_preview_template(self, request, mode_name):
        """Returns the template of the card on a page of its own."""
        return "courses/previews/fact_card.html"
