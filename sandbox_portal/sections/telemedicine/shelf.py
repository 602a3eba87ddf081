"""What can be chosen before a video visit, and what this company does not do."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """A reason for a visit. `away` says why it is turned away, as in AWAY; "" where it is fine."""

    label: str
    away: str = ""


REASONS = {
    "pink-eye": Reason(_("A red, sticky eye since yesterday")),
    "rash": Reason(_("An itchy rash on the arm")),
    "sinus": Reason(_("A stuffy nose and a sore face")),
    "chest": Reason(_("Pain in the chest"), "emergency"),
    "cut": Reason(_("A deep cut"), "hands"),
    "sleep-pills": Reason(_("More of my pills for sleep or pain"), "controlled"),
    "long-illness": Reason(_("My long illness needs a new plan"), "own-clinic"),
}
AWAY = {
    "emergency": _("Stop. This could be an emergency. Call the emergency number now. Do not wait in a line."),
    "hands": _("A doctor has to touch and treat this. Go to urgent care today. You pay nothing here."),
    "controlled": _("Doctors here never order these medicines. Ask the doctor who ordered them before."),
    "own-clinic": _("This needs a doctor who knows you. Ask your own clinic for a visit."),
    "place": _("The doctor must have a license for the state you are in right now. Choose where you are."),
}
PLACES = {
    "here": _("In my college town, where I am now (Ohio)"),
    "home": _("At my parents’ home, where I am not (Wisconsin)"),
}
PHARMACIES = {
    "campus": _("Campus Pharmacy, 5 minutes from here"),
    "corner": _("Corner Pharmacy, near my parents, 2 hours away"),
}
CAN = (
    _("Pink eye, rash, stuffy nose, allergies"),
    _("A short order for a medicine, sent to a pharmacy"),
    _("A note for school or work"),
)
CANNOT = (
    _("Emergencies: chest pain, trouble breathing, a stroke"),
    _("What needs hands: a cut, a broken bone, a lump"),
    _("Pills for strong pain, for sleep or for worry"),
    _("Look after a long illness over months"),
    _("See your record. The doctor knows only what you say"),
)
SUMMARY = (
    _("A red eye since yesterday. It looks like pink eye from a virus."),
    _("Eye drops, 1 drop 4 times a day for 5 days. The order was sent to your pharmacy."),
    _("Wash your hands often. Do not share towels."),
    _("Eye pain, worse sight, or no better in 3 days: see a doctor in person."),
)
