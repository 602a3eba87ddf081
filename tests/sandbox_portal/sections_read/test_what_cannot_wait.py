"""A result far out of the range: first on the page until somebody calls, and whom to call at this hour."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from lms.organisations.policy import Policy
from sandbox_portal import actions, practice_days
from sandbox_portal.chart.model import Result
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.states import State
from sandbox_portal.sections.results import urgent
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    """Walter's record on Friday of the story, at 7 in the evening."""
    made = make.free_practice(ruth, persona="walter")
    day = made.started_on.toordinal() + 4
    made.clock = practice_days.at_hour(type(made.started_on).fromordinal(day), 19)
    made.save(update_fields=["clock"])
    return made


def text(response):
    return " ".join(response.content.decode().split())


def lines(page):
    return [(item["label"], item["kind"], item["state"]) for item in page("portal").context["items"]]


def call(page, **facts):
    return page("phone", data={"form_key": str(uuid.uuid4()), "about": "result", **facts})


def test_it_is_the_first_line_and_says_call_now(page):
    assert lines(page)[0] == ("Test result: Salts in the blood", "stop", "Call now")


def test_it_stays_when_it_was_only_opened_and_goes_with_the_call(page):
    page("result", id="salts-3")
    assert lines(page)[0][1] == "stop"
    call(page, item="salts-3")

    assert "stop" not in [kind for _label, kind, _state in lines(page)]
    assert "You called about this" in text(page("result", id="salts-3"))


def test_it_stays_until_somebody_calls_however_long_that_takes(page, practice, monkeypatch):
    monkeypatch.setattr(Result, "comments_at", lambda self, moment: ())  # nobody wrote about it either
    actions.skip_ahead(practice=practice, days=20)
    assert lines(page)[0] == ("Test result: Salts in the blood", "stop", "Call now")

    call(page, item="salts-3")
    assert "Call now" not in [state for _label, _kind, state in lines(page)]


def test_its_page_says_in_words_shape_and_bar_what_it_is_and_whom_to_call_now(page):
    shown = text(page("result", id="salts-3"))

    assert '<span aria-hidden="true">◆</span> Far out of the range: call now' in shown
    assert 'aria-label="Your number is 119. The lab’s range: 135 to 145."' in shown
    assert "The clinic is closed now. Call the nurse line, day or night: <b>555-0111</b>" in shown
    assert "You can wait until" not in shown


def test_in_the_day_the_clinic_is_called_first(page, practice):
    practice.clock = practice.clock.replace(hour=15)
    practice.save(update_fields=["clock"])
    actions.skip_ahead(practice=practice, business_days=1)  # Monday afternoon: the comment is there
    shown = text(page("result", id="salts-3"))

    assert "This cannot wait" not in shown
    assert "It needed care at once" in shown


def test_the_list_marks_it_too(page):
    rows = page("results").context["new"]

    assert rows[0].must_call and rows[0].summary == "One number is far out of the range"
    assert [row.must_call for row in rows].count(True) == 1


def test_the_phone_says_who_answers_at_this_hour(page):
    assert "so the nurse line answers: 555-0111" in text(page("phone"))


def test_a_nurse_takes_the_call_and_any_other_result_can_wait(page, practice):
    call(page, item="salts-3")
    call(page, item="thyroid")

    outcomes = practice.events.filter(kind="clinic.called").order_by("pk").values_list("facts", flat=True)
    assert [facts["outcome"] for facts in outcomes] == ["nurse", "comment-comes"]


def test_clearing_the_page_takes_the_others_away_and_keeps_this_one(page, practice):
    page("home-clear", data={})

    labels = [line for line in lines(page) if line[0].startswith("Test result")]
    assert labels == [("Test result: Salts in the blood", "stop", "Call now")]
    assert practice.events.get(kind="home.cleared").facts["is_urgent"]
    assert len(page("results").context["new"]) > 1


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        ("2026-11-13T19:00", True),  # a Friday evening
        ("2026-11-14T10:00", True),  # a Saturday
        ("2026-11-26T10:00", True),  # Thanksgiving
        ("2026-11-13T10:00", False),
    ],
)
def test_the_evening_the_weekend_and_a_holiday_are_after_hours(when, closed):
    moment = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("America/New_York"))

    assert urgent.is_after_hours(moment, Policy()) is closed


