"""Plays Ruth and Sam through the sections' own actions, as their pages do."""

import uuid
from types import SimpleNamespace

from django.utils import translation

from sandbox_portal import actions
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios.models import ScenarioRun
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.messages import coaching
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.messages.models import Message, Thread
from sandbox_portal.sections.phone import rules as phone
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy
from sandbox_portal.sections.proxy.models import ProxyGrant


class Player:
    """One learner in one attempt at a task."""

    def __init__(self, learner, scenario, *, mode="guided", language="en"):
        self.learner, self.language = learner, language
        self.key = actions.start(
            learner=learner,
            organisation=learner.organisation,
            scenario=scenario,
            mode=mode,
            form_key=uuid.uuid4(),
            language=language,
        ).key

    @property
    def practice(self):
        """The practice as it stands in the database now."""
        return Practice.objects.for_learner(self.learner).get(key=self.key)

    @property
    def run(self):
        return ScenarioRun.objects.get(practice=self.practice)

    @property
    def passed(self):
        return [row.check_slug for row in self.run.passed.all()]

    @property
    def mistakes(self):
        return [row.check_slug for row in self.run.mistakes.all()]

    # --- the coach ---

    def skip(self, business_days):
        return actions.skip_ahead(practice=self.practice, business_days=business_days)

    def sit(self, seat):
        actions.switch_seat(practice=self.practice, to=seat)

    # --- messages ---

    def write(self, body, *, to="nurse-team", category="medicine", subject="Dry cough"):
        practice = self.practice
        thread = messages.begin(practice=practice, form_key=uuid.uuid4())
        thread.practice = practice
        messages.choose_category(thread=thread, category=category)
        messages.choose_recipient(thread=thread, member=to)
        return self._send(practice, Message.objects.get(thread=thread), body, subject)

    def finish_draft(self, body):
        """Sends the draft that stands in the inbox, with other words unless `body` is None."""
        practice = self.practice
        draft = Message.objects.drafts(practice).get()
        return self._send(practice, draft, body or draft.body, draft.thread.subject)

    def write_back(self, body):
        practice = self.practice
        thread = Thread.objects.for_practice(practice).last()
        thread.practice = practice
        draft = messages.begin_reply(practice=practice, form_key=uuid.uuid4(), thread=thread)
        return self._send(practice, draft, body, None)

    def _send(self, practice, message, body, subject):
        message.practice = message.thread.practice = practice
        messages.write(message=message, body=body, subject=subject, has_agreed_to_fee=True)
        with translation.override(self.language):
            points = coaching.points(practice, message)
        return messages.send(message=message, points=points)

    def read(self):
        practice = self.practice
        thread = Thread.objects.for_practice(practice).last()
        thread.practice = practice
        messages.open_thread(practice=practice, thread=thread)

    def call(self, about, item=""):
        if about == "message":
            item = Thread.objects.for_practice(self.practice).last().reference
        return phone.call(practice=self.practice, form_key=uuid.uuid4(), about=about, item=item)

    # --- medicines ---

    def ask(self, medicine, *, kind="refill", pharmacy="main-street", note=""):
        practice = self.practice
        request = medicines.start(practice=practice, form_key=uuid.uuid4(), medicine=medicine)
        request.practice = practice
        medicines.choose_kind(request=request, kind=kind)
        medicines.confirm(request=request, takes="as-told", left="few")
        medicines.choose_pharmacy(request=request, pharmacy=pharmacy)
        medicines.write_note(request=request, note=note)
        return medicines.submit(request=request)

    def is_refused(self, medicine, *, kind="refill"):
        """Tries to ask and says whether the portal said no."""
        try:
            self.ask(medicine, kind=kind)
        except medicines.NotPossible:
            return True
        return False

    def open_medicine(self, medicine):
        self.practice.log("medicines.opened", medicine=medicine)

    def follow(self, medicine):
        request = RefillRequest.objects.filter(practice__key=self.key, medicine=medicine).latest("pk")
        facts = {"request": request.pk, "medicine": medicine, "status": request.status}
        self.practice.log("refills.opened", **facts)

    # --- proxy access ---

    def invite(self, level="medicines-messages"):
        grant = proxy.start(practice=self.practice, form_key=uuid.uuid4(), person="sam")
        proxy.choose_level(grant=grant, level=level)
        return proxy.send(grant=grant)

    @property
    def grant(self):
        practice = self.practice
        grant = ProxyGrant.objects.for_practice(practice).latest("pk")
        grant.practice = practice
        return grant

    def accept(self, code=None, birthday=None):
        """Accepts with the code of the letter and the birth date on Sam's card, unless told otherwise."""
        grant = self.grant
        born = birthday or grant.practice.chart.relation(grant.person).birth_date
        return helper.accept(grant=grant, code=code or grant.code, birth_date=born)


def words_of_the_worked_example(scenario, language):
    """Returns the message that a task's last hint shows between quotation marks."""
    hint = scenario.texts["hints"][-1][language]
    return SimpleNamespace(body=hint.split("“")[1].split("”")[0])
