"""When the portal says no: each failure of the catalogue is met on its page, and each has a way out."""

import pytest
from django.urls import reverse

from lms import readability
from sandbox_portal.failures import meeting
from sandbox_portal.failures.catalogue import GROUPS, entries
from sandbox_portal.failures.models import Failure
from sandbox_portal.scenarios import linter, loader
from sandbox_portal.scenarios.files import Source, library
from sandbox_portal.scenarios.schema import FAILURE
from sandbox_portal.sections import menu
from sandbox_portal.sections.appointments import slots
from sandbox_portal.sections.appointments.models import Booking
from tests.sandbox_portal.guard.arising import ASK, PLAYS, begin, words, write

pytestmark = pytest.mark.django_db
STRIKES = [entry for entry in entries().values() if entry.can_strike and not entry.at]
ARISE = [entry for entry in entries().values() if not entry.can_strike]


def url_name(entry):
    return next(each.url_name for each in menu.SECTIONS if each.name == entry.section).split(":")[1]


def test_there_are_more_than_25_in_every_group():
    assert len(entries()) >= 30
    assert {entry.group for entry in entries().values()} == set(GROUPS)


@pytest.mark.parametrize("language", ["en", "es"])
def test_they_are_easy_to_read(language):
    said = [
        text.in_language(language)
        for entry in entries().values()
        for text in (entry.says.text, entry.means, entry.do, *(act.then for act in entry.acts))
    ]
    assert readability.grade(" ".join(said), language).is_easy


@pytest.mark.parametrize("entry", STRIKES, ids=lambda entry: entry.id)
def test_one_that_strikes_is_met_told_and_left(page, events, entry):
    section = url_name(entry)
    struck = page("failure-meet", id=entry.id, data={}, follow=True)
    assert entry.says.title.en in words(struck)
    failure = Failure.objects.get()

    for act in entry.acts:
        if not act.is_right:
            after = words(page("failure-act", pk=failure.pk, data={"act": act.slug}, follow=True))
            assert act.then.en in after and entry.means.en in after
    right = next(act for act in entry.acts if act.is_right)
    out = words(page("failure-act", pk=failure.pk, data={"act": right.slug}, follow=True))
    again = words(page("failure-act", pk=failure.pk, data={"act": right.slug}, follow=True))

    assert right.then.en in out and right.then.en in again
    assert 'class="failure"' not in words(page(section))
    assert [e["act"] for e in events("failures.tried")] == [
        *(act.slug for act in entry.acts if not act.is_right), right.slug
    ]  # fmt: skip
    assert events("failures.over") == [{"failure": entry.id}]


# --- those that arise by themselves: each is played to its screen and out again ---


def test_every_failure_that_arises_is_played():
    assert set(PLAYS) == {entry.id for entry in ARISE}


@pytest.mark.parametrize("entry", ARISE, ids=lambda entry: entry.id)
def test_one_that_arises_is_met_and_left(page, key, skip, entry):
    assert entry.how.en in words(page("failure", id=entry.id))
    assert page(entry.page).status_code == 200
    PLAYS[entry.id](page, key, skip)


# --- one with a screen of its own, where a visit is booked ---


def to_the_times(page, key):
    """Books as far as the page of times; returns that page."""
    page("visit-start", data={"form_key": key()})
    draft = Booking.objects.latest("pk")
    page("visit-kind", pk=draft.pk, data={"kind": "follow-up"})
    page("visit-way", pk=draft.pk, data={"way": "in-person"})
    page("visit-who", pk=draft.pk, data={"clinician": "dr-okafor"})
    return draft, words(page("visit-when", pk=draft.pk))


def test_no_time_is_left_has_a_screen_of_its_own(page, key, skip, events):
    told = words(page("failure-meet", id="no-slot-left", data={}, follow=True))
    assert entries()["no-slot-left"].how.en in told and 'class="failure"' not in told
    draft, html = to_the_times(page, key)
    assert "No times available" in html and "Okafor" in html
    assert reverse("practice:visit-who", kwargs={"key": draft.practice.key, "pk": draft.pk}) in html
    failure = Failure.objects.get()

    wrong = words(page("failure-act", pk=failure.pk, data={"act": "give-up"}, follow=True))
    assert entries()["no-slot-left"].means.en in wrong
    on = page("failure-act", pk=failure.pk, data={"act": "wait-list"}, follow=True)
    assert on.request["PATH_INFO"].endswith(f"/{draft.pk}/about/")
    page("visit-about", pk=draft.pk, data={"words": "My blood pressure, as the doctor asked."})
    page("visit-review", pk=draft.pk, data={})

    assert events("visits.booked")[0]["is_waiting"] is True
    assert events("failures.over") == [{"failure": "no-slot-left"}]
    draft.refresh_from_db()
    assert (draft.status, draft.starts_at) == ("pending", None)
    skip(draft.practice.policy.visits.answer_business_days)
    draft.refresh_from_db()
    assert draft.status == "booked" and draft.starts_at is not None


