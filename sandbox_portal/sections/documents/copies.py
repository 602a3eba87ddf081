"""What copies of the record there are: which parts, from when, for whom, on which way; and what they cost.

A fee may cover the cost of copying and mailing, and no more; to look at the record in the portal and to
download from it is free (45 CFR 164.524(c)(4), and the US health department's guidance on it).
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sandbox_portal import practice_days
from sandbox_portal.sections.documents import copied, papers

PARTS = {
    "notes": _("Visit notes"),
    "results": _("Test results"),
    "images": _("Pictures, such as X-rays"),
    "shots": _("Shots (vaccines)"),
    "medicines": _("Medicines"),
    "bills": _("Bills"),
}
PERIODS = {
    "year": _("The last 12 months"),
    "three": _("The last 3 years"),
    "all": _("Everything there is"),
}
DAYS = {"year": 365, "three": 3 * 365}
TO = {
    "me": _("For me"),
    "doctor": _("For another doctor who treats me"),
    "school": _("For a school or a job"),
    "lawyer": _("For a lawyer or an insurance company"),
}
FORMS = {
    "portal": _("Here in the portal, to download"),
    "disc": _("On a disc, to pick up"),
    "pickup": _("On paper, to pick up"),
    "mail": _("On paper, by mail"),
}
PAPER = frozenset({"pickup", "mail"})
PROOFS = {
    "photo-id": _("My photo ID, and the form that I signed"),
    "insurance-card": _("My insurance card"),
    "power-bill": _("A power bill with my address"),
}
RIGHT_PROOF = "photo-id"
NEED_PROOF = frozenset({"school", "lawyer"})  # for care, the clinic may send without a signed form
FREE_NOW = frozenset({"results", "shots", "medicines"})  # parts that can be downloaded here at once
PAGES = {"notes": 2, "results": 1, "bills": 1}  # on paper, for each visit, result or bill


def free_now(parts, to) -> list[papers.Paper]:
    """The papers that hold all of it and can be downloaded at once for nothing; none where more is asked."""
    if to != "me" or not set(parts) <= FREE_NOW:
        return []
    return [papers.PAPERS[part] for part in PARTS if part in parts]


def since(day, period):
    """Returns the first day of the time that was asked for on a day; None where it is everything."""
    return day - timedelta(days=DAYS[period]) if period in DAYS else None


def pages(chart, now, parts, period) -> int:
    """About how many pages it is on paper: of what comes, and of nothing else."""
    first, found = since(practice_days.local_day(now), period), 0
    for part in parts:
        dated = copied.DATED.get(part)
        found += len(dated(chart, now, first)) * PAGES[part] if dated else 1
    return max(found, 1)


def cents(policy, *, count, to, form) -> int:
    """What it costs, in cents. From clinic to clinic, for care, it is free."""
    rules = policy.records
    if to == "doctor" or form == "portal":
        return 0
    if form == "disc":
        return rules.disc_cents
    return count * rules.page_cents + (rules.postage_cents if form == "mail" else 0)
