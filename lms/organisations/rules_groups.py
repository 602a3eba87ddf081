"""What stands together on the page of an organisation's rules, and what each group is about."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """Rules that stand together; `begins` is how their fields' names begin."""

    slug: str
    title: str
    text: str
    begins: tuple[str, ...]


GROUPS = (
    Group(
        "clinic",
        _("Your clinic"),
        _("What it is called, when it is open, and whom to call."),
        (
            "portal_name",
            "clinic_",
            "nurse_",
            "emergency_",
            "crisis_",
            "poison_",
            "holidays",
        ),
    ),
    Group(
        "messages",
        _("Messages"),
        _(
            "How long people wait for an answer, and what a message may cost. "
            "The page about fees, the form for a message and the review say the same."
        ),
        (
            "reply_",
            "message_",
            "messages__",
        ),
    ),
    Group(
        "medicines",
        _("Medicines"),
        _("How early to ask, and how long each step takes."),
        (
            "refill_",
            "refills__",
            "controlled_",
        ),
    ),
    Group(
        "visits",
        _("Visits"),
        _("Times, lengths, late fees, check-in and video visits."),
        ("visits__",),
    ),
    Group(
        "families",
        _("Families and helpers"),
        _(
            "Who sees what, and from what age. Each level shows what the one below it shows, and more. "
            "What no level shows cannot be shared with a helper at all. "
            "A bill names each service: think of that before you tick bills."
        ),
        ("proxy__",),
    ),
    Group(
        "sign-in",
        _("Signing up and signing in"),
        _("Codes, wrong tries, and when people are signed out."),
        ("sign_in__",),
    ),
    Group(
        "records",
        _("Corrections, copies and letters"),
        _(
            "The law sets the longest time for a correction and for copies. "
            "Write down what your clinic really takes."
        ),
        (
            "amendment_",
            "corrections__",
            "records__",
            "documents__",
        ),
    ),
    Group(
        "bills",
        _("Bills"),
        _("Payment plans, estimates, help with costs and refunds."),
        ("bills__",),
    ),
    Group(
        "privacy",
        _("Privacy and apps"),
        _("Who looked at a record, and how long an app may."),
        ("privacy__",),
    ),
    Group(
        "alerts",
        _("Alerts and reminders"),
        _("When the practice phone is quiet, and when this site sends no e-mail."),
        (
            "alerts__",
            "reminders__",
        ),
    ),
    Group(
        "readings",
        _("Home readings"),
        _(
            "From which numbers people are told to call. No clinician has reviewed the numbers that stand"
            " here at first: have one of yours set them."
        ),
        ("readings__",),
    ),
    Group(
        "others",
        _("The other portals"),
        _("The hospital, the laboratory, the health plan and video care."),
        (
            "portals__",
            "hospital__",
            "laboratory__",
            "insurer__",
            "telemedicine__",
        ),
    ),
    Group(
        "menu",
        _("The menu"),
        _("How it looks, and its words. Leave a word empty to keep the house’s own."),
        (
            "layout",
            "menu_words__",
        ),
    ),
    Group(
        "sources",
        _("Where these rules come from"),
        _("Your handbook, and who signed the rules off."),
        (
            "sources",
            "signed_off_",
        ),
    ),
)
"""In the order of the page."""
