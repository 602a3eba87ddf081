"""How the missions of a parent and a teen, of renewing, and of several records are played."""

import uuid
from contextlib import suppress

from sandbox_portal.sections.proxy import family, helper, parents
from sandbox_portal.sections.proxy import rules as proxy
from sandbox_portal.sections.refusing import NotPossible
from tests.sandbox_portal.scenarios.plays import makes, passes


def _before_and_after(player):
    helper.open_record(grant=player.grant)
    helper.close_record(grant=player.grant)
    player.skip(5)


def _guess(player, reason):
    _before_and_after(player)
    parents.choose_reason(practice=player.practice, reason=reason)


def _leos_turn(player):
    _guess(player, "age-rule")
    parents.ask_for_more(grant=player.grant)
    player.sit("patient")


@passes("proxy-teen-birthday")
def a_yes_to_medicines(player):
    _leos_turn(player)
    parents.answer(grant=player.grant, is_yes=True, sections=["medicines"])


@passes("proxy-teen-birthday")
def a_no(player):
    _leos_turn(player)
    parents.answer(grant=player.grant, is_yes=False)


@makes("proxy-teen-birthday", "thinks-broken")
def the_portal_is_broken(player):
    _guess(player, "broken")


@makes("proxy-teen-birthday", "blames-leo")
def leo_hides_something(player):
    _guess(player, "child-hid-it")


@makes("proxy-teen-birthday", "blames-himself")
def my_own_mistake(player):
    _guess(player, "my-mistake")


@makes("proxy-teen-birthday", "used-password")
@makes("proxy-turns-adult", "used-password")
@makes("proxy-switch-records", "used-password")
def with_their_password(player):
    helper.use_password(practice=player.practice)


@makes("proxy-teen-birthday", "opened-all")
def everything_at_once(player):
    _leos_turn(player)
    parents.answer(grant=player.grant, is_yes=True, sections=["medicines", "messages", "results"])


# --- an adult child ---


def _ask(player, level="schedule", way="request"):
    player.skip(5)
    return helper.ask(practice=player.practice, form_key=uuid.uuid4(), way=way, level=level)


def _answer(player, is_yes):
    _ask(player)
    player.sit("patient")
    proxy.answer_request(grant=player.grant, is_yes=is_yes)


@passes("proxy-turns-adult")
def a_small_wish(player):
    _answer(player, is_yes=True)
    player.skip(5)


@makes("proxy-turns-adult", "asked-too-much")
def as_for_a_baby(player):
    _ask(player, level="results-notes")


@makes("proxy-turns-adult", "asked-too-much")
def a_bit_too_much(player):
    _ask(player, level="medicines-messages")


@makes("proxy-turns-adult", "came-with-papers")
def with_a_birth_certificate(player):
    helper.hand_in(grant=_ask(player, way="papers"), paper="birth-certificate")


@makes("proxy-turns-adult", "asked-as-parent")
def as_his_parent(player):
    with suppress(NotPossible):
        _ask(player, way="parent")


@makes("proxy-turns-adult", "gave-password")
def leo_gives_his_password(player):
    _ask(player)
    player.sit("patient")
    proxy.give_password(practice=player.practice)


@makes("proxy-turns-adult", "said-no")
def leo_says_no(player):
    _answer(player, is_yes=False)


# --- access that ends soon ---


@passes("proxy-renew")
def ask_look_renew(player):
    helper.open_record(grant=player.grant)
    player.open_medicine("lisinopril")
    helper.ask_to_renew(grant=player.grant)
    player.sit("patient")
    player.practice.log("proxy.activity_opened", request=player.grant.pk)
    proxy.renew(grant=player.grant)


@makes("proxy-renew", "renewed-blind")
def renew_without_a_look(player):
    helper.ask_to_renew(grant=player.grant)
    player.sit("patient")
    proxy.renew(grant=player.grant)


@makes("proxy-renew", "ended-it")
def end_it(player):
    player.sit("patient")
    proxy.end(grant=player.grant)


@makes("proxy-renew", "let-it-run-out")
def forget_it(player):
    player.skip(20)


@makes("proxy-renew", "gave-password")
def so_that_nothing_ends(player):
    player.sit("patient")
    proxy.give_password(practice=player.practice)


@makes("proxy-renew", "opened-more")
def show_him_more(player):
    player.sit("patient")
    proxy.change_level(grant=player.grant, level="results-notes")


# --- several records ---


def _ask_for_ruth(player):
    helper.open_record(grant=player.grant)
    player.ask("lisinopril", pharmacy="corner")


@passes("proxy-switch-records")
def there_and_back(player):
    _ask_for_ruth(player)
    helper.close_record(grant=player.grant)


@makes("proxy-switch-records", "wrong-record")
def in_leos_record(player):
    family.use_wrong_record(practice=player.practice, slug="leo")


@makes("proxy-switch-records", "forgot-to-switch-back")
def stay_in_her_record(player):
    _ask_for_ruth(player)
    player.skip(1)
