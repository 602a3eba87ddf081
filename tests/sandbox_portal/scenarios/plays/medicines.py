"""How the medicine missions are played."""

from sandbox_portal.sections.medicines import pharmacy
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.medicines.models import RefillRequest
from tests.sandbox_portal.scenarios.plays import MISTAKES, PASSES, makes, passes


@passes("refill-in-time")
def in_time(player):
    player.ask("lisinopril", pharmacy="corner")
    player.skip(3)
    player.follow("lisinopril")


@makes("refill-in-time", "closed-pharmacy")
def at_the_closed_one(player):
    player.ask("lisinopril", pharmacy="main-street")


@makes("refill-in-time", "mail-too-slow")
def by_mail(player):
    player.ask("lisinopril", pharmacy="lakeside-mail")


@makes("refill-in-time", "renewal-instead")
def a_renewal(player):
    player.ask("lisinopril", pharmacy="corner", kind="renewal")


@makes("refill-in-time", "ran-out")
def too_late(player):
    player.skip(3)


@makes("refill-in-time", "too-soon")
def eye_drops(player):
    assert player.is_refused("eye-drops")


@makes("refill-in-time", "other-medicine")
def metformin(player):
    player.ask("metformin", kind="renewal")


@makes("refill-in-time", "symptom-in-note")
@makes("refill-or-renewal", "symptom-in-note")
def a_symptom(player):
    player.practice.log("refills.stopped")


@makes("refill-in-time", "ready-not-seen")
def left_there(player):
    in_time_but_not_seen(player)
    player.skip(5)


def in_time_but_not_seen(player):
    player.ask("lisinopril", pharmacy="corner")
    player.skip(3)


@passes("refill-or-renewal")
def each_its_own_way(player):
    player.ask("lisinopril")
    player.ask("metformin", kind="renewal")
    player.call("medicine", "oxycodone")
    player.open_medicine("eye-drops")
    player.skip(3)
    player.follow("metformin")


def _refused(medicine):
    def play(player):
        assert player.is_refused(medicine)

    play.__name__ = f"ask_for_{medicine}"
    return play


for _medicine, _mistake in (
    ("metformin", "refill-without-refills"),
    ("eye-drops", "eye-drops-too-soon"),
    ("oxycodone", "controlled-in-portal"),
):
    makes("refill-or-renewal", _mistake)(_refused(_medicine))


@makes("refill-or-renewal", "call-not-needed")
def a_call_about_lisinopril(player):
    player.call("medicine", "lisinopril")


@makes("refill-or-renewal", "renewal-with-refills")
def a_renewal_with_refills(player):
    player.ask("lisinopril", kind="renewal")


@makes("refill-or-renewal", "controlled-by-message")
def oxycodone_by_message(player):
    player.write("Can you renew my Oxycodone 5 mg?", category="refill", subject="Knee")


@makes("refill-or-renewal", "ran-out")
def nothing_in_time(player):
    player.skip(5)


def stuck(player, medicine):
    request = RefillRequest.objects.get(practice__key=player.key, medicine=medicine)
    request.practice = player.practice
    return request


@passes("refill-held-up")
def both_going(player):
    pharmacy.send_elsewhere(request=stuck(player, "lisinopril"), pharmacy="corner")
    pharmacy.ask_approval(request=stuck(player, "eye-drops"))
    player.skip(2)
    medicines.pick_up(request=stuck(player, "lisinopril"))
    player.skip(10)


@makes("refill-held-up", "waited")
def waited_for_the_pharmacy(player):
    player.skip(2)


@makes("refill-held-up", "by-mail")
def sent_it_by_mail(player):
    pharmacy.send_elsewhere(request=stuck(player, "lisinopril"), pharmacy="lakeside-mail")


@makes("refill-held-up", "asked-twice")
def asked_for_it_again(player):
    assert player.is_refused("lisinopril")


@makes("refill-held-up", "nobody-asked")
def waited_for_the_insurance(player):
    player.skip(3)


# The same task in another portal: the very same acts.
PASSES["refill-other-portal"] = PASSES["refill-in-time"]
MISTAKES.update(
    {
        ("refill-other-portal", slug): found
        for (task, slug), found in MISTAKES.items()
        if task == "refill-in-time"
    }
)
