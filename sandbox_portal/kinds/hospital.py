"""The portal of a hospital: the stay at the bedside, then the papers for home."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="hospital",
    label=_("Hospital"),
    owner=_("The hospital runs it. You get it on a tablet at the bed, or on your phone."),
    use=_("See today’s plan, your care team, your results, and the papers to go home with."),
    differs=(
        _("It is about this stay. What your own doctor does stands in the clinic’s portal."),
        _("For pain or for help in the room, press the nurse call button. The portal is too slow."),
        _("Results come in fast, before anyone has told you what they mean. Ask at the round."),
    ),
    persona="ruth",
    account="stay",
    lead=_("This is your stay. Here you see what is planned, who looks after you, and how you get home."),
    limits=_(
        "No one watches this page. For pain, trouble breathing or help to "
        "get up, press the nurse call button."
    ),
    sections=("home", "day", "team", "requests", "results", "discharge", "after-stay"),
    words={"home": _("My stay"), "results": _("Results of this stay")},
    layout="cards",
    first_page="sandbox_portal.sections.hospital.showing.waiting",
)
