"""The menu of the pretend portal: its sections in order, what each is called, how many new things it has.

SECTIONS is the clinic's menu; OTHERS are the sections that only portals of other kinds have.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sandbox_portal import kinds
from sandbox_portal.sections.messages import inbox
from sandbox_portal.sections.results import news


@dataclass(frozen=True)
class Section:
    """One section. `name` is the policy pack's key for it, `url_name` its first page (key=)."""

    name: str
    label: str
    url_name: str
    unread: Callable[..., int] | None = None  # fn(viewing) -> how many new things there are


SECTIONS = (
    Section("home", _("Home"), "practice:portal"),
    Section("messages", _("Messages"), "practice:messages", unread=inbox.unread),
    Section("medicines", _("Medicines"), "practice:medicines"),
    Section("appointments", _("Visits"), "practice:appointments"),
    Section("results", _("Test results"), "practice:results", unread=news.count),
    Section("notes", _("Visit notes"), "practice:notes"),
    Section("health", _("Health record"), "practice:health"),
    Section("corrections", _("Corrections"), "practice:corrections"),
    Section("documents", _("Documents"), "practice:documents"),
    Section("bills", _("Bills"), "practice:bills"),
    Section("proxy", _("Family access"), "practice:proxy"),
    Section("alerts", _("Alerts"), "practice:alerts"),
    Section("privacy", _("Who looked"), "practice:privacy"),
    Section("apps", _("Apps"), "practice:apps"),
    Section("profile", _("Profile"), "practice:profile"),
)
OTHERS: tuple[Section, ...] = (
    Section("intake", _("Start a visit"), "practice:video-intake"),
    Section("waiting", _("Waiting room"), "practice:video-waiting"),
    Section("after", _("After the visit"), "practice:video-after"),
    Section("limits", _("What we can and cannot do"), "practice:video-limits"),
    Section("day", _("Today’s plan"), "practice:stay-day"),
    Section("team", _("Who looks after me"), "practice:stay-team"),
    Section("requests", _("Meals and requests"), "practice:stay-requests"),
    Section("discharge", _("Going home"), "practice:stay-discharge"),
    Section("after-stay", _("After the stay"), "practice:stay-after"),
    Section("claims", _("Claims"), "practice:claims"),
    Section("approvals", _("Prior approvals"), "practice:approvals"),
    Section("drugs", _("Drug list"), "practice:drugs"),
    Section("coverage", _("My plan"), "practice:coverage"),
    Section("card", _("ID card"), "practice:card"),
    Section("network", _("Find a doctor"), "practice:network"),
    Section("forms", _("Forms"), "practice:forms"),
    Section("orders", _("Tests to do"), "practice:lab-orders"),
    Section("sites", _("Find a site"), "practice:lab-sites"),
    Section("sharing", _("Share a report"), "practice:lab-sharing"),
    Section("lab-bill", _("Lab bill"), "practice:lab-bill"),
    Section("readings", _("Readings"), "practice:readings"),
    Section("goals", _("Goals"), "practice:goals"),
    Section("doses", _("My medicines today"), "practice:doses"),
    Section("plan", _("Care plan"), "practice:plan"),
    Section("devices", _("Devices"), "practice:devices"),
)


def of(kind: str) -> tuple[Section, ...]:
    """The menu of a portal of this kind."""
    names = kinds.get(kind).sections
    by_name = {each.name: each for each in (*SECTIONS, *OTHERS)}
    return tuple(by_name[name] for name in names) if names else SECTIONS
