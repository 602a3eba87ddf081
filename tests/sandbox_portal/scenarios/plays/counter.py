"""How the mission at the pharmacy's counter is played: a part only, and a price that went up."""

from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.medicines import rules as medicines
from tests.sandbox_portal.scenarios.plays import makes, passes
from tests.sandbox_portal.scenarios.plays.medicines import stuck

TASK = "refill-part-and-price"
ASK = "Is there a medicine that costs less than the eye drops? They cost $95 since today, before it was $40."


def take(player):
    counter.take_part(request=stuck(player, "lisinopril"))


def until_then(player, answer):
    counter.answer_meantime(request=stuck(player, "eye-drops"), answer=answer)


@passes(TASK)
def all_of_it_for_less(player):
    take(player)
    until_then(player, "go-on")
    player.practice.log("drugs.opened", item="cyclosporine-generic", tier=3)
    player.write(ASK, subject="The price of the eye drops")
    player.skip(6)
    medicines.pick_up(request=stuck(player, "lisinopril"))
    medicines.pick_up(request=stuck(player, "eye-drops"))


@makes(TASK, "left-the-part")
def left_it_there(player):
    player.skip(2)


@makes(TASK, "rest-left")
def forgot_the_rest(player):
    take(player)
    player.skip(12)


@makes(TASK, "asked-twice")
def asked_again(player):
    assert player.is_refused("lisinopril")


@makes(TASK, "split")
def took_half(player):
    until_then(player, "split")


@makes(TASK, "stopped")
def stopped_it(player):
    until_then(player, "stop")


@makes(TASK, "paid-it")
def paid_it(player):
    medicines.pick_up(request=stuck(player, "eye-drops"))
