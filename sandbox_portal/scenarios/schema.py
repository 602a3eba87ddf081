"""The open format of a practice task: one YAML file, checked by these models.

How to write one: docs/how-to/write-a-scenario.md.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lms.organisations.policy import KINDS, LAYOUTS, OTHER_SECTIONS, SECTIONS
from lms.skills import SLUGS
from sandbox_portal.events import COACH_POINTS, SEATS
from sandbox_portal.scenarios.checks import POLICY_DAYS

FORMATS = (1, 2)  # 2 added the worked example; a file of format 1 is still read, and has none
NEWEST_FORMAT = FORMATS[-1]
HINTS = 3
FAILURE = "failures.brought_about"
EXAMPLE_STEPS = (2, 9)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
EventKind = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z_]+$", max_length=48)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Number = dict[Literal["from", "to"], int]
Facts = dict[str, bool | int | str | list[int | str] | Number]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in English and in Latin American Spanish (usted), both written in full."""

    en: Line
    es: Line


class _Looks(_Strict):
    slug: Slug
    label: Words
    after: Slug | None = None


class Way(_Strict):
    """One kind of event, with the facts it must have."""

    kind: EventKind
    facts: Facts = {}


class EventCheck(_Looks):
    """The learner did this. `also` names other ways that are as good."""

    looks_for: Literal["event"]
    kind: EventKind
    facts: Facts = {}
    seat: Literal[SEATS] | None = None
    times: int = Field(1, ge=1, le=9)
    also: list[Way] = []


class CoachCheck(_Looks):
    """The learner sent a message in which the coach found these points."""

    looks_for: Literal["coach"]
    points: list[Literal[COACH_POINTS]] = Field(min_length=1)
    kind: EventKind = "messages.sent"
    facts: Facts = {}


class SeatCheck(_Looks):
    """The learner took this seat."""

    looks_for: Literal["seat"]
    seat: Literal[SEATS]


class ClockCheck(_Looks):
    """So many business days went by since `after` (or the start): a number, or a rule of the policy pack."""

    looks_for: Literal["clock"]
    business_days: Annotated[int, Field(ge=1, le=30)] | Literal[POLICY_DAYS]


class AnswerCheck(_Looks):
    """The learner opened a new answer of the clinic."""

    looks_for: Literal["answer"]


AnyCheck = Annotated[
    EventCheck | CoachCheck | SeatCheck | ClockCheck | AnswerCheck, Field(discriminator="looks_for")
]


class Feedback(_Strict):
    """What to learn from a mistake: what happened, why it matters, what to do next."""

    what: Words
    why: Words
    next: Words


class MistakeEntry(_Looks):
    """A typical mistake. With `before` only as long as that check is not met; `ends` ends the attempt."""

    kind: EventKind
    facts: Facts = {}
    seat: Literal[SEATS] | None = None
    before: Slug | None = None
    ends: bool = False
    feedback: Feedback

    def told(self):
        """Returns what the coach says about it: its label, and what, why and next."""
        return {"label": self.label.model_dump(), **self.feedback.model_dump()}


class Turn(_Strict):
    """The card that hands the device to the other seat."""

    name: Words
    text: Words


class Step(_Strict):
    """One step of the worked example: what the person in the story does, why, and which check it meets."""

    do: Words
    why: Words
    check: Slug | None = None


class Done(_Strict):
    """The page after the task."""

    did: Words
    why: Words
    lookfor: list[Words] = Field(min_length=1, max_length=5)
    next: Words
    next_task: Slug | None = None


class Opening(_Strict):
    """Something that stands in the practice before the learner begins.

    `failure: session-expired` with `section` and `after` is short for the opening that brings one about.
    """

    do: EventKind
    facts: dict[str, bool | int | Slug] = {}
    words: dict[Slug, Words] = {}

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, given):
        if not isinstance(given, dict) or "failure" not in given:
            return given
        facts = {name: given[name] for name in ("failure", "section", "after") if name in given}
        return {"do": FAILURE, "facts": facts, **{k: v for k, v in given.items() if k not in facts}}


class Portal(_Strict):
    """The clothes of another clinic's portal, for "same task, other portal"."""

    name: Words
    layout: Literal[LAYOUTS]
    menu_words: dict[Literal[SECTIONS], Words] = {}


class ScenarioFile(_Strict):
    """One version of one task."""

    format: Literal[FORMATS]
    slug: Slug
    version: int = Field(ge=1)
    order: int = Field(ge=0)
    skill: Literal[SLUGS]
    section: Literal[(*SECTIONS, *OTHER_SECTIONS)]
    persona: Slug
    kind: Literal[KINDS] = "clinic"
    portals: list[Literal[KINDS]] = []
    seats: list[Literal[SEATS]] = Field(min_length=1, max_length=2)
    minutes: int = Field(ge=1, le=60)
    opening: list[Opening] = []
    portal: Portal | None = None
    title: Words
    story: Words
    goal: Words
    turns: dict[Literal[SEATS], Turn] = {}
    checks: list[AnyCheck] = Field(min_length=1)
    mistakes: list[MistakeEntry] = Field(min_length=1)
    example: list[Step] = Field([], max_length=EXAMPLE_STEPS[1])
    hints: list[Words] = Field(min_length=HINTS, max_length=HINTS)
    done: Done

    @model_validator(mode="after")
    def _with_its_example(self):
        if self.format == 1 and self.example:
            raise PydanticCustomError("old-example", "a worked example needs format: 2")
        if self.format > 1 and len(self.example) < EXAMPLE_STEPS[0]:
            least, most = EXAMPLE_STEPS
            words = "write a worked example of {least} to {most} steps"
            raise PydanticCustomError("example", words, {"least": least, "most": most})
        return self

    def texts(self):
        """Returns every text of the task as the database keeps it."""
        kept = {name: getattr(self, name).model_dump() for name in ("title", "story", "goal")}
        kept["example"] = [
            {"do": s.do.model_dump(), "why": s.why.model_dump(), "check": s.check or ""} for s in self.example
        ]
        kept["portals"] = list(self.portals)
        kept["portal"] = self.portal and self.portal.model_dump()
        kept["hints"] = [hint.model_dump() for hint in self.hints]
        kept["turns"] = {seat: turn.model_dump() for seat, turn in self.turns.items()}
        kept["checks"] = {check.slug: check.label.model_dump() for check in self.checks}
        kept["mistakes"] = {each.slug: each.told() for each in self.mistakes}
        return {**kept, **self.done.model_dump(exclude={"next_task"}), "next_task": self.done.next_task or ""}

    def words(self):
        """Yields (path, Words) for every text that a learner reads."""
        yield from _words(self, ())


def _words(part, path):
    if isinstance(part, Words):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _words(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _words(value, (*path, name))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _words(value, (*path, index))
