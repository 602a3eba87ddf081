"""How the proxy missions are played, from both seats."""

import uuid
from contextlib import suppress
from datetime import date

from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy
from tests.sandbox_portal.scenarios.plays import makes, passes


@passes("proxy-invite-son")
def both_seats(player):
    player.invite()
    player.sit("proxy")
    player.accept()
    player.skip(5)
    helper.open_record(grant=player.grant)
    player.open_medicine("lisinopril")


@makes("proxy-invite-son", "too-much")
def everything(player):
    player.invite("results-notes")


@makes("proxy-invite-son", "too-little")
def visits_only(player):
    player.invite("schedule")


@makes("proxy-invite-son", "gave-password")
@makes("proxy-limit-and-end", "gave-password")
def give_the_password(player):
    proxy.give_password(practice=player.practice)


@makes("proxy-invite-son", "used-password")
def use_the_password(player):
    player.sit("proxy")
    helper.use_password(practice=player.practice)


@makes("proxy-invite-son", "wrong-code")
def a_wrong_code(player):
    player.invite()
    player.sit("proxy")
    with suppress(helper.WrongCode):
        player.accept(code="XXXX-0000")


@makes("proxy-invite-son", "wrong-code")
def a_wrong_birth_date(player):
    player.invite()
    player.sit("proxy")
    with suppress(helper.WrongCode):
        player.accept(birthday=date(1980, 1, 2))


@makes("proxy-invite-son", "code-ran-out")
def too_late(player):
    player.invite()
    player.skip(15)


@makes("proxy-invite-son", "wrong-paper")
def a_bank_paper(player):
    player.sit("proxy")
    grant = helper.ask(practice=player.practice, form_key=uuid.uuid4(), way="papers")
    helper.hand_in(grant=grant, paper="bank-power")


@passes("proxy-limit-and-end")
def look_lower_wait_end(player):
    player.practice.log("proxy.activity_opened", request=player.grant.pk)
    proxy.change_level(grant=player.grant, level="schedule")
    player.skip(10)
    proxy.end(grant=player.grant)


@makes("proxy-limit-and-end", "ended-too-early")
def end_at_once(player):
    proxy.end(grant=player.grant)


@makes("proxy-limit-and-end", "still-too-much")
def lower_a_little(player):
    proxy.change_level(grant=player.grant, level="medicines-messages")


@makes("proxy-limit-and-end", "never-ended")
def forget_to_end(player):
    proxy.change_level(grant=player.grant, level="schedule")
    player.skip(10)
    player.skip(5)


# --- a guardian's paper, and pressure ---


def _ask(player, way):
    return helper.ask(practice=player.practice, form_key=uuid.uuid4(), way=way)


@passes("proxy-guardian-paper")
def the_judges_paper(player):
    helper.hand_in(grant=_ask(player, "papers"), paper="guardian")
    player.skip(5)
    helper.open_record(grant=player.grant)


@makes("proxy-guardian-paper", "wrong-paper")
def the_banks_paper(player):
    helper.hand_in(grant=_ask(player, "papers"), paper="bank-power")


@makes("proxy-guardian-paper", "wrong-paper")
def a_license(player):
    helper.hand_in(grant=_ask(player, "papers"), paper="driver-license")


@makes("proxy-guardian-paper", "used-password")
def with_her_password(player):
    helper.use_password(practice=player.practice)


@makes("proxy-guardian-paper", "asked-for-a-yes")
def ask_for_a_yes(player):
    _ask(player, "request")


@passes("proxy-pressure")
def hold_and_call(player):
    proxy.pause(grant=player.grant)
    player.call("proxy")


@passes("proxy-pressure")
def call_and_hold(player):
    player.call("proxy")
    proxy.pause(grant=player.grant)


@makes("proxy-pressure", "gave-password")
def give_in(player):
    proxy.give_password(practice=player.practice)


@makes("proxy-pressure", "more-access")
def let_him_see_more(player):
    proxy.change_level(grant=player.grant, level="schedule")
    proxy.change_level(grant=player.grant, level="results-notes")


@makes("proxy-pressure", "told-by-message")
def write_about_it(player):
    player.write(
        "Can you help me? My son wants my password since Monday.", category="technical", to="front-desk"
    )
