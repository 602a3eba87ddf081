"""How the missions of the front door and of alerts are played."""

import uuid

from sandbox_portal import actions
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.door import codes, recovering, rules, shelf, signing_in, signing_up
from sandbox_portal.sections.messages.models import Message
from sandbox_portal.sections.profile import rules as profile
from sandbox_portal.sections.refusing import NotPossible
from tests.sandbox_portal.scenarios.plays import makes, passes

GOOD = "green paper boat in march"


def account(player):
    """The account as it stands now."""
    practice = player.practice
    practice.door.practice = practice
    return practice.door


def digits(player, purpose):
    return codes.newest(player.practice, purpose).digits


# --- signing up ---


def reach_the_door(player):
    signing_up.find(practice=player.practice, to="letter")


def get_a_code(player, channel="text"):
    signing_up.ask_new_code(practice=player.practice, channel=channel)


def activate(player, *, whose="mine"):
    practice = player.practice
    born = shelf.card(practice).born
    signing_up.enter_code(practice=practice, whose=whose, typed=digits(player, "sign-up"), born=born)


def prove(player, channel):
    purpose = signing_up.purpose_of(channel)
    signing_up.give_contact(account=account(player), channel=channel, value="own")
    signing_up.prove_contact(account=account(player), channel=channel, typed=digits(player, purpose))


def set_up(player):
    signing_up.agree(account=account(player))
    signing_up.choose_name(account=account(player), name="ruth-by-the-lake")
    signing_up.choose_passphrase(account=account(player), text=GOOD)
    prove(player, "text")
    prove(player, "email")
    signing_up.finish(account=account(player), second_step="app")


@passes("sign-up-letter")
def with_a_code_by_text(player):
    reach_the_door(player)
    get_a_code(player)
    activate(player)
    set_up(player)


@passes("sign-up-letter")
def with_a_code_by_letter(player):
    reach_the_door(player)
    get_a_code(player, "letter")
    player.skip(3)
    activate(player)
    set_up(player)


@makes("sign-up-letter", "look-alike")
def the_ad(player):
    signing_up.find(practice=player.practice, to="ad")


@makes("sign-up-letter", "not-for-you")
def for_somebody_else(player):
    try:
        activate(player, whose="other")
    except NotPossible:
        return


@makes("sign-up-letter", "code-as-name")
def the_code_as_a_name(player):
    sign_in(player, name=digits(player, "sign-up"))


@makes("sign-up-letter", "birth-year")
def with_the_birth_year(player):
    year = shelf.card(player.practice).born.year
    signing_up.choose_name(account=account(player), name=f"ruth-{year}")


@makes("sign-up-letter", "weak-password")
def a_short_one(player):
    signing_up.choose_passphrase(account=account(player), text="ruth1")


@makes("sign-up-letter", "shared-contact")
def the_familys_mail(player):
    signing_up.give_contact(account=account(player), channel="email", value="shared")


@makes("sign-up-letter", "shared-contact")
def the_sons_phone(player):
    signing_up.give_contact(account=account(player), channel="text", value="other")


@makes("sign-up-letter", "said-no")
def no_to_the_terms(player):
    player.practice.log("door.refused_terms")


@makes("sign-up-letter", "stopped-half-way")
def left_after_the_code(player):
    get_a_code(player)
    activate(player)
    player.skip(1)


# --- signing in ---


def sign_in(player, *, name="ruth-alvarez", password=None, remember=False):
    """Types user name and password, then the code where one is asked for."""
    practice = player.practice
    password = password or shelf.card(practice).password
    try:
        tries = practice.door.wrong_tries
        signing_in.try_password(practice=practice, name=name, password=password, seen_tries=tries)
    except NotPossible:
        return
    if account(player).has_passed:
        signing_in.second_step(account=account(player), typed=digits(player, "sign-in"), remember=remember)


def step_away(player):
    actions.pass_minutes(practice=player.practice, minutes=13)
    rules.warn(account=account(player))
    rules.extend(account=account(player))


def send_the_draft(player):
    player.finish_draft(Message.objects.drafts(player.practice).get().body)


def leave(player, way):
    rules.leave(account=account(player), way=way)


@passes("sign-in-library")
def in_and_out(player):
    sign_in(player)
    step_away(player)
    send_the_draft(player)
    leave(player, "signed-out")


@makes("sign-in-library", "trusted")
def remembered(player):
    sign_in(player, remember=True)


@makes("sign-in-library", "closed-only")
def only_closed(player):
    sign_in(player)
    leave(player, "left-open")


