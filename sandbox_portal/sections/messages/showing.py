"""What the pages of writing show, made ready for their templates."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sandbox_portal.sections.messages import files, inbox
from sandbox_portal.sections.proxy import helper

NEW_STEPS = ("gate", "about", "to", "write", "check", "review")
REPLY_STEPS = ("write", "check", "review")


def steps(current, message=None):
    """Returns the steps for components/steps.html; those behind are links, but for the emergency page."""
    is_reply = message is not None and (message.thread.chart_thread or not message.thread.is_draft)
    names = REPLY_STEPS if is_reply else NEW_STEPS
    labels = {
        "gate": _("Safety"),
        "about": _("Topic"),
        "to": _("To"),
        "write": _("Write"),
        "check": _("Coach"),
        "review": _("Send"),
    }
    if current not in names:
        return []
    here = names.index(current)
    return [
        {
            "label": labels[name],
            "state": "done" if place < here else "now" if place == here else "todo",
            "url": _url(name, message) if message and place < here and name != "gate" else None,
        }
        for place, name in enumerate(names)
    ]


def _url(step, message):
    return reverse(f"practice:message-{step}", kwargs={"key": message.practice.key, "pk": message.pk})


def calls(policy):
    """Returns the numbers of the emergency page for components/calls.html."""
    return [
        {
            "number": policy.emergency_number,
            "title": _("Emergency: call %(number)s") % {"number": policy.emergency_number},
            "text": "",
            "kind": "first",
        },
        {
            "number": policy.crisis_number,
            "title": _("Thoughts of hurting yourself: call or text %(number)s")
            % {"number": policy.crisis_number},
            "text": "",
            "kind": "",
        },
    ]


def phones(practice):
    """Returns the phones of the one who writes, as choices."""
    kinds = {"mobile": _("cell phone"), "home": _("home"), "work": _("work")}
    person = helper.person(practice) if practice.is_proxy_seat else practice.chart.patient
    points = [point for point in person.telecom if point.system == "phone"]
    return [(p.value, f"{p.value} ({kinds[p.use]})" if p.use in kinds else p.value) for p in points]


def fee(practice):
    """Returns what a message may cost here, in words, from the policy."""
    fee = practice.policy.message_fee
    return {"low": fee.low, "high": fee.high, "note": fee.note.in_language(get_language())}


def as_posted(message):
    """Returns a kept draft in the shape of its form's post, so that the review checks it in the same way."""
    thread = message.thread
    posted = {
        "subject": thread.subject,
        "body": message.body,
        "phone": message.phone,
        "best_time": message.best_time,
        "is_private": thread.is_private,
        "has_agreed_to_fee": message.has_agreed_to_fee,
    }
    return {name: value for name, value in posted.items() if value}


def review_rows(practice, message):
    """Returns the rows of the review page, each with the way to change it."""
    thread, chart = message.thread, practice.chart
    is_reply = thread.chart_thread or not thread.is_draft
    change = {step: _url(step, message) for step in ("about", "to", "write")}
    recipient = chart.member(thread.member)
    rows = []
    if not is_reply:
        rows.append(_row(_("Topic"), thread.get_category_display(), change["about"]))
    rows.append(_row(_("To"), recipient.name if recipient else "", None if is_reply else change["to"]))
    rows.append(_row(_("From"), _sender(practice), None))
    rows.append(_row(_("Subject"), inbox.title_of(thread, practice), None if is_reply else change["write"]))
    rows.append(_row(_("Message"), message.body, change["write"]))
    if names := files.names(message):
        rows.append(_row(_("Files"), names, _url("attach", message)))
    if message.phone:
        call = f"{message.phone}. {message.get_best_time_display()}"
        rows.append(_row(_("Call me back"), call, change["write"]))
    if thread.is_private:
        rows.append(_row(_("Private"), _("People you share with cannot see it"), change["write"]))
    return rows


def _sender(practice):
    patient = practice.chart.patient.name
    if not practice.is_proxy_seat:
        return patient
    return _("%(proxy)s, for %(patient)s") % {"proxy": helper.person(practice).name, "patient": patient}


def _row(label, value, change_url):
    return {"label": label, "value": value, "change_url": change_url}
