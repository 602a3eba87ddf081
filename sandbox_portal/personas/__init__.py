"""The invented people whose records the practice portal shows: our own, those that organizations adapted
(docs/adr/0288), and those that were imported.

A persona of ours is a folder: `persona.yaml` says who it is, `bundle.json` is the clinic's FHIR R4 record. A
portal of another kind has a record of its own in `<kind>.json` (`laboratory.json`): systems are not joined.
Give the version in persona.yaml the next number whenever a bundle changes what a task depends on.
"""

import json
import logging
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.text import slugify
from pydantic import BaseModel, ConfigDict, Field

from sandbox_portal import chart
from sandbox_portal.adopting.models import ADAPTED, AdaptedPerson
from sandbox_portal.chart.shelf import parse_bundle
from sandbox_portal.personas import sheet
from sandbox_portal.personas.models import ImportedPersona

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
IMPORTED = "imported-"
FREE = "ruth"  # as whom one looks around, unless somebody else is chosen
AROUND = (FREE, "ana", "walter")  # our own people with a whole record, to look around as


class UnknownPersona(LookupError):
    """There is no invented person by this slug."""


@dataclass(frozen=True, eq=False)
class Persona:
    slug: str
    version: int
    display_name: str
    initials: str
    password: str  # for the pretend sign-in; it opens nothing
    languages: tuple[str, ...]
    story: chart.Text
    helper: str  # the slug of who may play the proxy's part, or ""
    chart: chart.Chart
    records: dict[str, chart.Chart] = field(default_factory=dict)  # kind of portal -> what is on file there
    income: chart.Text | None = None  # a sentence about the household, where one asks for help with costs
    portals: tuple[str, ...] = ()  # kinds of portal that show the clinic's record
    who: chart.Text | None = None  # said beside the name where one chooses as whom to look around
    guardian: bool = False  # a judge has named the helper guardian
    guarantor: str = ""  # who pays the bills where it is not the person, such as a parent
    adapts: str = ""  # the slug of the library's person of whom this is an organization's own version
    gone: dict[str, chart.Text] = field(default_factory=dict)  # id -> what was taken out of the library's

    @property
    def known_as(self) -> str:
        """The slug under which the library and its tasks know the person."""
        return self.adapts or self.slug

    @property
    def account(self) -> str:
        """What the pretend user names in other portals end with."""
        return slugify(self.chart.patient.given) or self.adapts if self.adapts else self.slug

    @property
    def anchor_date(self) -> date:
        """The day the record was written for."""
        return self.chart.anchor

    def first_day(self, today: date) -> date:
        """The day on which a practice begun today starts: the anchor's weekday, at most 6 days back."""
        return self.anchor_date + timedelta(weeks=(today - self.anchor_date).days // 7)

    def chart_from(self, started_on: date, kind: str = "clinic") -> chart.Chart:
        """The record in a portal of this kind, for a practice that started on that day. Costs nothing when
        asked again. Where a kind has no record of its own it shows the clinic's.
        """
        weeks = (started_on - self.anchor_date).days // 7
        return self.records.get(kind, self.chart).moved_by(weeks)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of portal in which the person has a record, the clinic's first."""
        return ("clinic", *sorted({*self.records, *self.portals}))


def slugs() -> tuple[str, ...]:
    """Every invented person of our own."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/persona.yaml")))


def get(slug: str) -> Persona:
    """The persona by that slug; parsed once and then shared, for it never changes while the site runs.

    Raises UnknownPersona, and chart.BrokenBundle when the record can not be read. An imported one costs a
    query
    the first time.
    """
    if slug.startswith(ADAPTED):
        return _adapted(slug)
    return _imported(slug) if slug.startswith(IMPORTED) else _our_own(slug)


def anew(slug: str) -> str:
    """The slug with which one starts over: that of the library's person for a version learners met.

    Who is tried out stays the same. One query for a version.
    """
    row = AdaptedPerson.objects.at(slug) if slug.startswith(ADAPTED) else None
    return slug if row is None or row.stage == AdaptedPerson.Stage.TRIAL else row.slug


def standing_in(slug: str, organisation) -> str:
    """The slug of what an organization has in the place of one of our own people, or the same. One query."""
    return stand_ins(organisation).get(slug, slug)


def stand_ins(organisation) -> dict[str, str]:
    """{slug of one of our own people: slug of the organization's own version}. One query."""
    return AdaptedPerson.objects.for_organisation(organisation).live().names()


def library_sheet(slug: str) -> dict:
    """What an author may change in one of our own people's records, as the library has it."""
    if slug not in slugs():
        raise UnknownPersona(slug)
    return _library_sheet(slug)


def sheet_of(row) -> dict:
    """What an AdaptedPerson says of one of our own people today, in step with the library's lists."""
    return sheet.followed(row.facts, row.base, library_sheet(row.slug))


def resources(slug: str) -> tuple[dict, ...]:
    """The FHIR resources of somebody's clinic record; () for one that was imported."""
    if slug.startswith(IMPORTED):
        return ()
    row = AdaptedPerson.objects.at(slug) if slug.startswith(ADAPTED) else None
    bundle = _written(row.slug, sheet_of(row))["clinic"] if row else _bundles(slug)["clinic"]
    return tuple(entry["resource"] for entry in bundle["entry"])


def with_sheet(slug: str, facts: dict) -> Persona:
    """One of our own people with what a sheet says otherwise. Raises chart.BrokenBundle."""
    found = {kind: chart.read(_json(data)) for kind, data in _written(slug, facts).items()}
    record = found.pop("clinic")
    story, who = facts["story"], facts["who"]
    return replace(
        _our_own(slug),
        display_name=record.patient.name,
        initials=record.patient.initials,
        story=chart.Text.of(story),
        who=chart.Text.of(who) if who else None,
        chart=record,
        records=found,
    )


@lru_cache(maxsize=64)
def _adapted(slug: str) -> Persona:
    row = AdaptedPerson.objects.at(slug)
    if row is None:
        raise UnknownPersona(slug)
    facts = sheet_of(row)
    try:
        gone = sheet.removed(library_sheet(row.slug), facts)
        found = replace(with_sheet(row.slug, facts), gone=gone)
    except chart.BrokenBundle:  # a newer edition of the library has another record: better hers than none
        logger.exception("The adapted record %s does not fit the library's any more.", slug)
        found = _our_own(row.slug)
    return replace(found, slug=slug, adapts=row.slug)


def _written(slug, facts):
    library = _library_sheet(slug)
    return {
        kind: sheet.applied(bundle, library, facts, is_clinics=kind == "clinic")
        for kind, bundle in _bundles(slug).items()
    }


@lru_cache(maxsize=64)
def _library_sheet(slug):
    person = _our_own(slug)
    words = {"story": _pair(person.story), "who": person.who and _pair(person.who)}
    return sheet.of(_bundles(slug)["clinic"], words)


@lru_cache(maxsize=16)
def _bundles(slug):
    """{kind of portal: record as it stands in its file}. Raises UnknownPersona."""
    if slug not in slugs():
        raise UnknownPersona(slug)
    folder = FOLDER / slug
    files = [("clinic", folder / "bundle.json"), *_other_records(folder)]
    return {kind: parse_bundle(path.read_bytes()) for kind, path in files}


def _json(bundle):
    return json.dumps(bundle, default=float, ensure_ascii=False).encode()


def _pair(text):
    return {language: text.in_language(language) for language in ("en", "es")}


@lru_cache(maxsize=16)  # several megabytes each
def _imported(slug: str) -> Persona:
    kept = ImportedPersona.objects.at(slug)
    if kept is None:
        raise UnknownPersona(slug)
    record = chart.read(kept.bundle)
    story = chart.Text(kept.story_en or kept.name, (("es", kept.story_es or kept.story_en or kept.name),))
    return Persona(
        slug=slug,
        version=1,
        display_name=kept.name,
        initials=record.patient.initials,
        password=kept.password,
        languages=("en",),
        story=story,
        helper="",
        chart=record,
    )


@lru_cache(maxsize=64)
def _our_own(slug: str) -> Persona:
    if slug not in slugs():
        raise UnknownPersona(slug)
    folder = FOLDER / slug
    about = _About.model_validate(yaml.safe_load((folder / "persona.yaml").read_text(encoding="utf-8")))
    record = chart.read((folder / "bundle.json").read_bytes())
    return Persona(
        slug=slug,
        version=about.version,
        display_name=record.patient.name,
        initials=record.patient.initials,
        password=about.password,
        languages=about.languages,
        story=about.story.as_text(),
        income=about.income and about.income.as_text(),
        helper=about.helper,
        chart=record,
        portals=about.portals,
        who=about.who and about.who.as_text(),
        guardian=about.guardian,
        guarantor=about.guarantor,
        records={kind: chart.read(path.read_bytes()) for kind, path in _other_records(folder)},
    )


def _other_records(folder):
    for path in sorted(folder.glob("*.json")):
        if path.stem != "bundle":
            yield path.stem, path


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    en: str = Field(min_length=20)
    es: str = Field(min_length=20)

    def as_text(self):
        """Returns it as words that show themselves in the page's language."""
        return chart.Text.of(self.model_dump())


class _About(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: int = Field(ge=1)
    password: str = Field(min_length=12)
    languages: tuple[str, ...] = Field(min_length=1)
    story: _Words
    income: _Words | None = None
    helper: str = ""
    portals: tuple[str, ...] = ()
    who: _Words | None = None
    guardian: bool = False
    guarantor: str = ""
