"""How much of a record a proxy may see, as pure rules: levels for adults, age bands for children."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.organisations.pack.access import SHARED, TEEN_PARTS
from lms.organisations.policy import Policy

MONEY = frozenset({"bills"})


class Level(models.TextChoices):
    SCHEDULE = "schedule", _("Visits only")
    EVERYDAY = "medicines-messages", _("Visits, medicines and messages")
    RECORDS = "results-notes", _("All of that, and results and notes")
    CUSTOM = "custom", _("Let me choose")


def shareable(policy: Policy) -> tuple[str, ...]:
    """Returns the sections that a patient can open for a proxy here: what some level shows.

    The profile and proxy access stay the patient's own.
    """
    return policy.proxy.shared


def sections_at(level: str, policy: Policy) -> frozenset[str]:
    """Returns the sections that one of the three levels opens at this clinic."""
    rules = policy.proxy
    found = {
        Level.SCHEDULE: rules.level_visits,
        Level.EVERYDAY: rules.level_everyday,
        Level.RECORDS: rules.level_records,
    }
    return frozenset(found[Level(level)])


def sections_of(level: str, policy: Policy, chosen: Iterable[str] = ()) -> frozenset[str]:
    """Returns the sections that a level opens; for the custom one, those chosen."""
    if level == Level.CUSTOM:
        return frozenset(chosen) & frozenset(shareable(policy))
    return sections_at(level, policy)


def of_child() -> frozenset[str]:
    """Returns what a parent sees of a child's record where the clinic says all of it; bills stand apart."""
    return frozenset(SHARED) - MONEY


def of_teen(policy: Policy) -> frozenset[str]:
    """Returns what a parent sees of a teen's record: of the health page, allergies and shots only."""
    return frozenset(policy.proxy.teen_sees)


def agreeable(policy: Policy) -> tuple[str, ...]:
    """Returns what a teen can open for a parent beyond the teen's band, after a talk with the clinic."""
    rules = policy.proxy
    return tuple(name for name in TEEN_PARTS if name in rules.teen_may_open and name not in rules.teen_sees)


def sections_for_parent(
    band: str, policy: Policy, agreed: Iterable[str] = (), *, is_guarantor: bool = False
) -> frozenset[str]:
    """Returns the sections that a parent sees at the child's age; what a teen agreed to comes on top.

    Bills follow a rule of their own: some clinics show them to the parent only who pays (PORTAL.md A15).
    """
    if band not in ("full", "limited"):
        return frozenset()
    pays = policy.proxy.parent_bills
    money = MONEY if pays == "always" or (pays == "guarantor" and is_guarantor) else frozenset()
    if band == "full":
        return of_child() | money
    return of_teen(policy) | (frozenset(agreed) & frozenset(agreeable(policy))) | money


def first_age(access: str, policy: Policy) -> int | None:
    """Returns the age from which the clinic's bands say this ("limited"), or None where none does."""
    ages = [band.from_age for band in policy.proxy.age_bands if band.access == access]
    return min(ages, default=None)


def is_full(sections: Iterable[str], shows_sensitive: bool, policy: Policy) -> bool:
    """True when nothing is held back that can be shared here."""
    return shows_sensitive and frozenset(sections) >= frozenset(shareable(policy)) - MONEY


def is_lower(new: frozenset[str], new_sensitive: bool, old: frozenset[str], old_sensitive: bool) -> bool:
    """True when the new choice shows less than the old one and nothing more."""
    return new <= old and new_sensitive <= old_sensitive and (new, new_sensitive) != (old, old_sensitive)


@dataclass(frozen=True)
class BandChange:
    """The birthday on which a parent's access to a child's record changes."""

    on: date
    age: int
    access: str


def access_at(age: int, policy: Policy) -> str:
    """Returns what a parent sees of a child of this age: "full", "limited" or "none".

    An age outside every band of the policy is "none": better to ask than to show too much.
    """
    for band in policy.proxy.age_bands:
        if band.from_age <= age <= band.to_age:
            return band.access
    return "none"


def birthday(birth_date: date, age: int) -> date:
    """Returns the day on which somebody becomes `age`; for a February 29 that may be March 1."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Returns whole years lived on that day."""
    age = day.year - birth_date.year
    return age if birthday(birth_date, age) <= day else age - 1


def next_change(birth_date: date, today: date, policy: Policy) -> BandChange | None:
    """Returns the next birthday that changes what a parent sees, or None when none will."""
    age = age_on(birth_date, today)
    now = access_at(age, policy)
    for band in sorted(policy.proxy.age_bands, key=lambda band: band.from_age):
        if band.from_age > age and band.access != now:
            return BandChange(birthday(birth_date, band.from_age), band.from_age, band.access)
    return None


def months_later(day: date, months: int) -> date:
    """Returns the same day of the month that many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
