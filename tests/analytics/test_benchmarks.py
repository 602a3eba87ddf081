"""Numbers of others: each says of whom, when and where from, and goes when its day to check has passed."""

from datetime import date

from analytics import benchmarks
from lms.skills import SLUGS


def test_each_says_of_whom_when_and_where_from():
    found = benchmarks.everything()

    assert len({one.slug for one in found}) == len(found)
    assert all(set(one.text) == set(one.who) == {"en", "es"} for one in found)
    assert all(one.source.split("/", 3)[3] for one in found)  # a page, not a site


def test_every_skill_has_one_but_those_of_which_nobody_publishes_any():
    unknown = {"privacy-security", "health-tracking"}

    assert {one.skill for one in benchmarks.everything()} == set(SLUGS) - unknown


def test_one_whose_day_to_check_has_passed_is_not_shown():
    (one,) = [each for each in benchmarks.everything() if each.slug == "contact-confident"]

    assert 63 in [each["percent"] for each in benchmarks.of_skill("messaging", "es", today=one.check_by)]
    assert benchmarks.of_skill("messaging", "en", today=date(one.check_by.year + 1, 1, 1)) == []
