"""The menu of the pretend portal: its sections in order, what each is called, how many new things it has."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

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
    Section("proxy", _("Family access"), "practice:proxy"),
    Section("profile", _("Profile"), "practice:profile"),
)
