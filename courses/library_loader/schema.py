"""What the library's files may hold. A fault names the file and the key."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lms.skills import SLUGS

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SkillSlug = Literal[SLUGS]
Language = Literal["en", "es"]


class Strict(BaseModel):
    """Refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Drawing(Strict):
    name: Slug
    alt: Text
    caption: str = ""


class Question(Strict):
    question: Text
    help: str = ""


class Prompt(Strict):
    prompt: Text
    help: str = ""


class Example(Strict):
    title: Text
    text: Text


class DoDont(Strict):
    do: list[Text] = Field(min_length=1)
    dont: list[Text] = Field(min_length=1)


class Term(Strict):
    word: Text
    meaning: Text


class Moment(Strict):
    when: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    what: Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Timeline(Strict):
    """How something came to be, oldest first; it opens for those who want to know more."""

    title: Text
    moments: list[Moment] = Field(min_length=2, max_length=8)


class ScreenLine(Strict):
    """One line of a drawn screen: exactly one of its kinds, what stands at its end, and a number's place."""

    bar: Text | None = None
    row: Text | None = None
    note: Text | None = None
    button: Text | None = None
    danger: Text | None = None
    value: str = ""
    sign: Literal["", "menu", "back", "search", "camera", "microphone", "sound"] = ""
    at: int | None = Field(None, ge=1, le=5)

    @model_validator(mode="after")
    def _exactly_one(self):
        if len(self._kinds()) != 1:
            raise ValueError("write one kind a line, such as `row: …`")
        return self

    @property
    def kind(self):
        """Which of the kinds is given."""
        return next(iter(self._kinds()))

    def _kinds(self):
        return self.model_fields_set - {"value", "sign", "at"}

    def told(self):
        """Returns the line as a page keeps it."""
        own = {"kind": self.kind, "text": getattr(self, self.kind)}
        return own | {"value": self.value, "sign": self.sign, "at": self.at}


class Screen(Strict):
    """A screen or a paper, drawn from its words."""

    frame: Literal["phone", "computer", "paper", "label"] = "phone"
    shows: list[ScreenLine] = Field(min_length=1, max_length=8)
    alt: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    caption: Annotated[str, StringConstraints(min_length=1, max_length=255)]

    def told(self):
        """Returns the screen as a page keeps it."""
        lines = [line.told() for line in self.shows]
        return {"frame": self.frame, "shows": lines, "alt": self.alt, "caption": self.caption}


class Scene(Strict):
    """One scene of a film: a drawn screen (`shows`) or one of our drawings, and one sentence."""

    frame: Literal["phone", "computer", "paper", "label"] = "phone"
    shows: list[ScreenLine] = Field([], max_length=8)
    drawing: Slug | Literal[""] = ""
    alt: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    caption: Annotated[str, StringConstraints(min_length=1, max_length=120)]

    @model_validator(mode="after")
    def _one_picture(self):
        if bool(self.shows) == bool(self.drawing):
            raise ValueError("a scene has lines under `shows`, or a `drawing`: one of the two")
        return self

    def told(self):
        """Returns the scene as a page keeps it."""
        return self.model_dump() | {"shows": [line.told() for line in self.shows]}


class Film(Strict):
    """A way through a task, scene by scene."""

    title: Text = Field(max_length=80)
    scenes: list[Scene] = Field(min_length=3, max_length=8)

    def told(self):
        """Returns the film as a page keeps it."""
        return {"title": self.title, "scenes": [scene.told() for scene in self.scenes]}


class SeeItem(Strict):
    """One thing of the See step: exactly one key."""

    heading: Text | None = None
    paragraph: Text | None = None
    list_: list[Text] | None = Field(None, alias="list")
    steps: list[Text] | None = None
    example: Example | None = None
    do_dont: DoDont | None = None
    term: Term | None = None
    timeline: Timeline | None = None
    screen: Screen | None = None
    film: Film | None = None
    fact: Slug | None = None
    check: Slug | None = None

    @model_validator(mode="after")
    def _exactly_one(self):
        if len(self.model_fields_set) != 1:
            raise ValueError("write one thing an item, such as `paragraph: …`")
        return self

    @property
    def kind(self):
        """Which of the keys is given."""
        return next(iter(self.model_fields_set)).rstrip("_")

    @property
    def value(self):
        """What stands under it."""
        return getattr(self, next(iter(self.model_fields_set)))


