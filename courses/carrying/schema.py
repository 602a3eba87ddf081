"""What the files of a carried course may hold: the library's format, in one language or both, with pictures.

portalwise.yaml                 format, languages, slug
course.yaml                     as in the library, a text for each language there is
01-<lesson>.<language>.yaml     as in the library; `picture` may stand under `see`
activities.yaml, facts.yaml     what the lessons use, a text for each language there is
pictures/<name>                 JPEG, PNG, WebP, GIF or AVIF
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from courses.library_loader import activity_schema, schema
from courses.library_loader.schema import Slug, Strict, Text

FORMAT = 1
LANGUAGES = ("en", "es")

# An address may be longer than a key and may hold any letter.
Address = Annotated[str, StringConstraints(pattern=r"^[-\w]+$", max_length=255)]
PictureName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}\.(?:jpg|png|webp|gif|avif)$")]


class Head(Strict):
    """What the archive is."""

    format: Literal[1]
    kind: Literal["course"]
    slug: Slug
    languages: list[schema.Language] = Field(min_length=1)


class Picture(Strict):
    file: PictureName
    alt: str
    caption: str = ""


class SeeItem(schema.SeeItem):
    picture: Picture | None = None


class Drawing(Strict):
    name: Slug | Literal[""] = ""
    alt: str = ""
    caption: str = ""


class Try(schema.Try):
    order: list[Literal["activity", "scenario"]] = []  # only where it is not activities first


class Plan(Strict):
    intro: Text
    when: list[Text] = []
    will: list[Text] = []


class Lesson(schema.Lesson):
    """A lesson in one language. `address` stands only where it is not the slug."""

    address: Address | None = None
    drawing: Drawing | None = None
    see: list[SeeItem] = []
    try_: Try = Field(alias="try")
    plan: Plan
    can_do: list[Text] = []
    summary: list[Text] = []
    call_instead: list[Text] = []
    skill: schema.SkillSlug | Literal[""]


class End(schema.End):
    title: Text
    text: Text


class CourseText(Strict):
    address: Address | None = None
    title: Text
    summary: Text
    for_whom: Text
    what_you_will_do: list[Text] = []
    end: End


class _InSomeLanguage(Strict):
    @model_validator(mode="after")
    def _says_something(self):
        if self.en is None and self.es is None:
            raise ValueError("write it in one language at least: `en: …` or `es: …`")
        return self

    @property
    def texts(self):
        """The texts by language, for the languages there are."""
        return {language: getattr(self, language) for language in LANGUAGES if getattr(self, language)}


class Course(_InSomeLanguage):
    """A course: its lessons in order, its texts in the languages there are."""

    slug: Slug
    drawing: Slug | Literal[""] = ""
    lessons: list[Slug] = []
    en: CourseText | None = None
    es: CourseText | None = None


class FactText(schema.FactText):
    """A language whose figure or source is another one says so."""

    value: Text | None = None
    year: int | None = None
    check_by: schema.date | None = None
    source: schema.Source | None = None


class Fact(_InSomeLanguage):
    """As in the library."""

    value: Text
    year: int
    check_by: schema.date
    source: schema.Source
    en: FactText | None = None
    es: FactText | None = None


class ActivityHead(_InSomeLanguage):
    kind: Literal[tuple(activity_schema.TEXTS)]
    skill: schema.SkillSlug | Literal[""] = ""
    en: dict | None = None
    es: dict | None = None
