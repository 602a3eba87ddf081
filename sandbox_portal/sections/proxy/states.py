"""The states of one person's access to another's record, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    INVITED = "invited", _("Invited")
    INVITE_EXPIRED = "invite-expired", _("The invitation ran out")
    ACCEPTED = "accepted", _("Accepted")
    AWAITING_PATIENT = "awaiting-patient", _("Waiting for the patient’s yes")
    AWAITING_DOCUMENTS = "awaiting-documents", _("Waiting for papers")
    CLINIC_REVIEW = "clinic-review", _("The clinic is checking")
    ACTIVE_LIMITED = "active-limited", _("Active, with limits")
    ACTIVE_FULL = "active-full", _("Active, full access")
    EXPIRING = "expiring", _("Ends soon")
    EXPIRED = "expired", _("Ended on its end date")
    REVOKED = "revoked", _("Ended by the patient")
    SUSPENDED = "suspended", _("On hold")
    AGED_OUT = "aged-out", _("Ended because of age")
    DENIED = "denied", _("The clinic said no")


_RUNNING = {
    State.ACTIVE_LIMITED, State.ACTIVE_FULL, State.EXPIRING, State.EXPIRED, State.REVOKED, State.SUSPENDED,
    State.AGED_OUT,
}  # fmt: skip
_WAYS = {
    State.DRAFT: {State.INVITED, State.AWAITING_PATIENT, State.AWAITING_DOCUMENTS},
    State.INVITED: {State.ACCEPTED, State.INVITE_EXPIRED, State.REVOKED},
    State.INVITE_EXPIRED: {State.INVITED, State.REVOKED},
    State.AWAITING_PATIENT: {State.ACCEPTED, State.DENIED, State.REVOKED},
    # A teen's own yes is asked where the clinic wants it, and anew when a child becomes a teen.
    State.AWAITING_DOCUMENTS: {State.AWAITING_PATIENT, State.CLINIC_REVIEW, State.DENIED, State.REVOKED},
    State.ACCEPTED: {State.CLINIC_REVIEW, State.REVOKED},
    State.CLINIC_REVIEW: {
        State.ACTIVE_LIMITED, State.ACTIVE_FULL, State.AWAITING_PATIENT, State.DENIED, State.REVOKED,
    },  # fmt: skip
    State.ACTIVE_LIMITED: _RUNNING | {State.AWAITING_PATIENT},
    State.ACTIVE_FULL: _RUNNING | {State.AWAITING_PATIENT},
    State.EXPIRING: _RUNNING - {State.EXPIRING},
    State.SUSPENDED: (_RUNNING - {State.SUSPENDED, State.EXPIRING}) | {State.CLINIC_REVIEW},
}
MACHINE = Machine(State.DRAFT, _WAYS)
ACTIVE = (State.ACTIVE_LIMITED, State.ACTIVE_FULL, State.EXPIRING)
PENDING = (
    State.INVITED, State.INVITE_EXPIRED, State.ACCEPTED, State.AWAITING_PATIENT, State.AWAITING_DOCUMENTS,
    State.CLINIC_REVIEW,
)  # fmt: skip
STANDING = (*PENDING, *ACTIVE, State.SUSPENDED)
"""Not over: the same person cannot be invited a second time."""
