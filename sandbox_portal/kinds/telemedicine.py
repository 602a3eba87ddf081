"""The portal of a company for video visits: one visit at a time, with a doctor who does not know you."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.kinds.kind import Kind

KIND = Kind(
    slug="telemedicine",
    label=_("Telemedicine"),
    owner=_("A company runs it. Its doctors see people by video, from home."),
    use=_("Say what is wrong, see the price, wait in line, and talk to a doctor by video."),
    differs=(
        _("The doctor does not know you and does not see your record."),
        _("Your own clinic does not hear of the visit unless you send the summary."),
        _("It is for small things. Some medicines are never ordered here."),
    ),
    persona="jay",
    account="video",
    lead=_("See a doctor by video today. You see the price before you start."),
    limits=_("Not for an emergency, and not for what needs hands: a cut, a broken bone, a new lump."),
    sections=("home", "intake", "waiting", "after", "limits"),
    words={"home": _("Welcome")},
    layout="tabs",
    first_page="sandbox_portal.sections.telemedicine.showing.waiting",
)
