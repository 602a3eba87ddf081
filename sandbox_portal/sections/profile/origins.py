"""Race and ethnicity, in the broad categories of the US budget office (OMB), as US Core names them.

Nobody has to answer. "I would rather not say" stands alone: US Core's rule us-core-23 wants it so.
The two questions are those of US Core for FHIR R4; ADR 294 says why not the newer single one.
"""

from django.utils.translation import gettext_lazy as _

NOT_SAID = "not-said"
DECLINED = "ASKU"  # HL7's code for "asked, and no answer was given"
RACES = {
    "native": _("American Indian or Alaska Native"),
    "asian": _("Asian"),
    "black": _("Black or African American"),
    "pacific": _("Native Hawaiian or other Pacific Islander"),
    "white": _("White"),
    NOT_SAID: _("I would rather not say"),
}
ETHNICITIES = {
    "hispanic": _("Hispanic or Latino"),
    "not-hispanic": _("Not Hispanic or Latino"),
    NOT_SAID: _("I would rather not say"),
}
CODES = {  # of CDC's race and ethnicity code system
    "1002-5": "native",
    "2028-9": "asian",
    "2054-5": "black",
    "2076-8": "pacific",
    "2106-3": "white",
    "2135-2": "hispanic",
    "2186-5": "not-hispanic",
    DECLINED: NOT_SAID,
}
BETWEEN = "."  # several answers are kept as one value: "asian.white"
WHY = _(
    "You choose if you answer. Clinics ask everyone, to see if all groups get the same good care. Your care "
    "does not depend on it. Here, answer as the person you play, not for yourself."
)
NOTE = _("You can change it at any time. Your care team can see it.")


def of_codes(codes) -> str:
    """The value for codes in a record; "" where none of them is known."""
    return BETWEEN.join(CODES[code] for code in codes if code in CODES)
