"""Which messages may cost money: one rule for the form, the review and the page about fees."""

from datetime import timedelta


def may_cost(policy, topic) -> bool:
    """True where this clinic may charge for a message about this topic."""
    return policy.message_fee.may_apply and topic in policy.message_fee.topics


def is_soon_after_visit(practice) -> bool:
    """True in the days after a visit in which the clinic charges for no message. No query."""
    days = practice.policy.message_fee.free_after_visit_days
    since = practice.today - timedelta(days=days)
    done = (visit.at.date() for visit in practice.chart.visits if visit.at and visit.at <= practice.now)
    return any(day > since for day in done)


def asks_fee(practice, thread) -> bool:
    """True where what is written in this conversation now may cost money. No query.

    Writing back is free, except where the clinic began the conversation and charges for answers too.
    """
    if not may_cost(practice.policy, thread.category) or is_soon_after_visit(practice):
        return False
    if not thread.chart_thread:
        return thread.is_draft
    began = practice.chart.thread(thread.chart_thread)
    is_clinics = began is not None and not began.messages[0].is_from_patient
    return is_clinics and not practice.policy.message_fee.free_when_clinic_began