@makes("sign-in-library", "timed-out")
def away_for_an_hour(player):
    sign_in(player)
    actions.pass_minutes(practice=player.practice, minutes=60)


@makes("sign-in-library", "other-password")
@makes("sign-in-locked-out", "tried-again")
def another_password(player):
    actions.pass_minutes(practice=player.practice, minutes=60)
    sign_in(player, password="something-of-my-own")


@makes("sign-in-library", "left-first")
def out_before_sending(player):
    sign_in(player)
    leave(player, "signed-out")


def answer_caller(player, answer="hung-up"):
    signing_in.answer_caller(account=account(player), answer=answer)


def enter(player):
    """Signs in, and hangs up on the caller before the code is typed."""
    practice = player.practice
    password = shelf.card(practice).password
    signing_in.try_password(practice=practice, name="ruth.alvarez", password=password, seen_tries=0)
    answer_caller(player)
    signing_in.second_step(account=account(player), typed=digits(player, "sign-in"), remember=False)


@passes("sign-in-locked-out")
def by_waiting(player):
    actions.pass_minutes(practice=player.practice, minutes=30)
    enter(player)


@passes("sign-in-locked-out")
def by_phone(player):
    player.call("sign-in")
    enter(player)


@passes("sign-in-locked-out")
def by_a_new_password(player):
    practice = player.practice
    recovering.send_code(practice=practice, name="ruth-alvarez", channel="email")
    recovering.use_code(practice=practice, typed=digits(player, "reset"))
    recovering.choose(practice=player.practice, text=GOOD)
    enter(player)


@passes("sign-in-locked-out")
def calling_back_after_coming_in(player):
    player.call("sign-in")
    sign_in(player)
    answer_caller(player, "called-back")


@makes("sign-in-locked-out", "told-the-code")
def told(player):
    answer_caller(player, "told")


@makes("sign-in-locked-out", "email-as-name")
def the_mail_as_a_name(player):
    player.call("sign-in")
    sign_in(player, name="ruth.alvarez@example.org")


@makes("sign-in-locked-out", "weak-password")
def a_weak_new_one(player):
    practice = player.practice
    recovering.send_code(practice=practice, name="ruth-alvarez", channel="text")
    recovering.use_code(practice=practice, typed=digits(player, "reset"))
    recovering.choose(practice=player.practice, text="ruth")


@makes("sign-in-locked-out", "gave-up")
def tomorrow(player):
    player.skip(1)


# --- alerts ---


def choose(player, what, value):
    alerts.choose(practice=player.practice, form_key=uuid.uuid4(), what=what, value=value)


def new_address(player, value="ruth-new", *, is_proved=True):
    change = profile.choose(practice=player.practice, form_key=uuid.uuid4(), field="email", value=value)
    change.practice = player.practice
    profile.confirm(change=change)
    if is_proved:
        profile.verify(change=change, code=change.code)


@passes("alerts-your-way")
def each_on_its_way(player):
    choose(player, "result", "email")
    choose(player, "visit", "text")
    choose(player, "bill", "mail")
    new_address(player)


@makes("alerts-your-way", "turned-off")
def nothing_ticked(player):
    choose(player, "visit", "")


@makes("alerts-your-way", "fake-link")
def followed(player):
    fake = Alert.objects.get(practice__key=player.key, kind="fake")
    fake.practice = player.practice
    alerts.follow(alert=fake)


@makes("alerts-your-way", "stopped-all")
def answered_stop(player):
    text = Alert.objects.get(practice__key=player.key, kind="message", channel="text")
    text.practice = player.practice
    alerts.stop_texts(alert=text)


@makes("alerts-your-way", "sons-address")
def sams_address(player):
    new_address(player, "sam-mail", is_proved=False)


@makes("alerts-your-way", "not-proved")
def skipped_before_the_code(player):
    new_address(player, is_proved=False)
    player.skip(1)


# --- two bills, one scam ---


def text(player, kind):
    found = Alert.objects.get(practice__key=player.key, kind=kind, channel="text")
    found.practice = player.practice
    return found


def read_both(player):
    for kind in ("fake", "bill"):
        alerts.open_alert(alert=text(player, kind))


@passes("bills-one-scam")
def by_looking(player):
    read_both(player)
    player.practice.log("bills.opened")
    player.call("privacy")


@makes("bills-one-scam", "paid-the-thief")
def the_thiefs_link(player):
    alerts.follow(alert=text(player, "fake"))


@makes("bills-one-scam", "used-real-link")
def the_clinics_link(player):
    alerts.follow(alert=text(player, "bill"))


@makes("bills-one-scam", "called-before-looking")
def called_at_once(player):
    read_both(player)
    player.call("privacy")
