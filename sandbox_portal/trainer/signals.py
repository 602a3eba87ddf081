"""Signal detection: how well somebody tells two kinds apart, and to which side they lean.

Hits are fakes that were spotted, false alarms real ones that were taken for fake. The rates are log-linear:
half a case is added to each, so that a perfect sitting has a number too.
"""

from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()
CLEARLY = 0.3  # from here on one leans to a side
APART = 1.0  # below this, one hardly tells the two kinds apart


@dataclass(frozen=True)
class Signals:
    """A sitting in the two ways to be wrong."""

    fakes: int
    hits: int
    reals: int
    false_alarms: int

    @property
    def trusted(self) -> int:
        """Real ones that were taken for real."""
        return self.reals - self.false_alarms

    @property
    def sensitivity(self) -> float:
        """d′: 0 is guessing, 2 and more is telling them apart well."""
        return _z(self.hits, self.fakes) - _z(self.false_alarms, self.reals)

    @property
    def bias(self) -> float:
        """c: above 0 one trusts too much, below 0 one suspects too much."""
        return -(_z(self.hits, self.fakes) + _z(self.false_alarms, self.reals)) / 2

    @property
    def is_near_guessing(self) -> bool:
        """True where the two kinds were hardly told apart."""
        return self.sensitivity < APART

    @property
    def leans(self) -> str:
        """ "trusting", "suspicious" or "" for neither."""
        return "trusting" if self.bias > CLEARLY else "suspicious" if self.bias < -CLEARLY else ""


def of(items, choices) -> Signals:
    """Counts choices of "real" or "fake"."""
    fakes = [choice for choice in choices if items[choice.item].right == "fake"]
    reals = [choice for choice in choices if items[choice.item].right == "real"]
    return Signals(
        fakes=len(fakes),
        hits=sum(choice.way == "fake" for choice in fakes),
        reals=len(reals),
        false_alarms=sum(choice.way == "fake" for choice in reals),
    )


def _z(count, total):
    return _NORMAL.inv_cdf((count + 0.5) / (total + 1))
