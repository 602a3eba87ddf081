"""One learner's private world: an invented person's record, a clock, a log of what happened, a task."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from sandbox_portal import events, personas
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.failures.models import Failure
from sandbox_portal.personas import birthdays
from sandbox_portal.scenarios import checking
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.transitions import WrittenOnce, WrittenOnceQuerySet

SEEN_EVERY = timedelta(hours=1)


class PracticeQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the learner's practices with what every page needs; none for somebody new."""
        if learner is None:
            return self.none()
        mine = self.filter(learner=learner)
        return mine.select_related("organisation", "scenario", "learner", "run", "door")

    def of_task(self, scenario):
        """Returns the practices of a task, whatever its version; with None those of just looking around."""
        return self.filter(scenario__slug=scenario.slug) if scenario else self.filter(scenario=None)

    def with_person(self, slug):
        """Returns the practices with one invented person."""
        return self.filter(persona=slug)

    def knowing_what_is_due(self):
        """Adds `is_anything_due` to each practice: whether a reply waits that its clock has reached.

        And `unread_alerts`: how many new ones lie on the pretend phone and in the mailbox; and `has_failure`:
        whether a failure waits for a page or stands on one.
        """
        waiting = ScheduledReply.objects.filter(
            practice=models.OuterRef("pk"), delivered_at__isnull=True, due__lte=models.OuterRef("clock")
        )
        unread = Alert.objects.waiting_of(models.OuterRef("pk"))
        failing = Failure.objects.open().filter(practice=models.OuterRef("pk"))
        return self.annotate(
            is_anything_due=models.Exists(waiting),
            unread_alerts=unread,
            has_failure=models.Exists(failing),
        )

    def locked(self, pk):
        """Returns one practice with its row locked until the transaction ends, or None.

        Without its key: on PostgreSQL, rows that point to it can be added meanwhile, so that a page that has
        locked a message and a worker that has locked the practice never wait for each other.
        """
        found = self.select_related("organisation", "scenario", "learner").filter(pk=pk)
        return found.select_for_update(of=("self",), no_key=True).first()

    def touch(self, practice):
        """Notes that a practice is in use; writes at most once an hour."""
        now = timezone.now()
        if now - practice.last_used_at > SEEN_EVERY:
            practice.last_used_at = now
            self.filter(pk=practice.pk).update(last_used_at=now)

    def idle(self, *, now):
        """Returns the practices nobody came back to: a guest's after 7 days, an account's after 90."""
        guest = now - timedelta(days=settings.GUEST_PRACTICE_DAYS)
        account = now - timedelta(days=settings.ACCOUNT_PRACTICE_DAYS)
        return self.filter(
            models.Q(learner__user__isnull=True, last_used_at__lt=guest)
            | models.Q(learner__user__isnull=False, last_used_at__lt=account)
        )

    def with_due_replies(self):
        """Returns the practices in which something waits that is due on their own clock."""
        return self.filter(replies__delivered_at__isnull=True, replies__due__lte=models.F("clock")).distinct()


