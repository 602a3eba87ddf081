"""Visits' papers as a page shows them: every line with its words and its mark. Pure functions."""

from dataclasses import dataclass

from django.urls import reverse

from sandbox_portal.chart.model import Visit
from sandbox_portal.sections import dates
from sandbox_portal.sections.notes import glossary
from sandbox_portal.sections.notes.models import Mark


@dataclass(frozen=True)
class Line:
    """One line of a visit's papers. `key` names it: reason, summary, step-1, note-1."""

    key: str
    text: str
    words: tuple[glossary.Word, ...]
    mark: str
    mark_words: str
    is_done: bool


def past(chart, now) -> list[Visit]:
    """The visits with papers, newest first."""
    return [visit for visit in chart.visits if visit.at is None or visit.at <= now]


def rows(practice, visits, marks) -> list[dict]:
    """The list of visits for components/task_list.html."""
    return [
        {
            "label": visit.title,
            "hint": f"{dates.with_year(visit.at)} · {visit.with_name}",
            "url": reverse("practice:note", kwargs={"key": practice.key, "id": visit.id}),
        }
        for visit in visits
    ]


def keys(visit: Visit) -> dict[str, str]:
    """Each line's key with its words, in the order of the page."""
    found = {"reason": str(visit.reason), "summary": str(visit.summary)}
    found |= {f"step-{n}": str(step) for n, step in enumerate(visit.next_steps, 1)}
    found |= {f"note-{n}": str(text) for n, text in enumerate(visit.note, 1)}
    return {key: text for key, text in found.items() if text}


def lines(visit: Visit, marks) -> dict[str, list[Line]]:
    """The lines of each part: summary, steps, note."""
    mine = {mark.line: mark for mark in marks if mark.visit == visit.id}
    parts = {"summary": [], "steps": [], "note": []}
    for key, text in keys(visit).items():
        mark = mine.get(key)
        part = "steps" if key.startswith("step") else "note" if key.startswith("note") else "summary"
        parts[part].append(
            Line(
                key,
                text,
                tuple(glossary.words_in(text)),
                mark.kind if mark else "",
                str(Mark(mark.kind).label) if mark else "",
                bool(mark and mark.is_done),
            )
        )
    return parts


def todo(practice, marks) -> list[dict]:
    """Every to-do of every visit, open ones first."""
    found = []
    for mark in marks:
        visit = practice.chart.visit(mark.visit)
        text = keys(visit).get(mark.line) if visit else None
        if text and mark.kind == Mark.TODO:
            found.append({"mark": mark, "text": text, "visit": visit})
    return sorted(found, key=lambda item: item["mark"].is_done)
