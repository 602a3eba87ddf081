"""Simulated learners in the other parts: the menu, visits, bills, home readings, alerts, who looked.

Each takes the `_Player` of `practicing.py`; each is right, and once wrong.
"""

from decimal import Decimal

from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.appointments import agenda, booking, changing, slots
from sandbox_portal.sections.bills import rules as bills
from sandbox_portal.sections.bills.cards import CARDS
from sandbox_portal.sections.long_term import rules as long_term
from sandbox_portal.sections.long_term.models import What
from sandbox_portal.sections.phone import rules as phone
from sandbox_portal.sections.privacy import rules as privacy
from sandbox_portal.sections.privacy import shelf
from sandbox_portal.sections.profile import rules as profile

WORDS = {
    "en": ("My hip hurts when I climb stairs, for 3 weeks.", "How long will it hurt?"),
    "es": ("Me duele la cadera al subir escaleras, desde hace 3 semanas.", "¿Cuánto tiempo va a doler?"),
}


def hunt(play):
    """Opens six things by the menu."""
    log = play.practice.log
    log("appointments.opened", item="diabetes-check")
    log("results.opened", item="cholesterol")
    log("medicines.opened", medicine="metformin")
    log("notes.opened", item="knee-visit")
    log("messages.opened", thread="bill-question", has_new_answer=False)
    log("bills.opened", item="eye")


def call_instead_of_looking(play):
    """Calls the clinic for what stands in the portal."""
    phone.call(practice=play.practice, form_key=play.key(), about="other", item="")


def get_letter(play):
    """Asks for the note for work and opens it when it is there."""
    play.practice.log("documents.letter_asked", item="work")
    play.skip(1)
    play.practice.log("documents.opened", item="letter-work")


def get_another_letter(play):
    """Asks for the letter for a school."""
    play.practice.log("documents.letter_asked", item="school")


def see_who_looked(play):
    """Finds the stranger in the log, reports it, and changes the password."""
    play.practice.log("privacy.opened", item="stranger-in", kind="stranger")
    form = {"practice": play.practice, "form_key": play.key()}
    privacy.report(**form, row="stranger-in", kind="stranger", why="not-me")
    form["form_key"] = play.key()
    privacy.change_passphrase(**form, sample="four-words", ends_others=True, has_stranger=True)


def keep_the_password(play):
    """Signs the stranger out and leaves the password as it is."""
    privacy.sign_out(practice=play.practice, device=shelf.device("unknown"))
    play.skip(1)


def book_visit(play):
    """Books the right visit, writes down a question and takes the date to the calendar."""
    made = _book(play, "new-problem")
    viewing = viewings.of(play.practice)
    row = changing.touch(
        practice=play.practice, record="patient", entry=agenda.entry(viewing, made.reference)
    )
    changing.prepare(booking=row, questions=[WORDS[play.language][1]])
    play.practice.log("visits.calendar_taken", visit=made.reference)


def book_check_up(play):
    """Books the yearly check-up for a new problem."""
    _book(play, "check-up")


def _book(play, kind):
    practice = play.practice
    draft = booking.start(practice=practice, record="patient", form_key=play.key())
    draft.practice = practice
    booking.choose_kind(booking=draft, kind=kind)
    booking.choose_way(booking=draft, way="in-person")
    booking.choose_clinician(booking=draft, chart=practice.chart, clinician="dr-okafor")
    morning = next(time for time in slots.free(practice.policy, practice.now, set()) if time.hour < 12)
    booking.choose_time(booking=draft, starts_at=morning, taken=set())
    booking.write_reason(booking=draft, words=WORDS[play.language][0])
    return booking.submit(booking=draft, chart=practice.chart, taken=set())


def wait_for_bill(play):
    """Lays the plan's letter beside the bill, waits until it is final, and pays it."""
    play.skip(5)
    play.practice.log("bills.compared", item="skin", has_letter=True)
    made = _pay(play, 3000)
    play.practice.log("bills.receipt_taken", payment=made.pk, item="skin")


def pay_too_early(play):
    """Pays while the plan has not answered yet."""
    _pay(play, 3000)


def _pay(play, cents):
    practice = play.practice
    made = bills.draft_payment(
        practice=practice,
        form_key=play.key(),
        bill=practice.chart.bill("skin"),
        cents=cents,
        card=CARDS["blue"],
    )
    made.practice = practice
    return bills.pay(payment=made)


def note_readings(play):
    """Notes blood pressure and sugar, reads the trend and sets a small goal."""
    _note(play, What.PRESSURE, 136, 84, "seated")
    _note(play, What.SUGAR, 128, None, "fasting")
    play.practice.log("readings.trend_answered", what="pressure", answer="better", is_right=True)
    _goal(play, "one-a-day")


def set_too_big_a_goal(play):
    """Sets a goal that nobody keeps."""
    _goal(play, "every-day")


def call_in_danger(play):
    """Measures twice, and calls the emergency number."""
    _note(play, What.PRESSURE, 192, 118, "seated")
    _note(play, What.PRESSURE, 190, 116, "seated")
    long_term.call(practice=play.practice, who="emergency", has_signs=True)


def wait_in_danger(play):
    """Waits until tomorrow with a dangerous reading."""
    _note(play, What.PRESSURE, 192, 118, "seated")
    play.skip(1)


def _note(play, what, first, second, context):
    first, second = Decimal(first), second and Decimal(second)
    numbers = {"what": what, "first": first, "second": second, "context": context}
    long_term.note(practice=play.practice, form_key=play.key(), **numbers)


def _goal(play, how):
    long_term.choose_goal(practice=play.practice, form_key=play.key(), goal="walk", how=how)


def set_alerts(play):
    """Chooses a way for each kind of news and gives the new address."""
    for what, value in (("result", "email"), ("visit", "text"), ("bill", "mail")):
        alerts.choose(practice=play.practice, form_key=play.key(), what=what, value=value)
    change = profile.choose(practice=play.practice, form_key=play.key(), field="email", value="ruth-new")
    change.practice = play.practice
    profile.confirm(change=change)
    profile.verify(change=change, code=change.code)


def turn_alerts_off(play):
    """Turns the reminders of visits off."""
    alerts.choose(practice=play.practice, form_key=play.key(), what="visit", value="")


PLAYERS = {
    "treasure-hunt": hunt,
    "letter-for-work": get_letter,
    "privacy-who-looked": see_who_looked,
    "visit-book-right": book_visit,
    "bill-or-letter": wait_for_bill,
    "readings-and-goal": note_readings,
    "reading-crisis": call_in_danger,
    "alerts-your-way": set_alerts,
}
MISTAKES = {
    "treasure-hunt": call_instead_of_looking,
    "letter-for-work": get_another_letter,
    "privacy-who-looked": keep_the_password,
    "visit-book-right": book_check_up,
    "bill-or-letter": pay_too_early,
    "readings-and-goal": set_too_big_a_goal,
    "reading-crisis": wait_in_danger,
    "alerts-your-way": turn_alerts_off,
}
