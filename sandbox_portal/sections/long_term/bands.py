"""Where a reading stands: what cannot be, what is dangerous, what is in the range. Pure functions.

The ranges of a person come from the record; the danger numbers from the clinic's rules. The spans of what
can be are ours (an inference, not a source); of peak flow it is what common meters show.
"""

from decimal import Decimal

from sandbox_portal.sections.long_term.models import What

POSSIBLE = {  # what a body and a meter can show; anything else is a slip of the finger
    What.PRESSURE: (Decimal(60), Decimal(260)),
    What.SUGAR: (Decimal(20), Decimal(600)),
    What.WEIGHT: (Decimal(50), Decimal(700)),
    What.OXYGEN: (Decimal(60), Decimal(100)),  # percent
    What.PEAK_FLOW: (Decimal(50), Decimal(850)),  # liters a minute
    What.SYMPTOMS: (Decimal(0), Decimal(3)),  # none, mild, medium, bad
}
BOTTOM = (Decimal(30), Decimal(160))
OTHER_UNIT = {
    What.SUGAR: (Decimal("1.1"), Decimal("33.3")),  # mmol/L
    What.WEIGHT: (Decimal(25), Decimal(50)),  # kilograms of a light person; heavier ones look like pounds
    What.PEAK_FLOW: (Decimal("0.8"), Decimal("14.2")),  # liters a second
    What.OXYGEN: (Decimal("0.6"), Decimal(1)),  # a share of 1
}
FAR_OFF = {  # this far from the reading before, one measures again before it counts
    What.WEIGHT: Decimal(10),  # pounds
    What.OXYGEN: Decimal(5),  # points
    What.PEAK_FLOW: Decimal(150),  # liters a minute
}
BAD = Decimal(3)  # the worst that one can say of a symptom


def plain(number) -> str:
    """Returns a number of a reading as it is said: 100, 96.5."""
    return str(int(number)) if number == int(number) else f"{Decimal(str(number)).normalize():f}"


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


def is_outlier(what, first, before):
    """True where a reading is so far from the one before that it wants to be taken again."""
    return what in FAR_OFF and before is not None and abs(first - before) >= FAR_OFF[what]


def best_of(ranges):
    """A person's own best peak flow: the upper end of the range in the record, or None."""
    return ranges[0][1] if ranges else None


def is_danger(what, first, second, rules, ranges=()):
    """True where somebody is to call, whatever else."""
    if what == What.OXYGEN:
        return first <= rules.oxygen_danger
    if what == What.PEAK_FLOW:
        best = best_of(ranges)
        return best is not None and first * 100 < best * rules.peak_flow_danger_percent
    if what == What.SYMPTOMS:
        return first >= BAD
    if what == What.PRESSURE:
        return first >= rules.danger_systolic or (second or 0) >= rules.danger_diastolic
    if what == What.SUGAR:
        return first < rules.sugar_danger_low or first >= rules.sugar_danger_high
    return False


def of(what, first, second, rules, ranges):
    """The band: "danger", "below", "above" or "on-goal". `ranges` are the person's own, (low, high) each."""
    if is_danger(what, first, second, rules, ranges):
        return "danger"
    if what == What.OXYGEN and first <= rules.oxygen_low:
        return "below"
    if what == What.PEAK_FLOW:
        best = best_of(ranges)
        return "below" if best is not None and first * 100 < best * rules.peak_flow_percent else "on-goal"
    if what == What.SUGAR and first < rules.sugar_low:
        return "below"
    numbers = [number for number in (first, second) if number is not None]
    pairs = list(zip(numbers, ranges, strict=False))
    if any(high is not None and number > high for number, (_low, high) in pairs):
        return "above"
    if any(low is not None and number < low for number, (low, _high) in pairs):
        return "below"
    return "on-goal"
