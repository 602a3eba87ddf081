"""What the texts of each kind of activity may hold, and what of it must be equal in both languages."""

from typing import Literal

from pydantic import Field, model_validator

from courses.library_loader.schema import SkillSlug, Slug, Strict, Text


class ActivityText(Strict):
    prompt: Text
    help: str = ""

    @property
    def shape(self):
        """What must be equal in both languages: how many answers, which are right, what follows."""
        return None


class Keyed(Strict):
    """A part of an answer. Its key stands in statements; left out, it is made from the English."""

    key: Slug | None = None


class Option(Keyed):
    text: Text
    correct: bool
    feedback: Text


class ChoiceText(ActivityText):
    options: list[Option] = Field(min_length=2)

    @model_validator(mode="after")
    def _has_a_right_one(self):
        if not any(option.correct for option in self.options):
            raise ValueError("no option is correct")
        return self

    @property
    def shape(self):
        """What must be equal in both languages."""
        return tuple(option.correct for option in self.options)


class SortItem(Keyed):
    text: Text
    group: Text
    feedback: Text


class Named(Keyed):
    """A group, a step or a partner where more is said of it than its words."""

    text: Text
    feedback: str = ""


def words_of(part):
    """Returns the words of a part that is written as a plain line or as a Named."""
    return part if isinstance(part, str) else part.text


class SortingText(ActivityText):
    groups: list[Text | Named] = Field(min_length=2)
    items: list[SortItem] = Field(min_length=2)
    feedback: str = ""
    wrong_feedback: str = ""

    @model_validator(mode="after")
    def _groups_exist(self):
        for item in self.items:
            if item.group not in self.labels:
                raise ValueError(f"{item.text!r} belongs to {item.group!r}, which is no group")
        return self

    @property
    def labels(self):
        """The groups' words, in their order."""
        return [words_of(group) for group in self.groups]

    @property
    def shape(self):
        """What must be equal in both languages."""
        return len(self.groups), tuple(self.labels.index(item.group) for item in self.items)


class OrderingText(ActivityText):
    items: list[Text | Named] = Field(min_length=2)
    feedback: Text
    wrong_feedback: Text

    @property
    def shape(self):
        """What must be equal in both languages."""
        return len(self.items)


class SeveralText(ChoiceText):
    """As a choice, with what is said to the whole."""

    right_feedback: Text
    wrong_feedback: Text


class Pair(Keyed):
    text: Text
    partner: Text
    feedback: Text


class MatchingText(ActivityText):
    pairs: list[Pair] = Field(min_length=2)
    extras: list[Text | Named] = []
    feedback: Text
    wrong_feedback: Text

    @property
    def shape(self):
        """What must be equal in both languages."""
        return len(self.pairs), len(self.extras)


class Mistake(Strict):
    answers: list[Text] = Field(min_length=1)
    feedback: Text


class Gap(Keyed):
    text: Text
    accepted: list[Text] = Field(min_length=1)
    feedback: Text
    mistakes: list[Mistake] = []
    wrong_feedback: Text


class FillInText(ActivityText):
    gaps: list[Gap] = Field(min_length=1)
    feedback: str = ""
    wrong_feedback: str = ""

    @property
    def shape(self):
        """What must be equal in both languages."""
        return tuple(len(gap.mistakes) for gap in self.gaps)


class Spot(Keyed):
    text: Text
    column: int = Field(ge=1, le=12)
    row: int = Field(ge=1, le=12)
    correct: bool
    feedback: Text


class HotSpotsText(ActivityText):
    drawing: Slug | Literal[""] = ""
    picture: str = ""  # in a course that is carried: the file's name, instead of a drawing
    alt: Text
    spots: list[Spot] = Field(min_length=2)

    @model_validator(mode="after")
    def _has_a_right_one(self):
        if not any(spot.correct for spot in self.spots):
            raise ValueError("no spot is correct")
        return self

    @property
    def shape(self):
        """What must be equal in both languages."""
        return self.drawing, tuple((spot.column, spot.row, spot.correct) for spot in self.spots)


class Way(Keyed):
    text: Text
    next: Slug
    correct: bool
    feedback: Text


class Scene(Strict):
    scene: Slug
    text: Text
    ways: list[Way] = []


class StoryText(ActivityText):
    scenes: list[Scene] = Field(min_length=2)

    @property
    def shape(self):
        """What must be equal in both languages."""
        return tuple((one.scene, tuple((way.next, way.correct) for way in one.ways)) for one in self.scenes)


class Card(Keyed):
    front: Text
    back: Text


class FlashCardsText(ActivityText):
    cards: list[Card] = Field(min_length=2)
    feedback: Text

    @property
    def shape(self):
        """What must be equal in both languages."""
        return len(self.cards)


class ReflectionText(ActivityText):
    pass


class TryItText(Strict):
    scenario: Slug
    intro: Text
    help: str = ""

    @property
    def shape(self):
        """What must be equal in both languages."""
        return self.scenario


TEXTS = {
    "choice": ChoiceText,
    "several": SeveralText,
    "sorting": SortingText,
    "ordering": OrderingText,
    "matching": MatchingText,
    "fill-in": FillInText,
    "hot-spots": HotSpotsText,
    "story": StoryText,
    "flash-cards": FlashCardsText,
    "reflection": ReflectionText,
    "try-it": TryItText,
}


class ActivityHead(Strict):
    """An activity before its kind is known: the texts are read by the kind's own schema."""

    kind: Literal[tuple(TEXTS)]
    skill: SkillSlug
    en: dict
    es: dict
