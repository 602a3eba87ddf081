"""What a questionnaire file may say. A wrong file is refused with the place of its fault."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from lms.skills import SLUGS

Slug = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Language = Literal["en", "es"]
Skill = Literal[SLUGS]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def in_language(self, language):
        """Returns the texts in a language, the English ones where there are no others."""
        return getattr(self, language if language in get_args(Language) else "en")


def _texts(name, **fields):
    """Returns a model of texts that are all there in both languages."""
    one = create_model(f"{name}Texts", __base__=_Strict, **fields)
    return create_model(name, __base__=_Strict, en=(one, ...), es=(one, ...))


Title = _texts("Title", title=(str, ...), text=(str, ...))


class Choice(_texts("ChoiceText", label=(str, ...))):
    """An answer that counts: `score` goes from 0 to 3."""

    value: str = Slug
    score: int = Field(ge=0, le=3)


class Unscored(_texts("UnscoredText", label=(str, ...), says=(str, ...))):
    """An answer that is left out of the score and is no failure."""

    value: str = Slug
    leads_to: Skill | None = None


class Question(_texts("QuestionText", question=(str, ...), why=(str, ...))):
    """One plain question that measures one skill."""

    key: str = Slug
    skill: Skill


class Band(Title):
    """What a number of points means, from and to (inclusive) on the scale of `points_of`."""

    slug: str = Slug
    from_: int = Field(alias="from", ge=0)
    to: int


class Scoring(_Strict):
    """How answers become points, strengths and next steps."""

    points_of: int = Field(ge=1)
    strength_from: int = Field(ge=0, le=3)
    next_step_at_most: int = Field(ge=0, le=3)
    next_steps_most: int = Field(ge=1, le=5)
    safety_question: str
    safety_first_at_most: int = Field(ge=0, le=3)


class Advice(
    _texts("AdviceText", strength=(str, ...), next_step=(str, ...), advice=(str, ...), plan=(str, "")),
):
    """What the result says of one skill. `plan` follows "I will"; the first versions had none."""


class Questionnaire(
    _texts("QuestionnaireText", title=(str, ...), intro=(str, ...), answer_hint=(str, ...)),
):
    """A whole questionnaire, ready to be asked: questions, answers, scoring, bands and advice."""

    slug: str = Slug
    version: str = Field(min_length=1, max_length=20)
    audience: Literal["everyone", "caregiver"]
    scale: list[Choice] = Field(min_length=2)
    not_scored: list[Unscored]
    questions: list[Question] = Field(min_length=1)
    scoring: Scoring
    bands: list[Band] = Field(min_length=1)
    no_band: Title
    notes: _texts("Notes", safety_first=(str, ...), again=(str, ...), honest=(str, ...))
    advice: dict[Skill, Advice]

    @model_validator(mode="after")
    def _holds_together(self):
        keys = [question.key for question in self.questions]
        if len(set(keys)) != len(keys):
            raise ValueError("two questions have the same key")
        if missing := {question.skill for question in self.questions} - set(self.advice):
            raise ValueError(f"no advice is written for {', '.join(sorted(missing))}")
        covered = sorted(points for band in self.bands for points in range(band.from_, band.to + 1))
        if covered != list(range(self.scoring.points_of + 1)):
            raise ValueError("the bands leave out or repeat a number of points")
        return self

    def question(self, key):
        """Returns the question of this key; raises KeyError where there is none."""
        return {question.key: question for question in self.questions}[key]

    def choice(self, value):
        """Returns the Choice or Unscored of this value; raises KeyError where there is none."""
        return {choice.value: choice for choice in [*self.scale, *self.not_scored]}[value]
