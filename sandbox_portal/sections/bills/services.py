"""Care that an estimate can be asked for, with made-up prices in cents."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Service:
    """One kind of care: its parts, each (name, price), and what the plan is likely to leave to the person."""

    name: str
    parts: tuple[tuple[str, int], ...]
    likely: int

    @property
    def total(self) -> int:
        return sum(price for _name, price in self.parts)


SERVICES = {
    "knee-mri": Service(
        _("MRI of the knee"), ((_("The scan"), 90000), (_("A doctor reads the scan"), 18000)), 18000
    ),
    "eye-scan": Service(_("Eye scan"), ((_("The scan"), 16000),), 3200),
    "minor-surgery": Service(
        _("Taking off a spot on the skin"),
        ((_("The doctor"), 32000), (_("The room"), 14000), (_("The lab"), 12000)),
        11600,
    ),
}
