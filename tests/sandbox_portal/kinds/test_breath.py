"""Oxygen, peak flow and symptoms from home: what cannot be, what is far off, what is dangerous."""

import re
import uuid
from decimal import Decimal

import pytest

from lms.organisations.policy import Policy
from sandbox_portal.sections.long_term import bands
from sandbox_portal.sections.long_term.forms import ReadingForm
from sandbox_portal.sections.long_term.models import Reading, What
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db
CONTEXT = {"oxygen": "at-rest", "peak-flow": "best-of-3", "weight": "morning"}


@pytest.fixture
def jay(opened):
    return opened("long-term", "jay")


@pytest.fixture
def note(jay, page, key):
    def send(what, first, **more):
        said = {"form_key": key(), "first": first, "context": CONTEXT.get(what, "night"), **more}
        return page(jay, "reading-new", what=what, data=said)

    return send


def band(practice):
    found = Reading.objects.for_practice(practice).first()
    return found and found.band


class TestPages(EveryPage):
    PAGES = [
        *(("readings-of", {"what": what}) for what in ("oxygen", "peak-flow", "symptoms", "pressure")),
        *((name, {}) for name in ("portal", "readings", "devices", "plan", "goals", "doses")),
    ]

    @pytest.fixture
    def seen(self, jay, page, one_page):
        name, kwargs = one_page
        return lambda **how: page(jay, name, **how, **kwargs)


@pytest.mark.parametrize(
    ("what", "first", "slip"),
    [
        (What.OXYGEN, 96, ""),
        (What.OXYGEN, 101, "range"),
        (What.OXYGEN, 45, "range"),
        (What.OXYGEN, "0.96", "unit"),
        (What.PEAK_FLOW, 400, ""),
        (What.PEAK_FLOW, "6.7", "unit"),
        (What.PEAK_FLOW, 30, "range"),
        (What.PEAK_FLOW, 900, "range"),
    ],
)
def test_what_cannot_be_is_known(what, first, slip):
    assert bands.slip(what, Decimal(first)) == slip


@pytest.mark.parametrize(
    ("what", "first", "wanted"),
    [
        ("oxygen", 97, "on-goal"),
        ("oxygen", 93, "below"),
        ("oxygen", 92, "below"),
        ("oxygen", 88, "danger"),
        ("peak-flow", 416, "on-goal"),
        ("peak-flow", 540, "on-goal"),
        ("peak-flow", 415, "below"),
        ("peak-flow", 260, "below"),
        ("peak-flow", 259, "danger"),
        ("symptoms", 1, "on-goal"),
        ("symptoms", 2, "above"),
        ("symptoms", 3, "danger"),
    ],
)
def test_a_reading_is_held_against_the_persons_own_best(note, jay, what, first, wanted):
    answer = note(what, first, is_sure="on")

    assert band(jay) == wanted
    assert ("danger" in answer["Location"]) is (wanted == "danger")


def test_what_is_far_from_the_last_one_is_measured_again_first(note, jay, events):
    asked = note("peak-flow", 270)

    assert asked.status_code == 422
    assert "Measure again" in asked.content.decode() and 'name="is_sure"' in asked.content.decode()
    assert band(jay) is None
    assert events(jay, "readings.refused") == [{"what": "peak-flow", "reason": "outlier"}]
    note("peak-flow", 270, is_sure="on")
    assert band(jay) == "below"


@pytest.mark.parametrize("last", ["400", "400.0", "410", "405.5"])
def test_it_says_the_last_number_with_all_its_digits(last):
    data = {"first": "200", "context": CONTEXT["peak-flow"], "form_key": str(uuid.uuid4())}
    form = ReadingForm(data, what=What.PEAK_FLOW, policy=Policy(), last=Decimal(last))

    assert f"your last one ({last.removesuffix('.0')})" in str(form.errors)


def test_nobody_is_asked_twice_about_a_danger(note, jay):
    note("oxygen", 84)

    assert band(jay) == "danger"


def test_the_danger_page_of_a_breath_reading_says_call_and_never_message(note, jay, page):
    note("peak-flow", 200)
    pk = Reading.objects.for_practice(jay).get().pk

    for said in (None, {"signs": "yes"}, {"signs": "no"}):
        body = page(jay, "reading-danger", pk=pk, data=said).content.decode()
        main = body.split('class="portal__body"')[1].split("portal__foot")[0]
        assert 'href="tel:911"' in main and "/messages/" not in main
    assert "Sit up, rest" in body


def test_the_clinics_own_numbers_count(note, jay, clinic):
    clinic.policy_data = {**clinic.policy_data, "readings": {"oxygen_danger": 90, "oxygen_low": 94}}
    clinic.save()

    note("oxygen", 90, is_sure="on")

    assert band(jay) == "danger"


def test_nothing_of_this_and_bad_is_a_slip(note, jay):
    answer = note("symptoms", 2, context="none")

    assert answer.status_code == 422 and band(jay) is None


def test_the_page_tells_the_borders_and_the_course(page, jay):
    html = re.sub(r"\s+", " ", page(jay, "readings-of", what="peak-flow").content.decode())

    assert "520 L/min" in html and "260 to 416" in html and "Under 260" in html
    assert page(jay, "readings-of", what="peak-flow").context["right_answer"] == "worse"


def test_ruth_has_no_best_and_nothing_is_called_dangerous(opened, page, key):
    practice = opened("long-term")
    page(
        practice,
        "reading-new",
        what="peak-flow",
        data={"form_key": key(), "first": 200, "context": "one-blow"},
    )

    assert band(practice) == "on-goal"
    assert "Peak flow" in page(practice, "readings").content.decode()


def test_who_has_no_cuff_has_no_device(page, jay):
    assert "No device is connected" in page(jay, "devices").content.decode()
