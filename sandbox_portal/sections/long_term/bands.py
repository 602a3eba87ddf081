"""Where a reading stands: what cannot be, what is dangerous, what is in the range. Pure functions.

The ranges of a person come from the record; the danger numbers from the clinic's rules.
"""

from decimal import Decimal

from sandbox_portal.sections.long_term.models import What

POSSIBLE = {  # what a body and a meter can show; anything else is a slip of the finger
    What.PRESSURE: (Decimal(60), Decimal(260)),
    What.SUGAR: (Decimal(20), Decimal(600)),
    What.WEIGHT: (Decimal(50), Decimal(700)),
}
BOTTOM = (Decimal(30), Decimal(160))
OTHER_UNIT = {
    What.SUGAR: (Decimal("1.1"), Decimal("33.3")),  # mmol/L
    What.WEIGHT: (Decimal(25), Decimal(50)),  # kilograms of a light person; heavier ones look like pounds
}


def slip(what, first, second=None):
    """Says why a reading cannot be: "unit", "order", "range", or "" where it can."""
    low, high = POSSIBLE[what]
    if not low <= first <= high:
        span = OTHER_UNIT.get(what)
        return "unit" if span and span[0] <= first <= span[1] and first < low else "range"
    if what == What.PRESSURE:
        if second is None or not BOTTOM[0] <= second <= BOTTOM[1]:
            return "order" if second is not None and second >= first else "range"
        if second >= first:
            return "order"
    return ""


def is_danger(what, first, second, rules):
    """True where somebody is to call, whatever else."""
    if what == What.PRESSURE:
        return first >= rules.danger_systolic or (second or 0) >= rules.danger_diastolic
    if what == What.SUGAR:
        return first < rules.sugar_danger_low or first >= rules.sugar_danger_high
    return False


def of(what, first, second, rules, ranges):
    """The band: "danger", "below", "above" or "on-goal". `ranges` are the person's own, (low, high) each."""
    if is_danger(what, first, second, rules):
        return "danger"
    if what == What.SUGAR and first < rules.sugar_low:
        return "below"
    numbers = [number for number in (first, second) if number is not None]
    pairs = list(zip(numbers, ranges, strict=False))
    if any(high is not None and number > high for number, (_low, high) in pairs):
        return "above"
    if any(low is not None and number < low for number, (low, _high) in pairs):
        return "below"
    return "on-goal"
