"""How the message missions are played."""

from sandbox_portal.sections.messages import cards
from tests.sandbox_portal.scenarios.plays import makes, passes

CLEAR = {
    "en": "Can Lisinopril cause a dry cough? I have had a cough for 2 weeks, mostly at night. I take "
    "Lisinopril 10 mg each morning. I tried tea with honey. It is not urgent.",
    "es": "¿Puede el Lisinopril causar tos seca? Tengo tos desde hace 2 semanas, sobre todo de noche. Tomo "
    "Lisinopril 10 mg cada mañana. Probé té con miel. No es urgente.",
}
AGAIN = "Can my son Sam come to my visit? I asked on Friday and have no answer yet."


@passes("message-side-effect")
def a_clear_message(player):
    player.write(CLEAR[player.language])
    player.skip(3)
    player.read()


@makes("message-side-effect", "no-clear-question")
def no_question(player):
    player.write("I have a cough. I take Lisinopril 10 mg since 2 weeks.")


@makes("message-side-effect", "no-medicine-named")
def no_medicine(player):
    player.write("Can you help me with my cough? It began 2 weeks ago.")


@makes("message-side-effect", "shouting-subject")
def shouting(player):
    player.write(CLEAR["en"], subject="URGENT!!")


@makes("message-side-effect", "many-topics")
def three_things(player):
    player.write(CLEAR["en"] + " Also, when is my next visit? And can you explain my bill?")


@makes("message-side-effect", "wrong-team")
def to_billing(player):
    player.write(CLEAR["en"], to="billing-office", category="billing")


@makes("message-side-effect", "wrong-team")
def to_the_front_desk(player):
    player.write(CLEAR["en"], to="front-desk", category="form")


@makes("message-side-effect", "controlled-medicine")
def about_oxycodone(player):
    player.write("Can you refill my Oxycodone 5 mg? It is for my knee, since Monday.")


@makes("message-side-effect", "sent-twice")
def twice(player):
    player.write("I have a cough.")
    player.write("I have a cough.")


@makes("message-side-effect", "answer-not-read")
def never_opened(player):
    player.write(CLEAR["en"])
    player.skip(3)
    player.skip(1)


@makes("message-side-effect", "emergency-by-message")
def stopped(player):
    player.practice.log("messages.stopped")


@passes("message-no-reply")
def write_back(player):
    player.read()
    player.skip(3)
    player.write_back(AGAIN)
    player.skip(1)
    player.read()


@passes("message-no-reply")
def call_them(player):
    player.read()
    player.skip(3)
    player.call("message")
    player.skip(1)
    player.read()


@makes("message-no-reply", "too-early")
def back_at_once(player):
    player.write_back("Can you tell me if Sam may come?")


@makes("message-no-reply", "called-too-early")
def call_at_once(player):
    player.call("message")


@makes("message-no-reply", "new-message")
def a_new_one(player):
    player.skip(3)
    player.write("Can Sam come to my visit?", to="front-desk", category="appointment")


@makes("message-no-reply", "kept-waiting")
def wait_on_and_on(player):
    player.skip(3)
    player.skip(5)


@makes("message-no-reply", "answer-not-read")
def ask_and_never_look(player):
    player.skip(3)
    player.write_back(AGAIN)
    player.skip(5)


@makes("message-no-reply", "emergency-by-message")
def stopped_again(player):
    player.practice.log("messages.stopped")


# --- a long draft, and one that should be a call ---

FIVE_LINES = {
    "en": "Can Lisinopril make me dizzy? For 4 days I have felt dizzy in the morning when I get up. I take "
    "Lisinopril 10 mg each morning. I sat down and it helped. Should I change anything?",
    "es": "¿Me puede marear el Lisinopril? Desde hace 4 días me mareo por la mañana al levantarme. Tomo "
    "Lisinopril 10 mg cada mañana. Me senté y me ayudó. ¿Debo cambiar algo?",
}


@passes("message-ramble")
def five_lines(player):
    player.finish_draft(FIVE_LINES[player.language])


@makes("message-ramble", "sent-as-it-was")
def unchanged(player):
    player.finish_draft(None)


@makes("message-ramble", "two-topics")
def with_the_bill(player):
    player.finish_draft(FIVE_LINES["en"] + " Also, can you explain my bill?")


@makes("message-ramble", "question-last")
def hello_first(player):
    player.finish_draft(
        "I was dizzy in the morning for 4 days and I did not like it at all. I take Lisinopril 10 mg. I sat "
        "down. Is it from the pill?"
    )


@makes("message-ramble", "too-short")
def one_line(player):
    player.finish_draft("Can my pill make me dizzy?")


@makes("message-ramble", "emergency-by-message")
@makes("message-must-call", "emergency-by-message")
@makes("proxy-pressure", "emergency-by-message")
def stopped_as_well(player):
    player.practice.log("messages.stopped")


@passes("message-must-call")
def call_about_the_leg(player):
    player.call("other")


@makes("message-must-call", "sent-it")
def send_the_leg(player):
    player.finish_draft(None)


@makes("message-must-call", "waited")
def let_it_pass(player):
    player.skip(1)


@makes("message-must-call", "call-about-the-message")
def call_about_something_else(player):
    player.call("medicine", "lisinopril")


@passes("message-taken-back")
def call_about_it(player):
    player.read()
    player.call("message")
    player.skip(1)
    player.read()


@makes("message-taken-back", "not-opened")
def left_closed(player):
    player.skip(1)


@makes("message-taken-back", "said-nothing")
def said_nothing(player):
    player.read()
    player.skip(1)


@makes("message-taken-back", "new-message")
def another_message(player):
    player.write("Is this answer for me? It came today.", to="front-desk", category="form")


# --- five cards ---


def sort(player, **ways):
    """Sorts each card as the trainer says, but for those named with another way."""
    for slug in cards.CARDS:
        item = cards.DRILL.items[slug]
        cards.sort(practice=player.practice, item=item, way=ways.get(slug.replace("-", "_"), item.right))


@passes("message-five-cards")
def all_five(player):
    sort(player)


@makes("message-five-cards", "missed-emergency")
def a_message_about_the_chest(player):
    sort(player, chest_tight="message")


@makes("message-five-cards", "missed-emergency")
def a_call_about_the_chest(player):
    sort(player, chest_tight="call")


@makes("message-five-cards", "waits-with-today")
def a_message_about_the_eye(player):
    sort(player, new_floaters="message")


@makes("message-five-cards", "calls-for-what-can-wait")
def a_call_about_the_bill(player):
    sort(player, bill_twice="call")


@makes("message-five-cards", "emergency-for-less")
def an_ambulance_for_a_cut(player):
    sort(player, wound_red="emergency")
