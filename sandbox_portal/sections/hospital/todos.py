"""What is to be done after a stay, made from the papers, and how the survey stands. Reads only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.hospital import shelf, showing
from sandbox_portal.sections.hospital.states import OPEN, State

KINDS = {State.OFFERED: "sun", State.DONE: "good", State.DECLINED: "plain", State.EXPIRED: "plain"}


def of(viewing) -> list[dict]:
    """Everything to do at home, each with whether it was ticked: visits, medicines, results to ask about."""
    return [
        {"id": id, "text": text, "is_done": viewing.facts_of("stay.todo_ticked", id).get("is_done", False)}
        for id, text in (*_visits(viewing), *_medicines(viewing), *_results(viewing))
    ]


def _visits(viewing):
    for visit in showing.follow_ups(viewing):
        words = {
            "visit": visit.title,
            "day": dates.long_day(visit.starts_at),
            "time": dates.time(visit.starts_at),
        }
        yield f"visit-{visit.id}", _("Go to: %(visit)s, %(day)s, %(time)s. Take the papers along.") % words


def _medicines(viewing):
    texts = {
        "new": _("Get %(name)s and take it as the papers say."),
        "changed": _("%(name)s has another dose now. Put the old bottle away."),
        "stopped": _("Stop %(name)s. Take the old bottle out of the box."),
    }
    for group in showing.medicines(viewing):
        if group["slug"] in texts:
            for row in group["rows"]:
                yield f"{group['slug']}-{row['id']}", texts[group["slug"]] % {"name": row["name"]}


def _results(viewing):
    now = viewing.practice.now
    for result in viewing.chart.open_results:
        if not result.is_ready_at(now):
            yield (
                f"result-{result.id}",
                _("Ask at your visit about a test that was not ready: %(test)s") % {"test": result.name},
            )


def survey_row(practice, survey) -> dict:
    """How the survey stands, as a line of components/task_list.html."""
    label = _("Survey about your stay")
    if survey is None:
        hint = _("It comes some days after you went home. You need not answer.")
        return {"label": label, "hint": hint, "url": "", "state": _("Not there yet"), "kind": "plain"}
    day = {"day": dates.long_day(survey.until)}
    is_open = survey.status in OPEN
    return {
        "label": label,
        "hint": _("Open until %(day)s. You need not answer.") % day if is_open else "",
        "url": reverse("practice:stay-survey", kwargs={"key": practice.key}),
        "state": State(survey.status).label,
        "kind": KINDS[State(survey.status)],
    }


def answered(survey) -> list[dict]:
    """What was answered, for components/summary_list.html."""
    rows = [
        {"label": label, "value": choices[survey.answers[slug]], "change_url": None}
        for slug, (label, choices) in shelf.SURVEY.items()
        if survey.answers.get(slug) in choices
    ]
    if survey.note:
        rows.append({"label": _("Your words"), "value": survey.note, "change_url": None})
    return rows
