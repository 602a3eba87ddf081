"""Apps that ask for the record: allowed, in part, refused, ended, run out; a tracker that sends."""

import pytest

from sandbox_portal.sections.apps.models import AppLink, AppSync
from sandbox_portal.sections.apps.shelf import shelf

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def ask(page, key):
    """Begins to connect an app and returns what waits for an answer."""

    def begin(app):
        page("app-offer", id=app, data={"form_key": key()})
        return AppLink.objects.filter(app=app).latest("pk")

    return begin


@pytest.fixture
def allow(page, ask):
    """Connects an app with these scopes."""

    def answer(app, *scopes, days=30):
        link = ask(app)
        data = {"scopes": scopes, "days": days, "understands": "on"}
        return link, page("app-consent", pk=link.pk, data=data)

    return answer


def test_without_an_app_the_page_says_that_none_is_needed(page):
    assert "No app is connected" in words(page("apps"))


def test_the_consent_screen_says_what_for_how_long_who_and_what_the_law_does_not_cover(page, ask):
    html = words(page("app-consent", pk=ask("pill-clock").pk))

    for each in ("Your medicines", "90 days", "Small Steps Software", "HIPAA", "may not cover it"):
        assert each in html
    assert html.count("checked") == len(next(a for a in shelf().apps if a.id == "pill-clock").asks)


def test_another_clinic_keeps_the_same_law_and_asks_for_no_box(page, ask):
    html = words(page("app-consent", pk=ask("hillside-eyes").pk))

    assert "same health privacy law" in html
    assert "understands" not in html


def test_a_part_can_be_allowed_and_only_once(page, allow, events):
    link, _response = allow("pill-clock", "medicines")
    page("app-consent", pk=link.pk, data={"scopes": ["medicines", "results"], "days": 1, "understands": "on"})

    link.refresh_from_db()
    assert (link.status, link.scopes) == ("connected", ["medicines"])
    assert events("apps.allowed") == [
        {
            "item": "pill-clock",
            "shared": 1,
            "asked_for": 4,
            "days": 30,
            "is_part": True,
            "is_only_needed": True,
        }
    ]
    assert "Your medicines" in words(page("app", pk=link.pk))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"days": 30, "understands": "on"}, "Leave one ticked"),
        ({"scopes": ["allergies"], "days": 30, "understands": "on"}, "cannot work without: Your medicines"),
        ({"scopes": ["medicines"], "understands": "on"}, "Choose for how long"),
        ({"scopes": ["medicines"], "days": 30}, "Tick the box"),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_stays(page, ask, data, says):
    link = ask("pill-clock")
    response = page("app-consent", pk=link.pk, data=data)

    link.refresh_from_db()
    assert response.status_code == 422 and says in words(response)
    assert link.status == "asked"


def test_no_is_an_answer(page, ask, events):
    link = ask("lucky-health")
    page("app-consent", pk=link.pk, data={"refuse": "1"})

    link.refresh_from_db()
    assert link.status == "refused"
    assert events("apps.refused") == [{"item": "lucky-health"}]
    assert "You said no" in words(page("apps"))


def test_what_an_app_reads_stands_in_the_access_log_until_it_is_ended(page, allow, skip):
    link, _ = allow("pill-clock", "medicines")
    skip(days=2)
    assert words(page("privacy", query="?who=app")).count(">Pill Clock<") == 3

    page("app-end", pk=link.pk, data={})
    page("app-end", pk=link.pk, data={})
    skip(days=5)

    assert words(page("privacy", query="?who=app")).count(">Pill Clock<") == 3
    assert "What it took before stays with it" in words(page("app", pk=link.pk))


def test_an_access_runs_out_by_the_clock(page, allow, skip, events):
    link, _ = allow("pill-clock", "medicines", days=1)
    skip(days=2)

    link.refresh_from_db()
    assert link.status == "expired"
    assert events("apps.ended") == [{"item": "pill-clock"}]


def test_an_app_that_is_connected_is_not_asked_for_twice(page, allow, key):
    allow("pill-clock", "medicines")
    response = page("app-offer", id="pill-clock", data={"form_key": key()}, follow=True)

    assert "connected already" in words(response)
    assert AppLink.objects.count() == 1


def test_a_tracker_sends_loses_the_phone_and_finds_it_again(page, allow, skip, events):
    link, _ = allow("step-band", "readings")
    page("app-sync", pk=link.pk, data={})
    assert "Blood pressure" in words(page("app", pk=link.pk))

    skip(days=3)
    page("app-sync", pk=link.pk, data={})
    page("app-sync", pk=link.pk, data={})
    assert "Turn Bluetooth on" in words(page("app", pk=link.pk))

    page("app-sync", pk=link.pk, data={"bluetooth": "on"})

    assert "Turn Bluetooth on" not in words(page("app", pk=link.pk))
    assert [e["outcome"] for e in events("apps.synced")] == ["ok", "no-bluetooth", "no-bluetooth", "ok"]


def test_an_ended_tracker_sends_nothing(page, allow):
    link, _ = allow("step-band", "readings")
    page("app-end", pk=link.pk, data={})
    page("app-sync", pk=link.pk, data={})

    assert AppSync.objects.get().outcome == "not-allowed"


def test_only_a_tracker_can_send(page, allow):
    link, _ = allow("pill-clock", "medicines")
    assert page("app-sync", pk=link.pk, data={}).status_code == 404
