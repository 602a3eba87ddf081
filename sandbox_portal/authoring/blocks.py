"""The form of a practice task at the authors' desk: one block for each part of the file, in its order."""

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from lms import plain_yaml
from lms.organisations.policy import KINDS, LAYOUTS, OTHER_SECTIONS, SECTIONS
from lms.skills import SLUGS
from sandbox_portal.authoring.people import choices as people
from sandbox_portal.events import COACH_POINTS
from sandbox_portal.events import KINDS as EVENTS
from sandbox_portal.scenarios import openings
from sandbox_portal.scenarios.schema import FORMATS, HINTS


def _pairs(values):
    return [(value, value) for value in values]


def _events():
    return _pairs(sorted(EVENTS))


def _openings():
    return _pairs(sorted(openings.kinds()))


class Words(blocks.StructBlock):
    """A text in both languages. A draft may lack one; a published task may not."""

    en = blocks.TextBlock(label=_("English"), required=False, rows=2)
    es = blocks.TextBlock(label=_("Spanish"), required=False, rows=2)


class YamlLine(blocks.TextBlock):
    """A line of YAML: {medicine: lisinopril, kind: refill}."""

    def __init__(self, *, of=dict, **kwargs):
        self.of = of
        super().__init__(required=False, rows=1, **kwargs)

    def clean(self, value):
        """Refuses what is not YAML, or not of the kind that belongs here."""
        value = super().clean(value)
        if not value:
            return value
        try:
            found = plain_yaml.load(value)
        except yaml.YAMLError as error:
            problem = getattr(error, "problem", None) or "YAML"
            raise ValidationError(_("This is not YAML: %(problem)s") % {"problem": problem}) from error
        if not isinstance(found, self.of):
            raise ValidationError(_("Write it as in the example beside the field."))
        return value


def _slug(**kwargs):
    return blocks.RegexBlock(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        required=kwargs.pop("required", False),
        error_messages={"invalid": _("Use small letters, digits and single dashes.")},
        **kwargs,
    )


_FACTS = {"label": _("facts"), "help_text": _("For example: {medicine: lisinopril, kind: refill}")}


class Check(blocks.StructBlock):
    """One thing that the task looks for."""

    slug = _slug(label=_("name"))
    looks_for = blocks.ChoiceBlock(
        label=_("looks for"), choices=_pairs(("event", "coach", "seat", "clock", "answer")), required=False
    )
    label = Words(label=_("as the learner reads it"))
    kind = blocks.ChoiceBlock(label=_("event"), choices=_events, required=False)
    facts = YamlLine(**_FACTS)
    seat = blocks.ChoiceBlock(label=_("seat"), choices=_pairs(("patient", "proxy")), required=False)
    times = blocks.IntegerBlock(label=_("how often"), required=False, min_value=1, max_value=9)
    also = YamlLine(
        of=list,
        label=_("other ways that are as good"),
        help_text=_("For example: [{kind: messages.sent, facts: {category: medicine}}]"),
    )
    points = blocks.MultipleChoiceBlock(
        label=_("points of the coach"), choices=_pairs(COACH_POINTS), required=False
    )
    business_days = blocks.CharBlock(
        label=_("work days"), required=False, help_text=_("A number, or reply_business_days.")
    )
    after = _slug(label=_("only after the check"))


class Feedback(blocks.StructBlock):
    """What to learn from a mistake."""

    what = Words(label=_("what happened"))
    why = Words(label=_("why it matters"))
    next = Words(label=_("what to do now"))


class Mistake(blocks.StructBlock):
    """A typical mistake."""

    slug = _slug(label=_("name"))
    label = Words(label=_("as the learner reads it"))
    kind = blocks.ChoiceBlock(label=_("event"), choices=_events, required=False)
    facts = YamlLine(**_FACTS)
    seat = blocks.ChoiceBlock(label=_("seat"), choices=_pairs(("patient", "proxy")), required=False)
    after = _slug(label=_("only after the check"))
    before = _slug(label=_("only before the check"))
    ends = blocks.BooleanBlock(label=_("ends the attempt"), required=False)
    feedback = Feedback(label=_("feedback"))


