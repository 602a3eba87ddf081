"""The numbers to call for real help, from an organisation's policy pack."""

import re

from django.utils.translation import gettext as _

# Numbers 555-0100 to 555-0199 are kept free for made-up people (North American Numbering Plan).
MADE_UP = re.compile(r"555[ .-]?01\d\d$")
US_EMERGENCY, US_CRISIS = "911", "988"
US_VIOLENCE_LINE = "1-800-799-7233"  # National Domestic Violence Hotline


def is_made_up(number):
    """Returns whether nobody can be reached at a phone number, because it belongs to a demo."""
    return bool(MADE_UP.search(number))


def emergency(policy):
    """Returns the one call for danger to life."""
    return {
        "number": policy.emergency_number,
        "title": _("Danger now"),
        "text": _("Chest pain. Hard to breathe. A face that droops. Bleeding that will not stop."),
        "kind": "first",
    }


def lines(policy):
    """Returns the other lines that answer everybody: crisis, poison and, in the US, violence at home."""
    crisis_text = _("You feel you cannot go on, or you may hurt yourself.")
    if policy.crisis_number == US_CRISIS:
        how = _("Call or text, day or night. Press 2 for Spanish.")
        crisis_text = f"{crisis_text} {how}"
    found = [
        {"number": policy.crisis_number, "title": _("You matter"), "text": crisis_text, "kind": ""},
        {
            "number": policy.poison_number,
            "title": _("Poison help"),
            "text": _("Too much of a medicine, or the wrong one."),
            "kind": "",
        },
    ]
    if policy.emergency_number == US_EMERGENCY:
        found.append(
            {
                "number": US_VIOLENCE_LINE,
                "title": _("Someone hurts or scares you"),
                "text": _("You can talk to someone, day or night."),
                "kind": "",
            }
        )
    return found


def clinic(policy, language):
    """Returns the clinic's own numbers, none where the organisation has not set them.

    The house's defaults are those of the pretend clinic: on a real site they would lead nowhere.
    """
    found = []
    if "clinic_phone" in policy.model_fields_set:
        found.append(
            {
                "number": policy.clinic_phone,
                "title": policy.clinic_name,
                "text": policy.clinic_hours.in_language(language),
                "kind": "clinic",
            }
        )
    if "nurse_line_phone" in policy.model_fields_set:
        found.append(
            {
                "number": policy.nurse_line_phone,
                "title": _("Nurse line"),
                "text": _("Ask a nurse what to do next."),
                "kind": "clinic",
            }
        )
    return found
