"""A kind that leaves out what its base class needs is refused when its class is made, before any learner."""

import gc

import pytest

from courses.activities.models import Activity
from sandbox_portal.scenarios.checks import Check


def refusal(base, **methods):
    """Tries to make a kind of `base` and returns what it is refused with; leaves no trace of the class."""
    try:
        type("Half", (base,), {"__module__": __name__, **methods})
    except TypeError as fault:
        message = str(fault)
    gc.collect()
    return message


@pytest.mark.parametrize(
    ("base", "method", "missing"),
    [(Check, "event_kinds", "is_met"), (Activity, "form", "mark, right, wrong")],
)
def test_a_kind_that_is_half_there_is_refused_and_told_what_is_missing(base, method, missing):
    assert refusal(base, **{method: lambda self: ()}) == f"{__name__}.Half has to define {missing}()."
    assert "Half" not in {kind.__name__ for kind in base.__subclasses__()}
