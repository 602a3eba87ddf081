"""How the missions about safety are played: who looked, a fake text, apps, and a portal that says no."""

import uuid
from types import SimpleNamespace

from sandbox_portal.failures import meeting
from sandbox_portal.failures.models import Failure
from sandbox_portal.sections.apps import rules as apps
from sandbox_portal.sections.apps.models import AppLink
from sandbox_portal.sections.messages import attaching
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.messages.models import Message
from sandbox_portal.sections.privacy import rules as privacy
from sandbox_portal.sections.privacy import shelf
from sandbox_portal.sections.refusing import NotPossible
from tests.sandbox_portal.scenarios.plays import makes, passes

STING = (
    "What can I do about the sting? My eye drops sting since Monday. I rinsed with water, it did not help."
)


# --- who looked ---


def open_line(player, item="stranger-in", kind="stranger"):
    player.practice.log("privacy.opened", item=item, kind=kind)


def sign_out(player, device="unknown"):
    privacy.sign_out(practice=player.practice, device=shelf.device(device))


def change(player, sample="four-words", ends_others=False):
    try:
        privacy.change_passphrase(
            practice=player.practice,
            form_key=uuid.uuid4(),
            sample=sample,
            ends_others=ends_others,
            has_stranger=True,
        )
    except NotPossible as refused:
        privacy.refuse_passphrase(practice=player.practice, reason=refused.reason)


def report(player, row="stranger-in", kind="stranger"):
    privacy.report(practice=player.practice, form_key=uuid.uuid4(), row=row, kind=kind, why="not-me")


@passes("privacy-who-looked")
def step_by_step(player):
    open_line(player)
    sign_out(player)
    change(player)
    player.call("privacy")


@passes("privacy-who-looked")
def all_at_once(player):
    open_line(player)
    report(player)
    change(player, ends_others=True)


@makes("privacy-who-looked", "blamed-staff")
def the_night_doctor(player):
    report(player, row="night-doctor", kind="staff")


@makes("privacy-who-looked", "weak-password")
def nearly_the_old_one(player):
    change(player, sample="old-plus-one")


@makes("privacy-who-looked", "came-back")
def without_a_new_password(player):
    sign_out(player)
    player.skip(1)


@makes("privacy-who-looked", "told-by-message")
def written(player):
    player.write("Who was in my record last night?", to="front-desk", category="technical", subject="Record")


@makes("privacy-who-looked", "device-missed")
def a_new_password_only(player):
    change(player)


@makes("privacy-who-looked", "own-tablet-out")
def the_wrong_device(player):
    sign_out(player, "home-tablet")


# --- a fake text ---


def do(player, act):
    privacy.act_on_text(practice=player.practice, act=act)


@passes("privacy-fake-text")
def by_ones_own_way(player):
    do(player, "close")
    player.practice.log("privacy.devices_opened")
    privacy.report_text(practice=player.practice, form_key=uuid.uuid4())


@passes("privacy-fake-text")
def by_phone(player):
    do(player, "close")
    player.practice.log("privacy.devices_opened")
    player.call("privacy")


@makes("privacy-fake-text", "opened-link")
def tapped(player):
    do(player, "open-link")


@makes("privacy-fake-text", "gave-password")
def gave_it(player):
    do(player, "open-link")
    do(player, "gave-password")


@makes("privacy-fake-text", "called-number")
def rang(player):
    do(player, "call-number")


@makes("privacy-fake-text", "replied-stop")
def replied(player):
    do(player, "reply-stop")


# --- apps ---


def ask(player, app):
    link = apps.begin(practice=player.practice, form_key=uuid.uuid4(), app=app)
    link.practice = player.practice
    return link


def allow(player, app, *scopes):
    apps.allow(link=ask(player, app), scopes=scopes, days=30)


def end(player, app):
    link = AppLink.objects.for_practice(player.practice).of(app).connected().get()
    link.practice = player.practice
    apps.revoke(link=link)


@passes("app-share-less")
def a_part_and_a_no(player):
    allow(player, "pill-clock", "medicines")
    apps.refuse(link=ask(player, "lucky-health"))


@makes("app-share-less", "shared-all")
def as_it_was_ticked(player):
    allow(player, "pill-clock", "medicines", "allergies", "results", "offline")
    end(player, "pill-clock")
    a_part_and_a_no(player)
    assert player.run.state == "passed"


@makes("app-share-less", "shared-more")
def one_tick_too_many(player):
    allow(player, "pill-clock", "medicines", "results")


@makes("app-share-less", "let-lucky-in")
def coupons(player):
    allow(player, "lucky-health", "profile")
    end(player, "lucky-health")
    allow(player, "pill-clock", "medicines")
    assert player.run.state == "passed"


# --- a portal that says no ---


def open_page(player, section):
    """Opens a page of a section; returns the failure that stands on it, or None."""
    match = SimpleNamespace(url_name=section)
    request = SimpleNamespace(method="GET", path=f"/{section}/", resolver_match=match)
    return meeting.standing(player.practice, section, request)


def get_out(player, section, act):
    failure = open_page(player, section)
    failure.practice = player.practice
    meeting.act(failure=failure, slug=act)


def draft(player, *samples):
    """Begins a message to the nurse team and adds files."""
    practice = player.practice
    thread = messages.begin(practice=practice, form_key=uuid.uuid4())
    thread.practice = practice
    messages.choose_category(thread=thread, category="medicine")
    messages.choose_recipient(thread=thread, member="nurse-team")
    message = Message.objects.get(thread=thread)
    message.practice = message.thread.practice = practice
    messages.write(message=message, body="", subject="Eye drops")
    for sample in samples:
        add(player, message, sample)


def add(player, message, sample):
    message.practice = player.practice
    attaching.add(message=message, form_key=uuid.uuid4(), sample=sample)


@passes("portal-says-no")
def calmly(player):
    get_out(player, "results", "load-again")
    assert open_page(player, "results") is None
    draft(player, "eye-photo")
    get_out(player, "messages", "sign-in")
    player.finish_draft(STING)


@makes("portal-says-no", "thought-complete")
def half_a_list(player):
    get_out(player, "results", "all-fine")
    assert open_page(player, "results") is not None


@makes("portal-says-no", "wrote-anew")
def all_again(player):
    draft(player, "eye-photo")
    get_out(player, "messages", "write-anew")


@makes("portal-says-no", "new-account")
def a_second_account(player):
    draft(player, "eye-photo")
    get_out(player, "messages", "new-account")
    assert Failure.objects.get(failure="session-expired").tried == ["new-account"]


@makes("portal-says-no", "file-not-taken")
def a_video(player):
    draft(player, "knee-video")


@makes("portal-says-no", "blurry")
def not_sharp(player):
    draft(player, "eye-blurry")


@makes("portal-says-no", "other-name")
def somebody_elses(player):
    draft(player, "lab-paper")


@makes("portal-says-no", "sent-twice")
def two_of_them(player):
    player.write(STING, subject="Eye drops")
    player.write(STING, subject="Eye drops again")


@makes("portal-says-no", "emergency-by-message")
def an_alarm(player):
    player.practice.log("messages.stopped")
