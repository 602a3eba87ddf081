"""The portal of a health plan: what it covers, what it paid, and what it said no to."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="insurance",
    label=_("Insurance"),
    owner=_("Your health plan runs it."),
    use=_("Show your ID card, see what is paid, find a doctor in the plan, and object to a no."),
    differs=(
        _("It is about money and coverage. It does not show your record."),
        _("A letter that explains your benefits is not a bill."),
        _("It has a sign-in of its own."),
    ),
    persona="ruth",
    account="plan",
    lead=_("Here you see what your plan covers and what it paid."),
    limits=_("The plan cannot answer questions about your health. Ask your clinic."),
    sections=("home", "claims", "approvals", "drugs", "coverage", "card", "network", "forms"),
    words={"home": _("Overview")},
    layout="cards",
    first_page="sandbox_portal.sections.insurance.first_page.items",
)
