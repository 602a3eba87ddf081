"""What can be asked for at the bedside, the answers to the questions before going home, and the survey."""

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
OFTEN = {
    "always": _("Always"),
    "mostly": _("Most of the time"),
    "sometimes": _("Sometimes"),
    "never": _("Never"),
}
YES_NO = {"yes": _("Yes"), "no": _("No"), "not-sure": _("I am not sure")}
SURVEY = {  # what surveys after a stay ask about, in our words
    "told": (_("Did they explain new medicines in words that you understood?"), OFTEN),
    "came": (_("Did someone come soon when you pressed the call button?"), OFTEN),
    "quiet": (_("Was it quiet enough at night?"), OFTEN),
    "knew": (_("When you left, did you know whom to call if it got worse?"), YES_NO),
}
LONGEST_NOTE = 300
