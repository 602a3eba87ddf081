"""A request that was answered before a task begins."""

from datetime import timedelta

from sandbox_portal import transitions
from sandbox_portal.scenarios import openings
from sandbox_portal.sections.corrections.models import Amendment, Fault, Proof
from sandbox_portal.sections.corrections.states import State


@openings.opening("corrections.denied")
def denied(practice, visit, line, fault=Fault.WRONG_FACT, proof=Proof.NONE, days_ago=70, words=None):
    """A request about one line of a visit's papers was sent some time ago, and the answer is a no."""
    sent = practice.now - timedelta(days=days_ago)
    language = "es" if practice.learner.language.startswith("es") else "en"
    told = {name: text[language] for name, text in (words or {}).items()}
    request = Amendment.objects.create(
        practice=practice,
        seat=practice.seat,
        visit=visit,
        line=line,
        fault=fault,
        proof=proof,
        wrong=told.get("wrong", ""),
        right=told.get("right", ""),
        submitted_at=sent,
        due_on=sent.date() + timedelta(days=practice.policy.amendment_days),
    )
    with practice.at(sent):
        transitions.begin(request, by=practice.seat)
        transitions.move(request, State.SUBMITTED, by=practice.seat)
        transitions.move(request, State.RECEIVED, by="clinic")
        transitions.move(request, State.REVIEW, by="clinic")
    transitions.move(request, State.DENIED, by="clinic", reason="nothing-to-go-by")
    return request