class Try(Strict):
    intro: Text
    activities: list[Slug] = []
    scenarios: list[Slug] = []


class Plan(Strict):
    intro: Text
    when: list[Text] = Field(min_length=1)
    will: list[Text] = Field(min_length=1)


class Word(Strict):
    say: Text
    also: list[Text] = Field(min_length=1)


class Source(Strict):
    title: Text
    publisher: Text
    year: int = Field(ge=1990, le=2100)
    url: Text


class Lesson(Strict):
    """One lesson in one language."""

    slug: Slug
    language: Language
    title: Text
    skill: SkillSlug
    minutes: int = Field(ge=1, le=60)
    drawing: Drawing
    can_do: list[Text] = Field(min_length=1, max_length=4)
    connect: Question
    see: list[SeeItem] = Field(min_length=1)
    try_: Try = Field(alias="try")
    reflect: Prompt
    plan: Plan
    summary: list[Text] = Field(min_length=1)
    words: list[Word] = []
    call_instead: list[Text] = Field(min_length=1)
    sources: list[Source] = []


class End(Strict):
    title: Text
    text: Text
    next: str = ""
    clinician: str = ""


class CourseText(Strict):
    title: Text
    summary: Text
    for_whom: Text
    what_you_will_do: list[Text] = Field(min_length=1)
    end: End


class Course(Strict):
    """One course: its lessons in order, its texts in both languages."""

    slug: Slug
    order: int
    skills: list[SkillSlug]
    drawing: Slug
    lessons: list[Slug] = Field(min_length=1)
    en: CourseText
    es: CourseText


class FactText(Strict):
    text: Text
    compared: str = ""
    population: Text


class Fact(Strict):
    value: Text
    year: int
    population: Text
    check_by: date
    source: Source
    en: FactText
    es: FactText


class TermText(Strict):
    term: Text
    meaning: Text


class GlossaryEntry(Strict):
    en: TermText
    es: TermText


class FaqText(Strict):
    question: Text = Field(max_length=160)
    answer: list[Text] = Field(min_length=1)


class FaqEntry(Strict):
    """One question with its answer, a paragraph a line."""

    group: Literal["starting", "using", "safety", "helping", "site"]
    en: FaqText
    es: FaqText


class Door(Strict):
    title: Text
    text: Text
    link: Text


class Doors(Strict):
    learn: Door
    practice: Door
    check: Door


class Items(Strict):
    title: Text
    items: list[Text]


class HomeText(Strict):
    model_config = ConfigDict(extra="ignore", frozen=True)

    title: Text
    lead: Text
    doors: Doors
    caregiver: Door
    promises: Items


class StepText(Strict):
    title: Text
    text: Text


class LearnText(Strict):
    title: Text
    lead: Text
    steps: dict[Literal["connect", "see", "try", "reflect", "plan"], StepText]
    start: Text
    empty: Text


class CaregiversText(Strict):
    title: Text
    lead: Text
    items: list[Text]


class Home(Strict):
    en: HomeText
    es: HomeText


class Learn(Strict):
    en: LearnText
    es: LearnText


class Caregivers(Strict):
    en: CaregiversText
    es: CaregiversText


class GlossaryPageText(Strict):
    title: Text
    lead: Text


class GlossaryTexts(Strict):
    en: GlossaryPageText
    es: GlossaryPageText


class Pages(Strict):
    """The words of the pages around the lessons."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    home: Home
    learn: Learn
    caregivers: Caregivers
    glossary: GlossaryTexts
    faq: GlossaryTexts
