"""What an alert says, and the matrix as the page shows it. No queries."""

from contextlib import nullcontext
from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.sections import dates
from sandbox_portal.sections.alerts import kinds
from sandbox_portal.sections.alerts.kinds import FAKE, KINDS, Channel
from sandbox_portal.sections.alerts.states import State

NO_ANSWER = gettext_lazy("Sign in to the portal to read it. Nobody reads an answer to this alert.")
REMINDER = "reminder"  # a visit whose day is told: `facts` hold it as `on`
# By kind: what it is called in the list, and what it says. Never what the news is.
SAYS = {
    "message": (gettext_lazy("You have a new message"), NO_ANSWER),
    "result": (
        gettext_lazy("You have a new test result"),
        gettext_lazy("Sign in to read it. Your care team may not have seen it yet."),
    ),
    "visit": (
        gettext_lazy("There is news about a visit"),
        gettext_lazy("Sign in to see it. Is there something to choose? Do it soon."),
    ),
    REMINDER: (
        gettext_lazy("You have a visit on %(day)s"),
        gettext_lazy("Sign in to see where it is and how to get ready."),
    ),
    "refill": (
        gettext_lazy("There is news about a refill"),
        gettext_lazy("Sign in to see how far it is."),
    ),
    "bill": (gettext_lazy("You have a new bill"), gettext_lazy("Sign in to see it and to ask about it.")),
    "record": (gettext_lazy("There is news about something you asked for"), NO_ANSWER),
    "family": (
        gettext_lazy("Something changed in who can see your record"),
        gettext_lazy("Sign in to look. Was it not you? Call us at %(phone)s."),
    ),
    FAKE: (
        gettext_lazy("URGENT: your records will be DELETED"),
        gettext_lazy(
            "Tap the link now and type your password, or you lose it all: portal-help-desk.example/login"
        ),
    ),
}
# By item, for what is about the account itself.
ACCOUNT = {
    "ready": (gettext_lazy("Your account is ready"), gettext_lazy("Was it not you? Call us at %(phone)s.")),
    "new-device": (
        gettext_lazy("Somebody signed in on a new device"),
        gettext_lazy("Was it you? Then there is nothing to do. Was it not you? Call us at %(phone)s."),
    ),
    "locked": (
        gettext_lazy("Your account is locked for a while"),
        gettext_lazy("There were too many wrong passwords. Was it not you? Call us at %(phone)s."),
    ),
    "password": (
        gettext_lazy("Your password was changed"),
        gettext_lazy("Was it not you? Call us at %(phone)s."),
    ),
    "contact": (
        gettext_lazy("Your phone or e-mail address was changed"),
        gettext_lazy("Was it not you? Call us at %(phone)s."),
    ),
    "name": (gettext_lazy("Your user name"), gettext_lazy("You asked for your user name. It is: %(name)s")),
    "found": (
        gettext_lazy("You can go on with your sign-up"),
        gettext_lazy("We looked at it. Open the portal’s own address and go on."),
    ),
    "not-found": (
        gettext_lazy("We could not finish your sign-up"),
        gettext_lazy(
            "We could not be sure that it was you. Call us at %(phone)s, or come to the front desk."
        ),
    ),
}
# By what the item begins with, for bills: what is new is not always a bill.
BILLS = {
    "plan": (
        gettext_lazy("Something changed in your payment plan"),
        gettext_lazy("Sign in to see the plan. Was it not you? Call us at %(phone)s."),
    ),
    "payment": (
        gettext_lazy("There is news about a payment"),
        gettext_lazy("Sign in to see if it went through."),
    ),
    "ask": (gettext_lazy("The billing office has looked at your question"), NO_ANSWER),
}
# By item, for what is not from the clinic at all.
FAKES = {
    "bill": (
        gettext_lazy("LAST NOTICE: your clinic bill goes to court TODAY"),
        gettext_lazy(
            "You owe $214.80. Pay in one hour with gift cards: pay-clinic-bill.example. Or call +1 555-0199."
        ),
    ),
}
CODES = {
    "sign-up": gettext_lazy(
        "Your new sign-up code is %(code)s. It works for %(days)s days. "
        "Nobody from the clinic ever asks you for it."
    ),
    "": gettext_lazy(
        "Your code is %(code)s. It works for %(minutes)s minutes. "
        "Nobody from the clinic ever asks you for it."
    ),
}


def subject(alert, practice) -> str:
    """The line that stands in the list."""
    return _words(alert, practice)[0]


def text(alert, practice) -> str:
    """All that the alert says."""
    return _words(alert, practice)[1]


def in_language(setting):
    """The language in which alerts are written: the page's, unless one was chosen for them."""
    return nullcontext() if setting == "page" else translation.override(setting)