class Practice(models.Model):
    """One start of the practice portal. What the learner types lives below this row and goes with it."""

    class Seat(models.TextChoices):
        PATIENT = "patient"
        PROXY = "proxy"

    class Mode(models.TextChoices):
        EXAMPLE = "example"
        GUIDED = "guided"
        SOLO = "solo"
        FREE = "free"

    PERSONAL_FIELDS = {
        "learner": "whose practice it is",
        "key": "the practice's own address",
        "persona": "which invented person is practised with",
        "scenario": "the task that is practised",
        "mode": "step by step, with help, alone, or just looking around",
        "seat": "whose part the learner plays now",
        "clock": "the pretend time in the practice",
        "started_on": "the pretend day on which it began",
        "created_at": "to tell how long a task took",
        "last_used_at": "to delete what is no longer used",
        "form_key": "so that a double click starts one practice only",
        "came_from": "the lesson to lead back to",
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="practices")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="practices"
    )
    kind = models.CharField(max_length=16, default="clinic")
    persona = models.SlugField(max_length=40)
    persona_version = models.PositiveIntegerField(default=1)
    scenario = models.ForeignKey(
        "sandbox_portal.Scenario", on_delete=models.PROTECT, null=True, blank=True, related_name="practices"
    )
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.GUIDED)
    seat = models.CharField(max_length=8, choices=Seat.choices, default=Seat.PATIENT)
    clock = models.DateTimeField()
    started_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now, db_index=True)
    form_key = models.UUIDField(default=uuid.uuid4)
    came_from = models.CharField(max_length=200, blank=True)

    objects = PracticeQuerySet.as_manager()

    _moment = None

    class Meta:
        ordering = ["-last_used_at"]
        constraints = [models.UniqueConstraint(fields=["learner", "form_key"], name="one_practice_a_form")]

    def __str__(self):
        return f"practice {self.pk}"

    def get_absolute_url(self):
        """Returns the address of the pretend portal's first page."""
        return reverse("practice:portal", kwargs={"key": self.key})

    @property
    def now(self):
        """The pretend time, an aware datetime in the clinic's time zone. It stands still until moved."""
        return timezone.localtime(self._moment or self.clock)

    @property
    def today(self):
        """The pretend day."""
        return self.now.date()

    @contextmanager
    def at(self, moment):
        """Lets the practice stand at an earlier moment, for what fell due on the way to `clock`."""
        before, self._moment = self._moment, moment
        try:
            yield self
        finally:
            self._moment = before

    @property
    def attempt(self):
        """The ScenarioRun made here, or None when just looking around. No query after `for_learner`."""
        return getattr(self, "run", None)

    @property
    def chart(self):
        """The invented person's record in this portal, its dates moved so that the story is now. No query."""
        found = personas.get(self.persona).chart_from(self.started_on, self.kind)
        return birthdays.told(self, found)

    @property
    def portals(self):
        """The kinds of portal that the learner may go between here, each with a sign-in of its own."""
        if self.scenario_id:
            return (self.scenario.kind, *self.scenario.texts.get("portals", ()))
        found = personas.get(self.persona).kinds
        return found if self.kind in found else (*found, self.kind)

    @property
    def policy(self):
        """The rules of the organisation in whose portal the learner practises."""
        return self.organisation.policy

    @property
    def is_proxy_seat(self):
        """True while the learner plays the helper, not the patient."""
        return self.seat == self.Seat.PROXY

    @property
    def seats(self):
        """The parts the learner may play here; when just looking around, the helper's too if there is one."""
        if self.scenario_id:
            return tuple(self.scenario.seats)
        return tuple(self.Seat.values) if personas.get(self.persona).helper else (self.Seat.PATIENT.value,)

    @transaction.atomic
    def log(self, kind, /, **facts):
        """Appends what happened, lets the task hear it and returns the event, in the caller's transaction.

        Raises events.BadEvent for an unknown kind or fact and for anything that looks like free text.
        """
        event = PracticeEvent.objects.create(
            practice=self, kind=kind, seat=self.seat, at_sim=self.now, facts=events.checked(kind, facts)
        )
        checking.hear(self, event)
        return event


class PracticeEventQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns what happened in one practice, oldest first."""
        return self.filter(practice=practice).order_by("pk")


class PracticeEvent(WrittenOnce):
    """Something that happened in a practice. `facts` hold enumerations, ids and numbers only."""

    PERSONAL_FIELDS = {
        "practice": "the learner's practice in which it happened",
        "kind": "what the learner did or the pretend clinic answered",
        "seat": "whose part the learner played",
        "at_real": "when it was done",
        "facts": "ids and numbers about it, never words",
    }

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=48)
    seat = models.CharField(max_length=8)
    at_sim = models.DateTimeField()
    at_real = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)

    objects = PracticeEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kind} at {self.at_sim:%Y-%m-%d %H:%M}"
