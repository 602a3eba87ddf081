"""What a proxy sees, by level and by the child's age."""

from datetime import date

import pytest

from lms.organisations.policy import Policy
from sandbox_portal.sections.proxy import levels
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.states import MACHINE, State

POLICY = Policy()
LEO = date(2014, 5, 2)


def test_each_level_opens_more_than_the_one_before():
    low, middle, high = (
        levels.sections_of(level, POLICY) for level in (Level.SCHEDULE, Level.EVERYDAY, Level.RECORDS)
    )
    assert low < middle < high == set(levels.shareable(POLICY))


def test_the_custom_level_opens_what_was_chosen_and_nothing_that_is_not_to_be_shared():
    assert levels.sections_of(Level.CUSTOM, POLICY, ["results", "profile", "proxy"]) == {"results"}


def test_access_is_full_only_with_the_sensitive_parts():
    assert not levels.is_full(levels.shareable(POLICY), False, POLICY)
    assert levels.is_full(levels.shareable(POLICY), True, POLICY)
    assert not levels.is_full({"results"}, True, POLICY)


def test_lower_means_less_and_nothing_more():
    most, least = frozenset(levels.shareable(POLICY)), frozenset({"appointments"})
    assert levels.is_lower(least, False, most, False)
    assert levels.is_lower(most, False, most, True)
    assert not levels.is_lower(most, True, most, False)
    assert not levels.is_lower(frozenset({"results"}), False, least, False)
    assert not levels.is_lower(most, True, most, True)


@pytest.mark.parametrize(
    ("age", "access"),
    [(0, "full"), (11, "full"), (12, "limited"), (17, "limited"), (18, "none"), (130, "none")],
)
def test_a_parent_sees_what_the_band_of_the_childs_age_says(age, access):
    assert levels.access_at(age, POLICY) == access


def test_leo_loses_tabs_on_his_12th_and_all_on_his_18th_birthday():
    assert levels.next_change(LEO, date(2026, 5, 1), POLICY) == levels.BandChange(
        date(2026, 5, 2), 12, "limited"
    )
    assert levels.next_change(LEO, date(2026, 5, 2), POLICY) == levels.BandChange(
        date(2032, 5, 2), 18, "none"
    )
    assert levels.next_change(LEO, date(2040, 1, 1), POLICY) is None


def test_another_clinics_bands_give_another_birthday():
    bands = [
        {"from_age": 0, "to_age": 12, "access": "full"},
        {"from_age": 13, "to_age": 120, "access": "none"},
    ]
    policy = Policy(proxy={"age_bands": bands})
    assert levels.next_change(LEO, date(2026, 11, 9), policy).on == date(2027, 5, 2)


def test_who_was_born_on_february_29_has_a_birthday_every_year():
    born = date(2012, 2, 29)
    assert levels.birthday(born, 18) == date(2030, 3, 1)
    assert levels.age_on(born, date(2030, 2, 28)) == 17
    assert levels.age_on(born, date(2030, 3, 1)) == 18
    assert levels.age_on(born, date(2028, 2, 29)) == 16


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 9), 18, date(2028, 5, 9)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later_keeps_to_the_months_own_days(day, months, later):
    assert levels.months_later(day, months) == later


def test_every_state_of_an_access_can_be_reached():
    assert MACHINE.reachable() == set(State.values)
    assert MACHINE.ends == {State.EXPIRED, State.REVOKED, State.AGED_OUT, State.DENIED}