def _words(alert, practice):
    policy = practice.policy
    fill = {
        "phone": policy.clinic_phone,
        "days": policy.sign_in.invite_code_days,
        "minutes": policy.sign_in.code_minutes,
        "day": dates.long_day(date.fromisoformat(alert.facts["on"])) if "on" in alert.facts else "",
        **alert.facts,
    }
    if alert.kind == kinds.GATHERED:
        count = alert.facts["count"]
        title = ngettext("%(count)s thing is new today", "%(count)s things are new today", count) % {
            "count": count
        }
        return title, str(NO_ANSWER)
    if alert.kind == kinds.CODE:
        return _("Your code"), CODES.get(alert.item, CODES[""]) % fill
    said = REMINDER if "on" in alert.facts else alert.kind
    first, second = _by_item(alert) or SAYS[said]
    return str(first) % fill, str(second) % fill


def _by_item(alert):
    """The words for what this alert is about, where they are not those of its whole kind; else None."""
    if alert.kind == "account":
        return ACCOUNT[alert.item]
    if alert.kind == FAKE:
        return FAKES.get(alert.item)
    return BILLS.get(alert.item.partition("-")[0]) if alert.kind == "bill" else None


def rows(alerts, practice, choices, url_name) -> list[dict]:
    """Each alert as a line of the task list; a locked phone shows only who it is from."""
    is_hidden = choices.setting("previews") == "hidden" and url_name == "practice:phone-alert"
    found = []
    with in_language(choices.setting("language")):
        for alert in alerts:
            is_new = alert.status == State.SENT
            when = f"{dates.day(alert.at_sim)}, {dates.time(alert.at_sim)}"
            found.append(
                {
                    "label": _hidden(alert, practice) if is_hidden else subject(alert, practice),
                    "hint": f"{sender(alert, practice)} · {when}",
                    "url": reverse(url_name, kwargs={"key": practice.key, "pk": alert.pk}),
                    "state": _("New") if is_new else "",
                    "kind": "sun",
                }
            )
    return found


def _hidden(alert, practice):
    return _("A new text message") if alert.channel == Channel.TEXT else _("An alert from an app")


def sender(alert, practice) -> str:
    """Who the alert says it is from."""
    if alert.kind == FAKE:
        return "+1 555-0199"
    return practice.policy.clinic_name if alert.channel == Channel.MAIL else practice.policy.portal_name


def about_quiet(practice):
    """Says from when to when the phone is quiet here, as the clinic's pack has it."""
    rules = practice.policy.alerts
    first, last = (
        dates.time(practice.now.replace(hour=hour, minute=0))
        for hour in (rules.quiet_from, rules.quiet_until)
    )
    words = _("From %(first)s to %(last)s your phone stays quiet. What comes then waits.")
    return words % {"first": first, "last": last}


SETTING_WORDS = {
    "quiet": (
        gettext_lazy("Quiet at night"),
        gettext_lazy("For some hours your phone stays quiet. What comes then waits."),
        {"on": gettext_lazy("Quiet at night"), "off": gettext_lazy("At any hour")},
    ),
    "gather": (
        gettext_lazy("How many at a time"),
        gettext_lazy(
            "One list a day can be easier than many alerts. What is about your sign-in still comes at once."
        ),
        {
            "off": gettext_lazy("Each one as it comes"),
            "on": gettext_lazy("One list a day, at 5 in the afternoon"),
        },
    ),
    "previews": (
        gettext_lazy("On the locked screen"),
        gettext_lazy("Anybody who sees your phone can read what stands on the locked screen."),
        {"hidden": gettext_lazy("Only that something came"), "shown": gettext_lazy("The first line")},
    ),
    "language": (
        gettext_lazy("Language of alerts"),
        "",
        {
            "page": gettext_lazy("The language of this page"),
            "en": gettext_lazy("English"),
            "es": gettext_lazy("Spanish"),
        },
    ),
}


def ways(choices, kind) -> str:
    """On which ways news of this kind goes, in words."""
    found = [str(Channel(way).label) for way in choices.channels(kind)]
    return ", ".join(found) if found else _("Nowhere")


def matrix(practice, choices) -> list[dict]:
    """Each kind of news with where it goes."""
    return [
        {
            "label": kind.label,
            "value": ways(choices, name),
            "is_silent": not choices.channels(name),
            "is_fixed": bool(kind.always),
            "url": _change_url(practice, name),
        }
        for name, kind in KINDS.items()
    ]


def settings(practice, choices) -> list[dict]:
    """Each setting with what it stands at."""
    return [
        {"label": label, "value": values[choices.setting(name)], "url": _change_url(practice, name)}
        for name, (label, _help, values) in SETTING_WORDS.items()
    ]


def _change_url(practice, what):
    return reverse("practice:alerts-change", kwargs={"key": practice.key, "what": what})