# --- the helper's own page ---


@pytest.fixture
def sit_as_denise(practice):
    """Puts the learner on Denise's own page, with an access of this level."""

    def sit(level, **fields):
        practice.seat = practice.Seat.PROXY
        practice.save(update_fields=["seat"])
        fields = {"shows_sensitive": True, "status": State.ACTIVE_LIMITED, **fields}
        return ProxyGrant.objects.create(practice=practice, person="denise", level=level, **fields)

    return sit


def helped(page):
    return page("portal").context["helped"]


def test_a_helpers_page_shows_whose_news_it_is_what_cannot_wait_first(page, sit_as_denise):
    sit_as_denise("results-notes")
    shown = page("portal")

    first = shown.context["helped"][0]
    assert (first["who"], first["kind"]) == ("Walter Brooks", "stop")
    assert '<span class="tag plain">Walter Brooks</span>' in text(shown)
    assert "Test result: Salts in the blood" in [item["label"] for item in shown.context["items"]]  # her own


@pytest.mark.parametrize("level", ["schedule", "medicines-messages"])
def test_only_what_the_level_opens_is_there(page, sit_as_denise, level):
    sit_as_denise(level)

    assert not [item for item in helped(page) if item["label"].startswith("Test result")]


@pytest.mark.parametrize("status", [State.SUSPENDED, State.REVOKED, State.EXPIRED])
def test_without_an_active_access_nothing_is_there(page, sit_as_denise, status):
    sit_as_denise("results-notes", status=status)

    assert helped(page) == []


def test_in_walters_record_the_list_of_people_is_not_there(page, sit_as_denise):
    sit_as_denise("results-notes", is_open=True)

    assert helped(page) == []


def test_a_line_leads_through_the_switch_to_the_page_itself(page, practice, ruth, client_for, sit_as_denise):
    sit_as_denise("results-notes")
    client, first = client_for(ruth), helped(page)[0]
    asked = client.get(first["url"])
    after = client.post(
        reverse("practice:proxy-switch", kwargs={"key": practice.key, "to": "patient"}),
        {"next": asked.context["next"]},
    )

    assert "Switch to the record of Walter Brooks" in text(asked)
    assert after.url == reverse("practice:result", kwargs={"key": practice.key, "id": "salts-3"})
    assert client.get(after.url).status_code == 200


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "/account/", "javascript:x"])
def test_the_switch_leads_nowhere_else(page, practice, sit_as_denise, address):
    sit_as_denise("results-notes")
    after = page("proxy-switch", to="patient", data={"next": address})

    assert after.url == reverse("practice:portal", kwargs={"key": practice.key})


def test_the_switch_stays_within_this_practice(page, practice, sit_as_denise):
    sit_as_denise("results-notes")
    elsewhere = reverse("practice:portal", kwargs={"key": uuid.uuid4()})
    after = page("proxy-switch", to="patient", data={"next": elsewhere})

    assert after.url == reverse("practice:portal", kwargs={"key": practice.key})


def test_a_helpers_page_costs_few_queries(page, sit_as_denise, django_assert_max_num_queries):
    sit_as_denise("results-notes")
    page("portal")
    with django_assert_max_num_queries(12):
        page("portal")


def test_a_caller_without_results_is_told_of_none(page, practice, sit_as_denise):
    sit_as_denise("schedule", is_open=True)
    call(page, item="salts-3")

    assert practice.events.get(kind="clinic.called").facts == {"about": "result", "outcome": "comment-comes"}


def test_the_other_relatives_visits_stand_there_with_their_name(ruth, client_for):
    active = {"do": "proxy.active", "facts": {"level": "medicines-messages"}, "words": {}}
    opening = [active, {"do": "proxy.family", "facts": {}, "words": {}}]
    task = make.scenario("two-records", seats=("proxy",), opening=opening)
    started = actions.start(
        learner=ruth, organisation=ruth.organisation, scenario=task, form_key=uuid.uuid4()
    )
    found = client_for(ruth).get(reverse("practice:portal", kwargs={"key": started.key})).context["helped"]

    assert {item["who"] for item in found} == {"Leo Alvarez", "Ruth Alvarez"}
    assert {item["url"] for item in found if item["who"] == "Leo Alvarez"} == {
        reverse("practice:proxy-other", kwargs={"key": started.key, "slug": "leo"})
    }
