"""Holds every page of the library against the rules for writing (grade 6, both languages, nothing missing).

An *error* stops a page; a *note* tells the author where to look. Rules: plain language (reading, sentence
length, hard words), AHRQ's PEMAT-P items that a program can see (a summary, pictures that are described, at
least one action), the authors' own judgement by all its items, made on the text as it is, figures in force,
links that lead somewhere, and a language that does not lag the other.
"""

from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from courses import drawings
from courses.library_check import blocks, judged, measures
from courses.library_loader.files import LANGUAGES
from lms.readability import grade
from sandbox_portal.scenarios import files as scenario_files

LEAST_SHARE, MOST_SHARE = (
    0.7,
    1.6,
)  # how many Spanish words for one English word before a language seems to lag


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong ("error") or worth a look ("note"), and in which block."""

    level: str
    kind: str
    block: str
    text: str


@dataclass
class PageReport:
    """One page in one language: how it reads, block by block, and what was found."""

    name: str
    language: str
    words: int
    sentence_length: float
    grade: float
    second: float | None
    passive: float
    blocks: dict = field(default_factory=dict)
    findings: list = field(default_factory=list)

    @property
    def holds(self):
        """True where nothing stops the page."""
        return not any(finding.level == "error" for finding in self.findings)

    def as_json(self):
        """Returns the report as plain data."""
        return {**asdict(self), "holds": self.holds}


def check(library, today):
    """Returns a PageReport for each page in each language, in the library's order."""
    tasks = {path.stem for path in scenario_files.library()}
    reports = {
        (page.name, page.language): read(page, _known(library, page.language))
        for page in blocks.pages(library)
    }
    for course in library.courses:
        for language in LANGUAGES:
            for lesson in course.lessons[language]:
                report = reports[f"{course.facts.slug}/{lesson.slug}", language]
                report.findings += (
                    _missing(lesson) + _lost(lesson, tasks) + _out_of_date(lesson, library, today)
                )
                report.findings += _judged_wrongly(report.name, lesson, library)
        for english, spanish in zip(*(course.lessons[language] for language in LANGUAGES), strict=True):
            report = reports[f"{course.facts.slug}/{spanish.slug}", "es"]
            report.findings += _lagging(english, spanish, library)
    return list(reports.values())


def read(page, known):
    """Returns the PageReport of a page's words alone; `known` are the words that a glossary explains."""
    reading = grade(page.text, page.language)
    second, holds = measures.second_reading(page.text, page.language)
    report = PageReport(
        name=page.name,
        language=page.language,
        words=reading.words,
        sentence_length=reading.sentence_length,
        grade=reading.grade,
        second=second,
        passive=measures.passive_share(page.text, page.language),
    )
    if not reading.is_easy:
        report.findings.append(
            Finding(
                "error", "reading", "page", f"{reading.grade}, {reading.sentence_length} words a sentence"
            )
        )
    if not holds:
        report.findings.append(Finding("error", "second reading", "page", f"{second}"))
    if report.passive > measures.MOST_PASSIVE:
        report.findings.append(Finding("note", "passive", "page", f"{report.passive:.0%} of the sentences"))
    for name, text in page.blocks.items():
        one = grade(text, page.language)
        report.blocks[name] = one.grade
        if not one.is_easy:
            report.findings.append(
                Finding("note", "reading", name, f"{one.grade}, {one.sentence_length} words a sentence")
            )
        for sentence in measures.hard_sentences(text, page.language):
            report.findings.append(Finding("note", "hard sentence", name, sentence))
    hard = measures.long_words(page.text, page.language, known)
    if hard:
        report.findings.append(Finding("note", "long words", "page", ", ".join(hard)))
    return report


def _known(library, language):
    """Returns the words that the glossary explains, in lower case."""
    return {
        word.lower()
        for entry in library.glossary.values()
        for word in measures.words_of(getattr(entry, language).term)
    }


def _missing(lesson):
    wanted = {
        "summary": lesson.summary,
        "words your portal may use": lesson.words,
        "when to call": lesson.call_instead,
        "sources": lesson.sources,
        "something to try": lesson.try_.activities or lesson.try_.scenarios,
        "picture description": lesson.drawing.alt.strip(),
        "picture caption": lesson.drawing.caption.strip(),
        "worked example": [item for item in lesson.see if item.kind == "example"],
    }
    return [Finding("error", "missing", "page", name) for name, found in wanted.items() if not found]


def _lost(lesson, tasks):
    lost = [f"practice task {slug}" for slug in lesson.try_.scenarios if slug not in tasks]
    films = [item.value for item in lesson.see if item.kind == "film"]
    shown = [scene.drawing for film in films for scene in film.scenes if scene.drawing]
    for name in (lesson.drawing.name, *shown):
        if name not in drawings.names():
            lost.append(f"drawing {name}")
    for source in lesson.sources:
        parts = urlsplit(source.url)
        if parts.scheme != "https" or "." not in parts.netloc:
            lost.append(f"source {source.url}")
    return [Finding("error", "leads nowhere", "page", name) for name in lost]


def _out_of_date(lesson, library, today):
    return [
        Finding("error", "past its check-by date", f"fact {key}", str(library.facts[key].check_by))
        for kind, key in blocks.pieces(lesson)
        if kind == "fact" and library.facts[key].check_by < today
    ]


def _judged_wrongly(name, lesson, library):
    return [Finding("error", kind, "PEMAT-P", text) for kind, text in judged.faults(name, lesson, library)]


def _lagging(english, spanish, library):
    """Returns what one language has and the other has not: parts, or far fewer words."""
    found = []
    if _outline(english) != _outline(spanish):
        found.append(Finding("error", "languages differ", "page", "not the same parts in the same order"))
    mine, theirs = blocks.lesson_blocks(spanish, library), blocks.lesson_blocks(english, library)
    for name in mine.keys() & theirs.keys():
        count, least = len(mine[name].split()), len(theirs[name].split())
        if least >= 20 and not LEAST_SHARE <= count / least <= MOST_SHARE:
            found.append(
                Finding("note", "languages differ", name, f"{least} words in English, {count} in Spanish")
            )
    return sorted(found, key=lambda finding: finding.block)


def _outline(lesson):
    return (
        [item.kind for item in lesson.see],
        [len(item.value.moments) for item in lesson.see if item.kind == "timeline"],
        [_scenes(item.value) for item in lesson.see if item.kind == "film"],
        list(blocks.pieces(lesson)),
        lesson.try_.scenarios,
        len(lesson.plan.when), len(lesson.plan.will), len(lesson.summary), len(lesson.call_instead),
    )  # fmt: skip


def _scenes(film):
    """Returns what each scene of a film shows, without its words."""
    return [
        (scene.frame, scene.drawing, [(line.kind, line.sign, line.at) for line in scene.shows])
        for scene in film.scenes
    ]
