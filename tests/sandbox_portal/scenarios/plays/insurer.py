"""How the missions in the health plan's portal about a doctor and about a yes are played."""

from tests.sandbox_portal.scenarios.plays import makes, passes


def search(player, field="foot", *, only_network=True):
    player.practice.log("network.searched", field=field, found=2, only_network=only_network)


def look_at(player, doctor, *, is_in_network=True):
    player.practice.log("network.opened", item=doctor, is_in_network=is_in_network)


@passes("insurance-foot-doctor")
def one_in_the_network(player):
    search(player)
    look_at(player, "ivers")
    player.practice.log("coverage.opened")


@passes("insurance-foot-doctor")
def the_price_first_and_everybody_listed(player):
    player.practice.log("coverage.opened")
    search(player, only_network=False)
    look_at(player, "ivers")


@makes("insurance-foot-doctor", "out-of-network")
def the_one_of_may(player):
    look_at(player, "brandt", is_in_network=False)


@makes("insurance-foot-doctor", "takes-nobody")
def one_who_is_full(player):
    look_at(player, "cole")


@makes("insurance-foot-doctor", "other-field")
def a_skin_doctor(player):
    search(player, "skin")


@makes("insurance-foot-doctor", "old-card")
def the_old_plan(player):
    player.practice.log("coverage.card_opened", item="meadow-basic", is_in_force=False)


# --- a yes is no promise ---


def say(player, item, answer):
    is_right = answer in ("share", "look")
    player.practice.log("claims.meaning_said", item=item, answer=answer, is_right=is_right)


def open_the_yes(player):
    player.practice.log("approvals.opened", item="auth-eye-scan", state="yes")


def read_the_knee(player):
    say(player, "claim-knee", "look")
    player.practice.log("claims.letter_opened", item="claim-knee", outcome="paid")


@passes("insurance-yes-no-promise")
def read_and_called(player):
    open_the_yes(player)
    say(player, "auth-eye-scan", "share")
    player.call("other")
    read_the_knee(player)


@passes("insurance-yes-no-promise")
def the_knee_first(player):
    read_the_knee(player)
    open_the_yes(player)
    player.call("bill")
    say(player, "auth-eye-scan", "share")


@makes("insurance-yes-no-promise", "promise-to-pay")
def all_of_it(player):
    say(player, "auth-eye-scan", "all-paid")


@makes("insurance-yes-no-promise", "any-day")
def some_day(player):
    say(player, "auth-eye-scan", "any-day")


@makes("insurance-yes-no-promise", "done-is-paid")
def nothing_left(player):
    say(player, "claim-knee", "nothing-left")


@makes("insurance-yes-no-promise", "pays-the-plan")
def to_the_plan(player):
    say(player, "claim-knee", "pay-plan")


@makes("insurance-yes-no-promise", "ran-out")
def too_late_for_the_yes(player):
    open_the_yes(player)
    player.skip(6)
