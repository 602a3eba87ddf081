"""Alerts: beyond chance, one look a quarter, one alert a skill, each told once."""

import math
import random
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from analytics.delivering import alerts, choosing, content, sending, writing
from analytics.delivering.models import Alert, Delivery
from analytics.metrics import proportions
from lms.organisations.models import Membership
from lms.skills import SLUGS
from tests.analytics.acting.test_acting import in_month, text_of

pytestmark = pytest.mark.django_db
QUARTER, LAST_MONTH = date(2026, 7, 1), date(2026, 9, 1)
NOON = datetime(2026, 10, 5, 12, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


def two_quarters(clinic, before, after):
    """Counts people of the quarter before and of this one; each is (people, tried, alone)."""
    for first, (people, tried, alone), start in (
        (date(2026, 5, 1), before, 0),
        (date(2026, 8, 1), after, 5000),
    ):
        in_month(clinic, first, people=people, tried=tried, alone=alone, start=start)


def test_a_gap_that_widened_much_is_an_alert(clinic):
    two_quarters(clinic, (400, 300, 210), (400, 300, 120))

    found = alerts.find(clinic, QUARTER)

    assert [one.skill for one in found] == ["medicines-refills"]
    said = found[0]
    assert (said.before_stuck, said.before_tried, said.after_stuck, said.after_tried) == (90, 300, 180, 300)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((400, 300, 120), (400, 300, 210)),  # it got narrower
        ((60, 40, 28), (60, 40, 22)),  # 15 points more: may be chance
        ((100, 100, 100), (10, 10, 9)),  # one of ten, after none of a hundred
        ((4000, 3000, 2100), (4000, 3000, 1860)),  # surely wider, by 8 points: no news
        ((400, 9, 9), (400, 300, 0)),  # nine tried before
        ((9, 9, 9), (400, 300, 0)),  # nine were here before
        ((400, 60, 30), (400, 300, 150)),  # more people try, and as many of them are stuck
    ],
)
def test_what_is_no_alert(clinic, before, after):
    two_quarters(clinic, before, after)

    assert alerts.find(clinic, QUARTER) == []


def test_only_a_month_that_ends_a_quarter_is_looked_at():
    assert alerts.quarter_ended_by(LAST_MONTH) == QUARTER
    assert alerts.quarter_ended_by(date(2026, 12, 1)) == date(2026, 10, 1)
    assert alerts.quarter_ended_by(date(2026, 10, 1)) is None


def test_where_nothing_changes_a_year_has_an_alert_five_times_in_a_hundred_at_most():
    draw, years, with_an_alert = random.Random(195), 1500, 0
    for _year in range(years):
        with_an_alert += any(_is_alert(draw) for _look in range(len(SLUGS) * alerts.QUARTERS_A_YEAR))

    assert with_an_alert / years <= 0.05


def _is_alert(draw):
    """One look at a skill with which 40 of 100 have trouble, as 60 people try it in each quarter."""
    one, other = (
        (sum(draw.random() < 0.4 for _person in range(60)), 60),
        (sum(draw.random() < 0.4 for _person in range(60)), 60),
    )
    return proportions.chance_of_more(one, other) < alerts.CHANCE


def test_the_test_is_fishers():
    # Fisher's own tea: three of four cups right and one of four wrong taken for right, p = 17/70
    assert proportions.chance_of_more((1, 4), (3, 4)) == pytest.approx(17 / 70)
    assert proportions.chance_of_more((0, 100), (1, 10)) == pytest.approx(1 / 11)
    for one, other in (((90, 300), (120, 300)), ((5, 12), (40, 41)), ((2400, 6000), (600, 1400))):
        assert proportions.chance_of_more(one, other) == pytest.approx(exactly(one, other), rel=1e-6)
    assert proportions.chance_of_more((120, 300), (90, 300)) == 1
    assert proportions.chance_of_more((0, 30), (0, 30)) == 1


def exactly(one, other):
    """Returns the tail of the hypergeometric distribution by whole numbers."""
    yes, everybody = one[0] + other[0], one[1] + other[1]
    ways = (
        math.comb(yes, count) * math.comb(everybody - yes, other[1] - count)
        for count in range(other[0], min(yes, other[1]) + 1)
    )
    return sum(ways) / math.comb(everybody, other[1])


def wants(user, clinic, *, report, alerts):
    choosing.choose(user=user, organisation=clinic, language="en", wants_report=report, wants_alerts=alerts)


def test_alert_and_report_are_told_once_in_one_letter(clinic, amir, staff_of, client_for):
    two_quarters(clinic, (400, 300, 210), (400, 300, 120))
    dana = staff_of("dana", clinic, Membership.Role.ADMIN)
    wants(amir, clinic, report=True, alerts=True)
    wants(dana, clinic, report=False, alerts=True)

    writing.write_due(NOON)
    writing.write_due(NOON)
    sending.send_waiting(NOON)
    sending.send_waiting(NOON)

    assert Alert.objects.count() == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == ["amir@example.org", "dana@example.org"]
    by_person = {letter.to[0]: letter for letter in mail.outbox}
    sentence = dict((alert.skill, said) for alert, said in content.alert_lines(clinic, "en", most=5))[
        "medicines-refills"
    ]
    assert sentence.endswith("60% (180 of 300) could not do it alone. The quarter before: 30% (90 of 300).")
    for letter in by_person.values():
        assert sentence in letter.body
    assert by_person["amir@example.org"].attachments and not by_person["dana@example.org"].attachments
    assert by_person["dana@example.org"].subject == "Lakeside Clinic: a gap got wider"
    assert sentence in text_of(client_for(amir).get("/en/insights/report/"))


def test_who_wants_alerts_only_gets_nothing_when_there_is_none(clinic, amir):
    two_quarters(clinic, (400, 300, 210), (400, 300, 210))
    wants(amir, clinic, report=False, alerts=True)
    writing.write_due(NOON)

    assert sending.send_waiting(NOON) == 0
    assert not Delivery.objects.exists()


def test_a_skill_has_one_alert_a_quarter(clinic):
    two_quarters(clinic, (400, 300, 210), (400, 300, 120))
    Alert.objects.bulk_create(alerts.find(clinic, QUARTER))
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.bulk_create(alerts.find(clinic, QUARTER))
