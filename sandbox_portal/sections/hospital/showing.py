"""The stay as pages show it: the day, the people, the medicines for home, the questions before one goes."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections import dates
from sandbox_portal.sections.hospital import shelf, survey
from sandbox_portal.sections.hospital.models import StayRequest
from sandbox_portal.sections.hospital.states import State
from sandbox_portal.sections.results import news

BROUGHT = timedelta(hours=3)
GROUPS = {
    "new": (gettext_lazy("New"), gettext_lazy("You did not take these before.")),
    "changed": (gettext_lazy("Changed"), gettext_lazy("The same medicine in another way.")),
    "same": (gettext_lazy("As before"), gettext_lazy("Go on as you did.")),
    "stopped": (gettext_lazy("Stop"), gettext_lazy("Do not take these any more.")),
}


def day(viewing) -> list[dict]:
    """What is planned today, in order, as items of components/timeline.html."""
    practice = viewing.practice
    today = [a for a in viewing.chart.appointments if a.starts_at.date() == practice.today]
    items = []
    for each in today:
        is_over = (each.ends_at or each.starts_at) < practice.now
        place = f"{each.place}. " if each.place else ""
        items.append(
            {
                "label": each.title,
                "when": dates.time(each.starts_at),
                "text": f"{place}{each.get_ready} {each.bring}".strip(),
                "state": "done" if is_over else "todo",
            }
        )
    coming = next((item for item in items if item["state"] == "todo"), None)
    if coming:
        coming["state"] = "now"
    return items


def waiting(viewing) -> list[dict]:
    """What waits on the first page: what comes next, new results, the way home."""
    practice = viewing.practice
    key = {"key": practice.key}
    found = []
    coming = next((item for item in day(viewing) if item["state"] == "now"), None)
    if coming:
        url = reverse("practice:stay-day", kwargs=key)
        found.append(_item(coming["label"], coming["when"], url, _("Next"), "sun"))
    for result in news.found(viewing)[:3]:
        url = reverse("practice:result", kwargs={**key, "id": result.id})
        label = _("Test result: %(test)s") % {"test": result.name}
        found.append(_item(label, dates.day(result.resulted_at), url, _("New"), "sun"))
    if survey.left_on(viewing):
        return [*found, *_at_home(viewing)]
    url = reverse("practice:stay-discharge", kwargs=key)
    return [*found, _item(_("Get ready to go home"), _("Medicines, visits, papers"), url, _("Today"), "sun")]


def _at_home(viewing):
    practice = viewing.practice
    url = reverse("practice:stay-after", kwargs={"key": practice.key})
    items = [_item(_("What to do at home"), _("Visits, medicines, tests"), url, _("After the stay"), "sun")]
    offered = survey.of(practice)
    if offered and offered.status == State.OFFERED:
        url = reverse("practice:stay-survey", kwargs={"key": practice.key})
        items.append(_item(_("Survey about your stay"), _("You need not answer."), url, _("New"), "plain"))
    return items


def _item(label, hint, url, state, kind) -> dict:
    return {"label": label, "hint": hint, "url": url, "state": state, "kind": kind}


def requests(practice) -> list[dict]:
    """What was asked for, newest first. One query."""
    return [
        {
            "label": shelf.ALL.get(row.what, row.what),
            "hint": f"{dates.day(row.asked_at)}, {dates.time(row.asked_at)}",
            "state": _("Brought") if practice.now - row.asked_at > BROUGHT else _("Asked for"),
            "kind": "good" if practice.now - row.asked_at > BROUGHT else "sun",
        }
        for row in StayRequest.objects.for_practice(practice)
    ]


def stay(viewing):
    """What was written about this stay, or None."""
    return next(iter(viewing.chart.visits), None)


def group_of(medicine, began) -> str:
    """How a medicine on the papers stands to what was taken before the stay."""
    if medicine.status in ("stopped", "cancelled", "completed"):
        return "stopped"
    if medicine.note:
        return "changed"
    return "new" if medicine.started_on and medicine.started_on >= began else "same"


def medicines(viewing) -> list[dict]:
    """The medicines for home in four groups, those that ask for something first."""
    found = stay(viewing)
    began = found.at.date() if found and found.at else viewing.practice.started_on
    groups = {name: [] for name in GROUPS}
    for medicine in viewing.chart.medications:
        name = group_of(medicine, began)
        text = medicine.status_reason if name == "stopped" else medicine.note
        groups[name].append(
            {"id": medicine.id, "name": medicine.name, "how": medicine.directions, "why": text}
        )
    return [
        {"slug": name, "title": GROUPS[name][0], "lead": GROUPS[name][1], "rows": rows}
        for name, rows in groups.items()
        if rows
    ]


def follow_ups(viewing) -> list:
    """The visits after this day."""
    today = viewing.practice.started_on
    return [a for a in viewing.chart.appointments if a.starts_at.date() > today]


def questions(viewing) -> list[dict]:
    """The questions before one goes home, each with its choices and the right one, made from the record."""
    by_group = {group["slug"]: group["rows"] for group in medicines(viewing)}
    choices = [(m.id, str(m.name)) for m in viewing.chart.medications]
    found = []
    for slug, label in (
        ("new", _("Which medicine is new?")),
        ("stopped", _("Which one do you stop?")),
        ("changed", _("Which one has another dose now?")),
    ):
        if by_group.get(slug):
            rights = [row["id"] for row in by_group[slug]]
            found.append({"slug": slug, "label": label, "choices": choices, "rights": rights})
    later = follow_ups(viewing)
    if later:
        right = later[0].starts_at.date()
        days = [right - timedelta(days=5), right, right + timedelta(days=14)]
        found.append(
            {
                "slug": "follow-up",
                "label": _("On which day do you see your own doctor?"),
                "choices": [(each.isoformat(), dates.long_day(each)) for each in days],
                "rights": [right.isoformat()],
            }
        )
    found.append(
        {
            "slug": "worse",
            "label": _("Tonight at home it gets hard to breathe. What do you do?"),
            "choices": list(shelf.CALL_WORSE.items()),
            "rights": ["call"],
        }
    )
    return found
