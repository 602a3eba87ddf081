"""The pretend device: what can be wrong with it, and the steps that mend it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.db import transaction

from sandbox_portal import transitions
from sandbox_portal.chart import Text
from sandbox_portal.practice import Practice
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video.models import DeviceFault
from sandbox_portal.sections.video.states import Trouble

FILE = Path(__file__).with_name("faults.yaml")


@dataclass(frozen=True)
class Step:
    """Something to try. `says` tells why it does not help; it is empty for the right one."""

    slug: str
    label: Text
    is_right: bool
    says: Text


@dataclass(frozen=True)
class Fault:
    """One thing that may be wrong. One that `blocks` keeps a person out of the visit."""

    slug: str
    blocks: bool
    part: Text
    sees: Text
    steps: dict[str, Step]
    real: Text


@lru_cache(maxsize=1)
def every() -> dict[str, Fault]:
    """Returns every fault of the bench by its slug."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {slug: _fault(slug, each) for slug, each in found.items()}


def _fault(slug, each) -> Fault:
    steps = {
        name: Step(name, _text(step), bool(step.get("right")), _text(step.get("says", {})))
        for name, step in each["steps"].items()
    }
    return Fault(slug, each["blocks"], _text(each["part"]), _text(each["sees"]), steps, _text(each["real"]))


def _text(words) -> Text:
    return Text(words.get("en", ""), (("es", words.get("es", "")),))


def there(practice) -> list[DeviceFault]:
    """Returns what is wrong with the device now. One query."""
    return list(DeviceFault.objects.for_practice(practice).there())


@transaction.atomic
def bring(*, practice, fault, by):
    """Lets something go wrong with the device and returns it; what is there already stays as it is.

    Raises NotPossible("unknown-fault").
    """
    if fault not in every():
        raise NotPossible("unknown-fault")
    Practice.objects.locked(practice.pk)
    found = DeviceFault.objects.for_practice(practice).there().filter(fault=fault).first()
    if found is None:
        found = DeviceFault.objects.create(practice=practice, fault=fault)
        transitions.begin(found, by=by)
    return found


@transaction.atomic
def attempt(*, practice, fault, step):
    """Tries a step at a fault and returns the Step. The right one mends it; after that nothing changes.

    Raises NotPossible("unknown-step").
    """
    tried = every()[fault].steps.get(step) if fault in every() else None
    if tried is None:
        raise NotPossible("unknown-step")
    Practice.objects.locked(practice.pk)
    found = DeviceFault.objects.for_practice(practice).there().filter(fault=fault).first()
    if found is None:
        return tried
    found.practice = practice
    practice.log("room.trouble_tried", fault=fault, step=step, is_right=tried.is_right)
    if tried.is_right:
        transitions.move(found, Trouble.FIXED, by=practice.seat)
    else:
        found.tries += 1
        found.save(update_fields=["tries"])
    return tried
