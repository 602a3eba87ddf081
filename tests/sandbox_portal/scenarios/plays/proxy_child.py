"""How the missions of a child's record, of an access on hold, and of a separation are played."""

import uuid
from contextlib import suppress

from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy
from sandbox_portal.sections.refusing import NotPossible
from tests.sandbox_portal.scenarios.plays import makes, passes


def _ask(player, relation="parent", why="forms"):
    key = uuid.uuid4()
    return helper.ask(practice=player.practice, form_key=key, way="parent", relation=relation, why=why)


@passes("proxy-child-record")
def with_the_birth_certificate(player):
    helper.hand_in(grant=_ask(player), paper="birth-certificate")
    player.skip(5)
    helper.open_record(grant=player.grant)
    player.open_medicine("albuterol")


@makes("proxy-child-record", "wrong-paper")
def with_an_insurance_card(player):
    helper.hand_in(grant=_ask(player), paper="insurance-card")


@makes("proxy-child-record", "wrong-paper")
def with_the_schools_list(player):
    helper.hand_in(grant=_ask(player), paper="emergency-card")


@makes("proxy-child-record", "emergency-contact")
def as_an_emergency_contact(player):
    with suppress(NotPossible):
        _ask(player, relation="emergency-contact")


@makes("proxy-child-record", "own-account")
@makes("proxy-on-hold", "own-account")
def from_ones_own_account(player):
    helper.use_own_account(practice=player.practice)


@makes("proxy-child-record", "shared-login")
@makes("proxy-on-hold", "shared-login")
def with_the_other_parents_sign_in(player):
    helper.share_login(practice=player.practice)


@makes("proxy-child-record", "used-password")
@makes("proxy-on-hold", "used-password")
def with_leos_password(player):
    helper.use_password(practice=player.practice)


# --- on hold ---


def _read(player):
    player.practice.log("proxy.hold_opened", request=player.grant.pk)


@passes("proxy-on-hold")
def read_call_bring(player):
    _read(player)
    player.call("proxy")
    helper.hand_in(grant=player.grant, paper="newest-order")
    player.skip(5)


@makes("proxy-on-hold", "wrong-paper")
def with_the_old_order(player):
    helper.hand_in(grant=player.grant, paper="old-order")


@makes("proxy-on-hold", "wrong-paper")
def with_a_lawyers_letter(player):
    helper.hand_in(grant=player.grant, paper="lawyers-letter")


# --- a separation ---


@passes("proxy-after-separation")
def look_and_end(player):
    player.practice.log("proxy.activity_opened", request=player.grant.pk)
    proxy.end(grant=player.grant)


@makes("proxy-after-separation", "kept-it")
def think_about_it(player):
    player.skip(1)


@makes("proxy-after-separation", "only-less")
def show_him_less(player):
    proxy.change_level(grant=player.grant, level="schedule")


@makes("proxy-after-separation", "only-paused")
def put_it_on_hold(player):
    proxy.pause(grant=player.grant)


@makes("proxy-after-separation", "gave-password")
def hand_the_password_over(player):
    proxy.give_password(practice=player.practice)
