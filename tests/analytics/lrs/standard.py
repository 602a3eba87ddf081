"""Each MUST and SHALL of xAPI 1.0.3, parts 2 and 3 (adlnet/xAPI-Spec), and what 2.0 adds, in our own words.

In the order of the specifications. `Must.clauses` are names that tests carry (`clause` of the conftest here);
where no test of a store can hold one, `Must.not_ours` says why. `make conformance` prints a row for each and
fails when one has neither.
"""

from dataclasses import dataclass

from tests.analytics.lrs.standard_2_0 import PART_2_0
from tests.analytics.lrs.standard_part_2 import PART_2
from tests.analytics.lrs.standard_part_3 import PART_3


@dataclass(frozen=True)
class Must:
    """One thing that the standard demands: `name` is "part-section #number within it"."""

    name: str
    words: str
    clauses: tuple[str, ...]
    not_ours: str


def _musts():
    for section, demands in {**PART_2, **PART_3, **PART_2_0}.items():
        for number, (words, *held) in enumerate(demands, 1):
            is_ours = held[0].startswith(("2-", "3-", "2.0-"))
            yield Must(
                f"{section} #{number}", words, tuple(held) if is_ours else (), "" if is_ours else held[0]
            )


MUSTS = tuple(_musts())
