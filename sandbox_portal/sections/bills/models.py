"""Payments, payment plans, what was asked of the billing office, and standing choices such as autopay.

No card number is ever stored: `card` says which of the invented person's practice cards was used.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.bills import states
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class OwnQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the rows of one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def sent(self):
        """Returns what is no draft any more."""
        return self.exclude(status="draft")

    def of(self, bill):
        """Returns the rows about one bill."""
        return self.filter(bill=bill)

    def with_statuses(self):
        """Returns rows with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class Payment(models.Model):
    """One payment of the invented person's money for an invented bill."""

    class How(models.TextChoices):
        CARD = "card", _("Card")
        PLAN = "plan", _("Payment plan")
        AUTOPAY = "autopay", _("Autopay")
        GUEST = "guest", _("As a guest")

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click pays once only",
        "seat": "whose part the learner played",
        "bill": "which invented bill was paid",
        "cents": "how much pretend money",
        "card": "which practice card was used; a number is never kept",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    bill = models.CharField(max_length=64)
    cents = models.PositiveIntegerField()
    card = models.CharField(max_length=12)
    how = models.CharField(max_length=8, choices=How.choices, default=How.CARD)
    made_at = models.DateTimeField()
    status = models.CharField(max_length=16, default=states.Pay.DRAFT)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_payment_a_form")]

    def __str__(self):
        return f"{self.cents} cents for {self.bill} ({self.status})"


class PaymentStatus(StatusRow):
    """A state that a payment entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.PAY

    item = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="statuses")


class PaymentPlan(models.Model):
    """A bill paid in small parts, one a month."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click makes one plan only",
        "seat": "whose part the learner played",
        "bill": "which invented bill it is for",
        "cents": "how much pretend money a month",
        "card": "which practice card is used; a number is never kept",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    bill = models.CharField(max_length=64)
    cents = models.PositiveIntegerField()
    day = models.PositiveSmallIntegerField()
    card = models.CharField(max_length=12)
    next_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=states.Plan.DRAFT)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_plan_a_form"),
            models.UniqueConstraint(
                fields=["practice", "bill"],
                condition=models.Q(status__in=[str(state) for state in states.RUNNING]),
                name="one_running_plan_a_bill",
            ),
        ]

    def __str__(self):
        return f"{self.cents} cents a month for {self.bill} ({self.status})"


class PaymentPlanStatus(StatusRow):
    """A state that a plan entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.PLAN

    item = models.ForeignKey(PaymentPlan, on_delete=models.CASCADE, related_name="statuses")


class BillingAsk(models.Model):
    """Something asked of the billing office: about a bill, an estimate, help, money back, each service."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "seat": "whose part the learner played",
        "kind": "what is asked for",
        "bill": "which invented bill it is about",
        "about": "what was chosen from a list",
        "note": "the learner's practice words; deleted with the practice",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=states.Kind.choices)
    bill = models.CharField(max_length=64, blank=True)
    line = models.PositiveSmallIntegerField(default=0)  # 0 is the whole bill
    about = models.CharField(max_length=24)
    people = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=states.State.DRAFT)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_billing_ask_a_form"),
            models.UniqueConstraint(
                fields=["practice", "kind", "bill", "line", "about"],
                condition=models.Q(status__in=[str(state) for state in states.OPEN]),
                name="one_open_billing_ask",
            ),
        ]

    def __str__(self):
        return f"{self.kind} about {self.bill or self.about} ({self.status})"

    @property
    def is_open(self):
        """True while it was sent and has no answer."""
        return self.status in states.OPEN


class BillingAskStatus(StatusRow):
    """A state that something asked entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.ASK

    item = models.ForeignKey(BillingAsk, on_delete=models.CASCADE, related_name="statuses")


class BillingChoiceQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the choices made in a practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")


class BillingChoice(WrittenOnce):
    """A standing choice. The newest row of a kind holds."""

    class What(models.TextChoices):
        AUTOPAY = "autopay", _("Autopay")
        PAPERLESS = "paperless", _("No paper bills")

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "what": "which setting was changed",
        "card": "which practice card is used; a number is never kept",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=12, choices=What.choices)
    is_on = models.BooleanField()
    cents = models.PositiveIntegerField(default=0)  # the most that autopay may take for one bill
    card = models.CharField(max_length=12, blank=True)
    chosen_at = models.DateTimeField()

    objects = BillingChoiceQuerySet.as_manager()

    def __str__(self):
        return f"{self.what} {'on' if self.is_on else 'off'}"
