"""What can be chosen when something is reported: invented answers, so that nobody types a real one."""

from django.utils.translation import gettext_lazy as _

VACCINES = {
    "flu": _("Flu shot"),
    "covid": _("COVID-19 shot"),
    "pneumonia": _("Pneumonia shot"),
    "shingles": _("Shingles shot"),
    "tetanus": _("Tetanus shot"),
}
# HL7's CVX codes that mean the same shot as ours, for telling a second report from a first one
CVX = {
    "flu": {"88", "140", "141", "150", "185", "197"},
    "covid": {"213", "229"},
    "pneumonia": {"33", "133", "215", "216"},
    "shingles": {"187"},
    "tetanus": {"113", "115", "138"},
}
PLACES = {
    "corner": _("Corner Pharmacy"),
    "city-hospital": _("City Hospital"),
    "not-sure": _("I do not know any more"),
}
SUBSTANCES = {
    "sulfa": _("Sulfa medicine (an antibiotic)"),
    "latex": _("Latex (gloves)"),
    "peanuts": _("Peanuts"),
    "lisinopril": _("Lisinopril"),
    "metformin": _("Metformin"),
}
REACTIONS = {
    "hives": _("Hives or itching"),
    "swelling": _("Swelling of lips, face or throat"),
    "stomach": _("Upset stomach"),
    "cough": _("Dry cough"),
}
SEVERITIES = {
    "mild": _("Mild: it bothered me and went away"),
    "moderate": _("Moderate: I needed a medicine against it"),
    "severe": _("Severe: hard breathing, a swollen face or throat, or I fainted"),
    "not-sure": _("I do not know"),
}
SIDE_EFFECTS = frozenset({"stomach", "cough"})
WRONG = "wrong"  # what is said about an allergy on file that is none
TAKING = {
    "as-told": _("I take it as the label says"),
    "differently": _("I take it in another way"),
    "stopped": _("I no longer take it"),
    "not-sure": _("I do not know"),
}
NEW_MEDICINES = {
    "melatonin": _("Melatonin 3 mg, for sleep"),
    "tylenol": _("Tylenol 500 mg, for pain"),
    "aspirin": _("Aspirin 81 mg"),
    "calcium": _("Calcium 600 mg"),
    "ginkgo": _("Ginkgo (an herb)"),
}
ADDED = "added"
# a brand name and the plain name of the same medicine: listed twice, it may be taken twice
SAME_AS = {"tylenol": "acetaminophen"}
