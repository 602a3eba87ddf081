"""A request for copies as a page shows it. No queries."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.sections import asking, dates
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.documents import copies, papers
from sandbox_portal.sections.documents.states import Copies

REASONS = {
    "show-who": gettext_lazy("They send copies to somebody else only with your signed form and a photo ID."),
    "identity-shown": gettext_lazy("You showed a photo ID and your signed form."),
    "too-late": gettext_lazy("The time is over. Ask again. It costs nothing to ask."),
}
KINDS = {Copies.READY: "good", Copies.SENT: "good", Copies.NEEDS_IDENTITY: "stop", Copies.PREPARING: "sun",
         Copies.ASKED: "sun"}  # fmt: skip


def url(practice, name, **kwargs):
    """The address of one of these pages."""
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def free(practice) -> list[dict]:
    """What can be downloaded at once for nothing."""
    return [
        {"label": paper.title, "hint": paper.about, "url": url(practice, "document", id=paper.id),
         "state": _("Free, now"), "kind": "good"}
        for paper in papers.PAPERS.values()
    ]  # fmt: skip


def row(practice, request) -> dict:
    """One request for the list."""
    return {
        "label": parts(request),
        "hint": hint(request),
        "url": url(practice, "copies-asked", pk=request.pk),
        "state": Copies(request.status).label,
        "kind": KINDS.get(request.status, "plain"),
    }


def parts(request) -> str:
    """The parts in words."""
    return ", ".join(str(words) for part, words in copies.PARTS.items() if part in request.parts)


def hint(request) -> str:
    """When it is ready, or until when it can be fetched."""
    if request.status == Copies.READY:
        return _("Here until %(day)s") % {"day": dates.with_year(request.ready_until)}
    if request.status == Copies.NEEDS_IDENTITY:
        return _("Show who you are by %(day)s") % {"day": dates.with_year(request.ready_until)}
    if request.is_open:
        return _("Ready by about %(day)s") % {"day": dates.with_year(request.due_on)}
    return ""


def rows(request, change_url=None) -> list[dict]:
    """All that was asked, on the review page and its own page."""
    return [
        _row(_("Which records"), parts(request), change_url),
        _row(_("From when"), str(copies.PERIODS[request.period]), change_url),
        _row(_("For whom"), str(copies.TO[request.to]), change_url),
        _row(_("How it comes"), str(copies.FORMS[request.form]), change_url),
        _row(_("Fee"), money(request.cents) if request.cents else _("Free")),
    ]


def _row(label, value, change_url=None):
    return {"label": label, "value": value, "change_url": change_url}


def steps(request) -> list[dict]:
    """Where it is, for components/timeline.html."""
    stopped = (Copies.EXPIRED, Copies.WITHDRAWN)
    to_come = {Copies.ASKED: (Copies.PREPARING,), Copies.NEEDS_IDENTITY: (Copies.PREPARING,)}
    return asking.steps(
        request, Copies, REASONS, stopped=stopped, is_open=request.is_open,
        to_come=to_come.get(request.status, ()),
    )  # fmt: skip


def what_now(practice, request) -> str:
    """What to do in this state, in one or two sentences."""
    fee = money(request.cents)
    if request.status == Copies.READY and request.form != "portal":
        words = _("Come to the front desk with a photo ID.")
        return words + " " + _("You pay %(fee)s there.") % {"fee": fee} if request.cents else words
    if request.status == Copies.SENT:
        return _sent(request, fee)
    if request.status == Copies.ASKED:
        return _("You can still take it back. On the next work day somebody looks at it.")
    if request.status == Copies.PREPARING:
        phone = practice.policy.clinic_phone
        return _("Nothing to do. Is it late? Call the records office at %(phone)s.") % {"phone": phone}
    return ""


def _sent(request, fee):
    if request.to == "me":
        if not request.cents:
            return _("It is in the mail.")
        return _("It is in the mail. The fee of %(fee)s comes with it.") % {"fee": fee}
    words = _("It went to whom you named. Ask them if it came.")
    if not request.cents:
        return words
    return words + " " + _("The bill for the fee of %(fee)s comes to you.") % {"fee": fee}