def test_a_clinic_without_any_time_shows_the_same_screen(page, key, monkeypatch):
    monkeypatch.setattr(slots, "free", lambda *args: [])
    _draft, html = to_the_times(page, key)

    assert "No times available" in html and "Join the wait list" in html


# --- in which task each can be met ---


def test_each_can_be_met_in_a_task_of_the_library():
    files = {path.stem: Source(path).parse() for path in library()}
    for entry in entries().values():
        task = files[entry.task]
        begun = [each.facts.get("failure") for each in task.opening if each.do == FAILURE]
        assert (entry.id in begun) is entry.can_strike, entry.id
        if not entry.can_strike:
            assert (task.persona, task.kind, task.seats[0]) == ("ruth", "clinic", "patient"), entry.id


def test_the_page_of_a_failure_leads_to_its_task(page):
    loader.load([path for path in library() if path.stem == "visit-no-times"])

    html = words(page("failure", id="no-slot-left"))

    assert 'href="/en/practice/task/visit-no-times/"' in html and "No time is left" in html


# --- the machinery ---


def test_a_failure_of_the_whole_portal_spares_the_phone_and_the_list(page):
    page("failure-meet", id="maintenance", data={}, follow=True)

    assert 'class="failure" role="alert"' in words(page("results"))
    assert 'class="failure" role="alert"' not in words(page("phone"))
    assert page("failures").status_code == 200


def test_a_failure_of_one_page_leaves_the_others_alone(page):
    page("failure-meet", id="partial-load", data={}, follow=True)

    assert 'role="alert"' in words(page("results"))
    assert 'class="failure" role="alert"' not in words(page("medicines"))


def test_a_form_that_is_sent_is_never_struck(page, key):
    draft = begin(page, key)
    page("failure-meet", id="session-expired", data={}, follow=True)
    write(page, draft, keep="1")

    draft.refresh_from_db()
    assert draft.body == ASK


def test_it_is_brought_about_once(page, practice):
    for _ in range(2):
        meeting.bring_about(practice=practice, failure="app-offline")
    assert Failure.objects.count() == 1
    with pytest.raises(meeting.UnknownFailure):
        meeting.bring_about(practice=practice, failure="file-too-large")


def test_one_that_the_catalogue_no_longer_brings_about_strikes_nothing(page, practice):
    Failure.objects.create(practice=practice, failure="card-declined", section="home", status="shown")

    assert 'class="failure" role="alert"' not in words(page("portal"))


def test_nobody_else_gets_to_it(page, cleo):
    page("failure-meet", id="maintenance", data={}, follow=True)
    failure = Failure.objects.get()

    assert page("failure-act", pk=failure.pk, by=cleo, data={"act": "later"}).status_code == 404
    assert page("failures", by=cleo).status_code == 404
    failure.refresh_from_db()
    assert failure.status == "shown"


def test_an_act_that_is_not_there_and_a_failure_that_is_not_there(page):
    page("failure-meet", id="maintenance", data={}, follow=True)
    failure = Failure.objects.get()

    assert page("failure-act", pk=failure.pk, data={"act": "nothing"}).status_code == 302
    assert page("failure-act", pk=failure.pk + 1, data={"act": "later"}).status_code == 404
    assert page("failure", id="nothing").status_code == 404
    assert page("failure-meet", id="file-too-large", data={}).status_code == 404
    failure.refresh_from_db()
    assert (failure.status, failure.tried) == ("shown", [])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_open_list_tells_all_of_them(client, clinic, language):
    html = words(client.get(f"/{language}/practice/when-the-portal-says-no/"))

    for entry in entries().values():
        assert entry.means.in_language(language) in html


OPENING = """
opening:
  - failure: {failure}
    section: {section}
    after: {after}
"""


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"failure": "no-such-thing"}, "unknown-failure"),
        ({"failure": "file-too-large"}, "unknown-failure"),
        ({"section": "nowhere"}, "unreachable"),
        ({"after": "nothing"}, "unreachable"),
        ({}, None),
    ],
)
def test_the_linter_knows_the_catalogue(tmp_path, facts, rule):
    whole = next(path for path in library() if path.stem == "app-share-less").read_text(encoding="utf-8")
    good = {"failure": "session-expired", "section": "messages", "after": "said-no"}
    given = OPENING.format(**{**good, **facts})
    path = tmp_path / "app-share-less.yaml"
    path.write_text(whole.replace("\ntitle:", f"{given}\ntitle:", 1), encoding="utf-8")

    found = {fault.rule for fault in linter.lint([path])} - {"unknown-task"}

    assert found == ({rule} if rule else set())
