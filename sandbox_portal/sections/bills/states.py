"""The states of a payment, of a payment plan, and of something asked of the billing office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine


class Pay(models.TextChoices):
    DRAFT = "draft", _("Not paid yet")
    ACCEPTED = "accepted", _("Paid")
    DECLINED = "declined", _("The card was declined")
    REFUNDED = "refunded", _("Paid back to you")


PAY = Machine(Pay.DRAFT, {Pay.DRAFT: {Pay.ACCEPTED, Pay.DECLINED}, Pay.ACCEPTED: {Pay.REFUNDED}})


class Plan(models.TextChoices):
    DRAFT = "draft", _("Not started yet")
    ACTIVE = "active", _("Running")
    MISSED = "missed", _("A payment was missed")
    DONE = "done", _("All paid")
    ENDED = "ended", _("You ended it")


PLAN = Machine(
    Plan.DRAFT,
    {
        Plan.DRAFT: {Plan.ACTIVE},
        Plan.ACTIVE: {Plan.MISSED, Plan.DONE, Plan.ENDED},
        Plan.MISSED: {Plan.ACTIVE, Plan.DONE, Plan.ENDED},
    },
)
RUNNING = (Plan.ACTIVE, Plan.MISSED)


class Kind(models.TextChoices):
    """What is asked of the billing office."""

    QUESTION = "question", _("Question about a bill")
    ESTIMATE = "estimate", _("Estimate")
    HELP = "help", _("Help with costs")
    REFUND = "refund", _("Refund")
    ITEMIZED = "itemized", _("Itemized bill")


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent")
    WORKING = "working", _("The billing office is looking at it")
    NEEDS_PAPERS = "needs-papers", _("They need a paper from you")
    ANSWERED = "answered", _("Answered")
    CORRECTED = "corrected", _("The bill was corrected")
    UPHELD = "upheld", _("The bill stays as it is")
    ISSUED = "issued", _("Your estimate is here")
    ARRIVED = "arrived", _("Your itemized bill is here")
    APPROVED = "approved", _("The answer is yes")
    DENIED = "denied", _("The answer is no")
    WITHDRAWN = "withdrawn", _("You took it back")


ASK = Machine(
    State.DRAFT,
    {
        State.DRAFT: {State.SENT},
        State.SENT: {State.WORKING, State.WITHDRAWN},
        State.WORKING: {
            State.NEEDS_PAPERS, State.ANSWERED, State.CORRECTED, State.UPHELD, State.ISSUED, State.ARRIVED,
            State.APPROVED, State.DENIED,
        },
        State.NEEDS_PAPERS: {State.WORKING, State.WITHDRAWN},
    },
)  # fmt: skip
OPEN = (State.SENT, State.WORKING, State.NEEDS_PAPERS)
"""Sent and not answered: the bill is on hold meanwhile, and asking again would be asking twice."""
