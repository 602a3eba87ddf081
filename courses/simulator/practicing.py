"""Simulated learners practise: each task played through the rules of the portal's sections."""

import uuid

from courses.simulator import elsewhere, keeping
from sandbox_portal import actions
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.messages import coaching
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.messages.models import Message, Thread
from sandbox_portal.sections.phone import rules as phone
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy

ASKS = {
    "en": (
        "A cough since my new medicine",
        "Can my Lisinopril cause a dry cough? I have had the cough for two weeks, mostly at night. "
        "I take Lisinopril 10 mg each morning. It can wait some days.",
    ),
    "es": (
        "Tos desde mi medicina nueva",
        "¿Puede mi Lisinopril causar tos seca? Tengo la tos desde hace dos semanas, sobre todo de noche. "
        "Tomo Lisinopril de 10 mg cada mañana. Puede esperar unos días.",
    ),
}
FOLLOW_UP = {
    "en": "I have not had an answer yet. Can my son come with me to my visit?",
    "es": "Todavía no tengo respuesta. ¿Puede mi hijo venir conmigo a la cita?",
}
MOST_HINTS = 3


def practise(*, learner, organisation, scenario, how, language, dice):
    """Plays one task: alone, with hints, with an ending mistake and once more, or given up half-way."""
    player = PLAYERS[scenario.slug]
    if how == "after-a-mistake":
        practice = _start(learner, organisation, scenario, language, dice)
        _Player(practice, language, dice).err(scenario.slug)
        if dice.random() < 0.35:
            return
    practice = _start(learner, organisation, scenario, language, dice)
    play = _Player(practice, language, dice)
    if how != "alone":
        for step in range(1, dice.randint(1, MOST_HINTS) + 1):
            actions.ask_for_hint(practice=practice, step=step)
    if how != "gave-up":
        player(play)


def _start(learner, organisation, scenario, language, dice):
    return actions.start(
        learner=learner,
        organisation=organisation,
        form_key=_key(dice),
        scenario=scenario,
        mode="guided",
        language=language,
    )


def _key(dice):
    return uuid.UUID(int=dice.getrandbits(128), version=4)


class _Player:
    """The hands of a simulated learner in one practice."""

    def __init__(self, practice, language, dice):
        self.practice, self.language, self.dice = practice, language, dice

    def key(self):
        return _key(self.dice)

    def skip(self, business_days):
        actions.skip_ahead(practice=self.practice, business_days=business_days)

    def err(self, slug):
        """Makes a mistake that ends the task."""
        if slug in MISTAKES:
            MISTAKES[slug](self)
        elif slug.startswith("message"):
            self.send(category="billing") if slug == "message-side-effect" else self.keep_waiting()
        elif slug == "refill-in-time":
            self.ask_for("lisinopril", "refill", "lakeside-mail")
        elif slug == "refill-or-renewal":
            self.ask_for("lisinopril", "renewal", "corner")
        else:
            proxy.give_password(practice=self.practice)

    # --- messages -----------------------------------------------------------------------------------

    def send(self, category="medicine"):
        thread = messages.begin(practice=self.practice, form_key=self.key())
        messages.choose_category(thread=thread, category=category)
        member = messages.recipients(self.practice, category)[0]
        messages.choose_recipient(thread=thread, member=member.id)
        draft = Message.objects.drafts(self.practice).get(thread=thread)
        draft.thread, draft.practice = thread, self.practice
        subject, body = ASKS[self.language]
        messages.write(message=draft, subject=subject, body=body, has_agreed_to_fee=True)
        self._send(draft)
        return thread

    def _send(self, draft):
        messages.send(message=draft, points=coaching.points(self.practice, draft))

    def waiting_thread(self):
        thread = Thread.objects.for_practice(self.practice).first()
        thread.practice = self.practice
        return thread

    def read(self, thread):
        messages.open_thread(practice=self.practice, thread=thread)

    def keep_waiting(self):
        self.practice.log("messages.opened", thread=self.waiting_thread().reference, has_new_answer=False)
        self.skip(self.practice.policy.reply_business_days + 1)
        self.skip(3)

    def side_effect(self):
        thread = self.send()
        self.skip(self.practice.policy.reply_business_days)
        self.read(thread)

    def no_reply(self):
        thread = self.waiting_thread()
        self.practice.log("messages.opened", thread=thread.reference, has_new_answer=False)
        self.skip(self.practice.policy.reply_business_days)
        if self.dice.random() < 0.5:
            phone.call(practice=self.practice, form_key=self.key(), about="message", item=thread.reference)
        else:
            draft = messages.begin_reply(practice=self.practice, form_key=self.key(), thread=thread)
            draft.thread, draft.practice = thread, self.practice
            messages.write(message=draft, body=FOLLOW_UP[self.language])
            self._send(draft)
        self.skip(2)
        self.read(thread)

    # --- medicines ----------------------------------------------------------------------------------

    def ask_for(self, medicine, kind, pharmacy):
        draft = medicines.start(practice=self.practice, form_key=self.key(), medicine=medicine)
        draft.practice = self.practice
        medicines.choose_kind(request=draft, kind=kind)
        medicines.confirm(request=draft, takes="as-told", left="few")
        medicines.choose_pharmacy(request=draft, pharmacy=pharmacy)
        return medicines.submit(request=draft)

    def look_at(self, request):
        now = RefillRequest.objects.get(pk=request.pk)
        self.practice.log("refills.opened", request=now.pk, medicine=now.medicine, status=now.status)

    def refill(self):
        request = self.ask_for("lisinopril", "refill", "corner")
        self.skip(2)
        self.look_at(request)

    def refill_or_renewal(self):
        self.ask_for("lisinopril", "refill", "corner")
        renewal = self.ask_for("metformin", "renewal", "corner")
        phone.call(practice=self.practice, form_key=self.key(), about="medicine", item="oxycodone")
        self.practice.log("medicines.opened", medicine="eye-drops")
        self.skip(self.practice.policy.refill_business_days)
        self.look_at(renewal)

    # --- proxy --------------------------------------------------------------------------------------

    def invite_son(self):
        grant = proxy.start(practice=self.practice, form_key=self.key(), person="sam")
        grant.practice = self.practice
        proxy.choose_level(grant=grant, level="medicines-messages")
        grant = proxy.send(grant=grant)
        actions.switch_seat(practice=self.practice, to="proxy")
        sam = self.practice.chart.relation("sam")
        helper.accept(grant=grant, code=grant.code, birth_date=sam.birth_date)
        self.skip(self.practice.policy.proxy.review_business_days)
        grant = proxy.grants(self.practice).get(pk=grant.pk)
        grant.practice = self.practice
        helper.open_record(grant=grant)
        self.practice.log("medicines.opened", medicine="lisinopril")

    def limit_and_end(self):
        grant = proxy.grants(self.practice).first()
        grant.practice = self.practice
        self.practice.log("proxy.activity_opened", request=grant.pk)
        proxy.change_level(grant=grant, level="schedule")
        self.skip(10)
        grant = proxy.grants(self.practice).get(pk=grant.pk)
        grant.practice = self.practice
        proxy.end(grant=grant)


PLAYERS = {
    "message-side-effect": _Player.side_effect,
    "message-no-reply": _Player.no_reply,
    "refill-in-time": _Player.refill,
    "refill-or-renewal": _Player.refill_or_renewal,
    "proxy-invite-son": _Player.invite_son,
    "proxy-limit-and-end": _Player.limit_and_end,
    **keeping.PLAYERS,
    **elsewhere.PLAYERS,
}
MISTAKES = keeping.MISTAKES | elsewhere.MISTAKES