class Step(blocks.StructBlock):
    """A step of the worked example."""

    do = Words(label=_("what to do"))
    why = Words(label=_("why"))
    check = _slug(label=_("the check it meets"))


class Turn(blocks.StructBlock):
    """The card that hands the device over."""

    name = Words(label=_("who"))
    text = Words(label=_("card"))


class Turns(blocks.StructBlock):
    """The cards of a task with two seats."""

    patient = Turn(label=_("the patient’s seat"))
    proxy = Turn(label=_("the helper’s seat"))


class Opening(blocks.StructBlock):
    """Something that stands in the practice before the learner begins."""

    do = blocks.ChoiceBlock(label=_("what"), choices=_openings, required=False)
    facts = YamlLine(**_FACTS)
    words = YamlLine(
        label=_("texts"), help_text=_("For example: {subject: {en: My question, es: Mi pregunta}}")
    )


class Portal(blocks.StructBlock):
    """Other clothes for this task."""

    name = Words(label=_("name of the portal"))
    layout = blocks.ChoiceBlock(label=_("layout"), choices=_pairs(LAYOUTS), required=False)
    menu_words = YamlLine(
        label=_("words of the menu"), help_text=_("For example: {results: {en: Labs, es: Análisis}}")
    )


class Done(blocks.StructBlock):
    """The page after the task."""

    did = Words(label=_("what you did"))
    why = Words(label=_("why it matters"))
    lookfor = blocks.ListBlock(
        Words(), label=_("what to look for in one’s own portal"), max_num=5, default=[]
    )
    next = Words(label=_("what next"))
    next_task = _slug(label=_("the next task"))


class Task(blocks.StructBlock):
    """The whole file."""

    format = blocks.ChoiceBlock(
        label=_("format"), choices=[(n, str(n)) for n in FORMATS], default=FORMATS[-1], required=False
    )
    slug = _slug(label=_("name in addresses"), required=True, max_length=48)
    version = blocks.IntegerBlock(label=_("version"), min_value=1, default=1, required=False)
    order = blocks.IntegerBlock(
        label=_("place on the practice page"), min_value=0, default=500, required=False
    )
    skill = blocks.ChoiceBlock(label=_("skill"), choices=_pairs(SLUGS), required=False)
    section = blocks.ChoiceBlock(
        label=_("section"), choices=_pairs((*SECTIONS, *OTHER_SECTIONS)), required=False
    )
    persona = blocks.ChoiceBlock(label=_("invented person"), choices=people, required=False)
    kind = blocks.ChoiceBlock(label=_("kind of portal"), choices=_pairs(KINDS), required=False)
    portals = blocks.MultipleChoiceBlock(label=_("other portals"), choices=_pairs(KINDS), required=False)
    seats = blocks.MultipleChoiceBlock(
        label=_("seats"), choices=_pairs(("patient", "proxy")), default=["patient"], required=False
    )
    minutes = blocks.IntegerBlock(label=_("minutes"), min_value=1, max_value=60, default=5, required=False)
    opening = blocks.ListBlock(Opening(), label=_("openings"), default=[])
    portal = Portal(label=_("other clothes"))
    title = Words(label=_("title"))
    story = Words(label=_("story"))
    goal = Words(label=_("goal"))
    turns = Turns(label=_("turn cards"))
    checks = blocks.ListBlock(Check(), label=_("checks"))
    mistakes = blocks.ListBlock(Mistake(), label=_("mistakes"))
    example = blocks.ListBlock(Step(), label=_("worked example"), default=[])
    hints = blocks.ListBlock(Words(), label=_("hints"), max_num=HINTS)
    done = Done(label=_("the page after the task"))
