"""What can be asked for at the bedside, and the answers to the questions before going home."""

from django.utils.translation import gettext_lazy as _

MEALS = {
    "soup": _("Lunch: soup and bread"),
    "chicken": _("Lunch: chicken, rice and beans"),
    "diabetes-menu": _("Lunch: the diabetes menu"),
}
COMFORT = {
    "blanket": _("A blanket"),
    "water": _("Fresh water"),
    "interpreter": _("An interpreter at the next talk"),
    "chaplain": _("A visit from the chaplain"),
}
URGENT = {  # never by this list: these want a person at the bed
    "pain": _("Something for pain"),
    "get-up": _("Help to get up"),
    "breath": _("It is hard to breathe"),
}
ALL = {**MEALS, **COMFORT, **URGENT}
CALL_WORSE = {
    "call": _("Call the emergency number"),
    "message": _("Write a message in the portal"),
    "wait": _("Wait for the visit with my doctor"),
}
PAPERS = {
    "printed": _("Print them and put them with my medicines"),
    "sent": _("Send them to my own clinic, and print them"),
    "left": _("Leave them. They stay in this portal"),
}
