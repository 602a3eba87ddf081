"""The portal of a laboratory: its orders, its results, its bills, under an account of its own."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="laboratory",
    label=_("Laboratory"),
    owner=_("A company that does blood and other tests runs it."),
    use=_("Book a blood draw, get ready for it, read results, and pay the lab’s bill."),
    differs=(
        _("It has a sign-in of its own. The clinic’s password does not work here."),
        _("A result may stand here before it stands in the clinic’s portal. It may never get there."),
        _("No doctor writes a comment here. Ask the doctor who ordered the test."),
    ),
    persona="dee",
    account="lab",
    lead=_("These are the tests that this lab does for you. Your doctor’s comments are not here."),
    limits=_("The lab cannot say what a result means for you. Ask the doctor who ordered it."),
    sections=("home", "orders", "results", "sites", "sharing", "lab-bill"),
    words={"home": _("Start"), "results": _("Reports")},
    layout="side",
    first_page="sandbox_portal.sections.laboratory.showing.waiting",
)
