"""How the missions are played in which page after page says no."""

import uuid

from sandbox_portal.sections.documents import rules as documents
from tests.sandbox_portal.scenarios.plays import makes, passes
from tests.sandbox_portal.scenarios.plays.guard import STING, get_out, open_page

BAD_DAY = (
    ("home", "link-expired", "own-way"),
    ("home", "maintenance", "later"),
    ("results", "server-error", "try-once"),
    ("documents", "page-not-found", "menu"),
    ("medicines", "wrong-record-open", "switch"),
)
DEVICE = (
    ("home", "app-offline", "connect"),
    ("home", "browser-too-old", "settings"),
    ("appointments", "pop-up-blocked", "this-site"),
    ("documents", "print-blocked", "save-pdf"),
)
REQUEST = (
    ("home", "name-mismatch", "other-name"),
    ("profile", "email-bounced", "correct"),
    ("profile", "under-review", "wait"),
    ("medicines", "pharmacy-closed", "other-pharmacy"),
    ("medicines", "duplicate-request", "follow"),
    ("messages", "not-taking-messages", "team"),
)


def go_through(player, ways, until=None):
    """Finds the right way out of each failure, one after the other; stops before `until`."""
    for section, failure, act in ways:
        if failure == until:
            return
        assert open_page(player, section).failure == failure
        get_out(player, section, act)


def hand_in(player, sample):
    documents.hand_in(practice=player.practice, form_key=uuid.uuid4(), sample=sample)


@passes("portal-bad-day")
def step_after_step(player):
    go_through(player, BAD_DAY)
    player.open_medicine("lisinopril")


@passes("device-says-no")
def five_repairs(player):
    go_through(player, DEVICE)
    hand_in(player, "card-front")
    get_out(player, "documents", "wifi")


@passes("request-says-no")
def with_patience(player):
    go_through(player, REQUEST)
    player.write(STING, subject="Eye drops")


def _wrong(ways, failure, act):
    def play(player):
        go_through(player, ways, until=failure)
        section = next(section for section, name, _act in ways if name == failure)
        get_out(player, section, act)
        assert open_page(player, section).failure == failure  # it stands until the right way is found

    play.__name__ = act.replace("-", "_")
    return play


for _mission, _ways, _mistake, _failure, _act in (
    ("portal-bad-day", BAD_DAY, "answered-mail", "link-expired", "answer-mail"),
    ("portal-bad-day", BAD_DAY, "reloaded", "maintenance", "reload"),
    ("portal-bad-day", BAD_DAY, "searched-web", "maintenance", "search-other"),
    ("portal-bad-day", BAD_DAY, "deleted-app", "server-error", "delete-app"),
    ("portal-bad-day", BAD_DAY, "called-for-help", "page-not-found", "record-gone"),
    ("portal-bad-day", BAD_DAY, "read-on", "wrong-record-open", "read-on"),
    ("device-says-no", DEVICE, "sent-again", "app-offline", "send-again"),
    ("device-says-no", DEVICE, "fake-update", "browser-too-old", "pop-up"),
    ("device-says-no", DEVICE, "all-sites", "pop-up-blocked", "all-sites"),
    ("device-says-no", DEVICE, "mailed-photo", "print-blocked", "photo"),
    ("request-says-no", REQUEST, "sisters-account", "name-mismatch", "someone-else"),
    ("request-says-no", REQUEST, "ignored", "email-bounced", "ignore"),
    ("request-says-no", REQUEST, "second-change", "under-review", "second-change"),
    ("request-says-no", REQUEST, "sent-anyway", "pharmacy-closed", "send-anyway"),
    ("request-says-no", REQUEST, "asked-twice", "duplicate-request", "send-again"),
    ("request-says-no", REQUEST, "waited-days", "not-taking-messages", "wait-monday"),
    ("request-says-no", REQUEST, "called-home", "not-taking-messages", "home-number"),
):
    makes(_mission, _mistake)(_wrong(_ways, _failure, _act))


@makes("device-says-no", "hoped")
def away_too_soon(player):
    go_through(player, DEVICE)
    hand_in(player, "card-front")
    get_out(player, "documents", "close-and-hope")


@makes("device-says-no", "too-big")
def a_film(player):
    hand_in(player, "phone-video")


@makes("device-says-no", "wrong-type")
def a_letter(player):
    hand_in(player, "word-file")


@makes("device-says-no", "wrong-side")
def only_the_back(player):
    hand_in(player, "card-back")


@makes("device-says-no", "too-dark")
def a_dark_one(player):
    hand_in(player, "card-dark")
