"""The log, the devices and the reports as a page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections import dates
from sandbox_portal.sections.privacy import log
from sandbox_portal.sections.privacy.models import LogReport
from sandbox_portal.sections.privacy.shelf import TEXT, said, shelf
from sandbox_portal.sections.privacy.states import State

LABELS = {
    "self": gettext_lazy("You"),
    "staff": gettext_lazy("Clinic staff"),
    "proxy": gettext_lazy("Family access"),
    "app": gettext_lazy("App"),
    "system": gettext_lazy("Computer"),
}
FILTERS = {
    "": gettext_lazy("Everyone"),
    "self": gettext_lazy("You"),
    "staff": gettext_lazy("Clinic staff"),
    "proxy": gettext_lazy("Family access"),
    "app": gettext_lazy("Apps"),
}
TONES = {"self": "plain", "staff": "", "proxy": "sun", "app": "sun", "system": "plain"}
STATE_TONES = {State.EXPLAINED: "good", State.CONFIRMED: "good"}
REFUSALS = {
    "like-the-old": gettext_lazy("This is almost the old password. Whoever knows that one tries this next."),
    "about-you": gettext_lazy("Your name and birth year are easy to guess. Choose other words."),
    "used-elsewhere": gettext_lazy("Use a password for one place only. If one leaks, the others stay safe."),
}
_FAKE_TEXT = gettext_lazy("A fake text message")


def _url(practice, name, **kwargs):
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def when(moment) -> str:
    """A day and a time of day."""
    return f"{dates.day(moment)}, {dates.time(moment)}"


def line(practice, row) -> dict:
    """One line of the log, for the list."""
    parts = [when(row.at), row.what, row.device]
    return {
        "label": row.who,
        "hint": " · ".join(part for part in parts if part),
        "url": _url(practice, "privacy-row", id=row.id),
        "state": LABELS[row.shown_as],
        "kind": TONES[row.shown_as],
    }


def filters(practice, chosen) -> list[dict]:
    """The choices of whose lines to show."""
    return [
        {
            "label": label,
            "url": f"{_url(practice, 'privacy')}?who={who}" if who else _url(practice, "privacy"),
            "is_current": who == chosen,
        }
        for who, label in FILTERS.items()
    ]


def means(row) -> str:
    """What a line of this kind most often means."""
    return said(shelf().means[row.shown_as])


def facts(row) -> list[dict]:
    """The line in full, for components/summary_list.html."""
    found = [
        (_("Who"), row.who),
        (_("What"), row.what),
        (_("When"), when(row.at)),
        (_("Device"), row.device),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def report_row(practice, made) -> dict:
    """One report, for the list."""
    return {
        "label": _("Report of %(day)s") % {"day": dates.day(made.sent_at)},
        "hint": made.get_why_display(),
        "url": _url(practice, "privacy-report", pk=made.pk),
        "state": State(made.status).label,
        "kind": STATE_TONES.get(made.status, "sun"),
    }


def report_facts(made, row) -> list[dict]:
    """What was reported."""
    about = str(_FAKE_TEXT) if made.row == TEXT else f"{row.who}: {row.what}, {when(row.at)}" if row else ""
    found = [(_("About"), about), (_("Why"), LogReport.Why(made.why).label)]
    return [{"label": label, "value": value} for label, value in found if value]


def answer(made, row) -> str:
    """What the privacy office answered; "" while it has not."""
    if made.status not in (State.EXPLAINED, State.CONFIRMED):
        return ""
    if made.row == TEXT:
        return said(shelf().answers["fake"])
    return (
        row.because if row and row.because else said(shelf().answers.get(made.kind, shelf().answers["staff"]))
    )


def device(practice, each) -> dict:
    """One device that is signed in."""
    last = log.day_of(practice, each)
    return {
        "id": each.id,
        "name": said(each.name),
        "where": said(each.where),
        "last": _("You use it now") if each.is_this else _("Last used: %(day)s") % {"day": dates.day(last)},
        "is_this": each.is_this,
        "is_trusted": each.is_trusted,
    }


def news(viewing) -> list[dict]:
    """A line for the home page where the privacy office has answered and nobody has looked."""
    practice = viewing.practice
    seen = {
        facts.get("report")
        for facts in viewing.all_facts_of("privacy.report_opened")
        if facts.get("has_answer")
    }
    moved = viewing.all_facts_of("privacy.moved")
    new = {facts["report"] for facts in moved if facts["to"] in (State.EXPLAINED, State.CONFIRMED)} - seen
    return [
        {
            "label": _("The privacy office has answered"),
            "hint": _("Your report about who looked"),
            "url": _url(practice, "privacy-report", pk=pk),
            "state": _("New"),
            "kind": "sun",
        }
        for pk in sorted(new)
    ]
