"""What every activity is. Each kind has a folder of its own: model, form, marking."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from polymorphic.managers import PolymorphicManager, PolymorphicQuerySet
from polymorphic.models import PolymorphicModel
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from courses.shelf.models import Piece, PieceQuerySet
from lms import duties
from lms.skills.models import SkillSlugField

KEY_RULE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def key_block():
    """Returns the block that names an answer; the key stands in statements, the same in every language."""
    return blocks.RegexBlock(
        regex=KEY_RULE,
        max_length=40,
        label=_("key"),
        help_text=_("Short, lower case, with dashes. The same in every language; never change it."),
        error_messages={"invalid": _("Use lower-case letters, digits and dashes only.")},
    )


@dataclass(frozen=True)
class Line:
    """One part of an answer as given: what it says, whether it fits (None: neither), and why."""

    text: str
    is_right: bool | None
    feedback: str = ""


@dataclass(frozen=True)
class Marked:
    """An answer and what we say to it. `response` is made of keys only and may be recorded."""

    response: str
    is_right: bool | None
    lines: tuple[Line, ...] = ()
    message: str = ""
    score: float | None = field(default=None)


class ActivityQuerySet(PieceQuerySet, PolymorphicQuerySet):
    def whole(self, pks):
        """Returns {pk: activity of its own kind}. One query, however many kinds there are."""
        kinds = [kind._meta.model_name for kind in Activity.kinds()]
        found = self.non_polymorphic().filter(pk__in=pks).select_related(*kinds)
        return {base.pk: _child(base, kinds) for base in found}


def _child(base, kinds):
    for kind in kinds:
        child = base._state.fields_cache.get(kind)
        if child is not None:
            return child
    return base


class Activity(Piece, PolymorphicModel):
    """Something to do inside a lesson. This is the base of all kinds; pages choose one of any kind.

    A kind with an answer defines `form(data=None, *, response="")`, its form bound to `data` or filled from
    an earlier response, and, where answers are keys, `mark(response)`: what we say to it, as a Marked;
    `right()`, a response with nothing wrong; and `wrong(dice)`, one as people get it wrong.
    """

    PERSONAL_FIELDS = {}
    KIND = ""
    HAS_ANSWER = True  # False where there is nothing to answer
    IS_FREE_TEXT = (
        False  # True where the answer is the learner's own words: kept in the notebook, never recorded
    )
    IS_TYPED = False  # True where the learner types: the guard listens while they do

    skill = SkillSlugField(_("skill"), blank=True)
    prompt = models.TextField(_("question or task"), max_length=600)
    help_text = models.CharField(_("hint under the question"), max_length=255, blank=True)

    objects = PolymorphicManager.from_queryset(ActivityQuerySet)()

    first_panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("skill")]),
        FieldPanel("prompt"),
        FieldPanel("help_text"),
    ]
    last_panels = [FieldPanel("organisation", permission="superuser")]
    panels = first_panels + last_panels

    class Meta(Piece.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["key"]

    def __str__(self):
        return self.prompt

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.HAS_ANSWER:
            duties.demand(cls, "form", *([] if cls.IS_FREE_TEXT else ["mark", "right", "wrong"]))

    @classmethod
    def kinds(cls):
        """Returns the classes of all kinds."""
        return cls.__subclasses__()

    def following(self, form):
        """Returns the form that asks on, or None: a valid form is the whole answer in most kinds."""
        return

    @property
    def template(self):
        """The template that shows this kind inside a step."""
        return f"courses/activities/{self.KIND}.html"

    def get_preview_template(self, request, mode_name):
        """Returns the template of the activity on a page of its own."""
        return "courses/previews/activity.html"

    def get_preview_context(self, request, mode_name):
        """Returns the empty form, as a step of a lesson shows it."""
        part = {"key": self.key, "activity": self, "form": self.form()} if self.HAS_ANSWER else None
        return {**super().get_preview_context(request, mode_name), "activity": self, "part": part}
