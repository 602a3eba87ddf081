"""What the learner did about visits: those booked, those moved or canceled, the wait list, the check-in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.appointments.states import (
    CHECK_IN_MACHINE,
    MACHINE,
    ON_THE_LIST,
    STANDING,
    WAITING_MACHINE,
    CheckIn,
    State,
    Waiting,
)
from sandbox_portal.transitions import StatusRow, WrittenOnce, WrittenOnceQuerySet


class Way(models.TextChoices):
    IN_PERSON = "in-person", _("In person, at the clinic")
    VIDEO = "video", _("By video, from home")
    PHONE = "phone", _("By phone")


class Record(models.TextChoices):
    """Whose visit it is: the patient's, or the helper's own."""

    PATIENT = "patient"
    HELPER = "helper"


class BookingQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the visits of one practice that the learner touched, oldest first."""
        return self.filter(practice=practice).order_by("pk")

    def in_record(self, record):
        """Returns the visits of the patient, or the helper's own."""
        return self.filter(record=record)

    def sent(self):
        """Returns what was really booked or asked for."""
        return self.exclude(status=State.DRAFT)

    def drafts(self, seat):
        """Returns what was begun in a seat and not sent."""
        return self.filter(status=State.DRAFT, seat=seat)

    def standing(self):
        """Returns the visits for which a time is kept."""
        return self.filter(status__in=STANDING)

    def of(self, appointment):
        """Returns what was done about one visit of the chart."""
        return self.filter(appointment=appointment)

    def with_statuses(self):
        """Returns visits with every state they were in. One query more."""
        return self.prefetch_related("statuses")

    def with_what_hangs_on_it(self):
        """Returns visits with their check-in and its answers, their call and their `open_place` on the wait
        list, or None. One query more."""
        is_open = models.Q(places__status__in=ON_THE_LIST)
        found = self.annotate(open_place=models.FilteredRelation("places", condition=is_open))
        return found.select_related("check_in", "video_call", "open_place").prefetch_related(
            "check_in__answers"
        )


class Booking(models.Model):
    """One visit: booked by the learner, or one of the chart's (`appointment`) that the learner touched."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click books once only",
        "appointment": "which invented visit of the record it is, or none",
        "record": "whether it is the patient's visit or the helper's own",
        "seat": "whose part the learner played",
        "kind": "which sort of visit was chosen",
        "way": "in person, by video or by phone",
        "clinician": "which invented clinician was chosen",
        "words": "the learner's practice words about the reason; deleted with the practice",
        "is_waiting": "that a place on the wait list was asked for",
        "questions": "the learner's practice words to bring to the visit; deleted with the practice",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="bookings")
    form_key = models.UUIDField(default=uuid.uuid4)
    appointment = models.CharField(max_length=64, blank=True)
    record = models.CharField(max_length=8, choices=Record.choices, default=Record.PATIENT)
    seat = models.CharField(max_length=8)
    kind = models.CharField(max_length=16, blank=True)
    way = models.CharField(max_length=12, choices=Way.choices, blank=True)
    clinician = models.CharField(max_length=64, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    questions = models.JSONField(default=list, blank=True)
    reminder = models.CharField(max_length=64, blank=True)
    is_waiting = models.BooleanField(default=False)  # no time was free: the clinic sets one
    status = models.CharField(max_length=32, default=State.DRAFT)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_visit_a_form"),
            models.UniqueConstraint(
                fields=["practice", "appointment"],
                condition=~models.Q(appointment=""),
                name="one_row_a_visit_of_the_chart",
            ),
        ]

    def __str__(self):
        return f"visit {self.reference} ({self.status})"

    @property
    def reference(self):
        """How events and addresses call it: the chart's id, or one of the learner's own."""
        return self.appointment or f"visit-{self.pk}"

    @property
    def is_standing(self):
        return self.status in STANDING


class BookingStatus(StatusRow):
    """A state that a visit entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="statuses")


class WaitListPlaceQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the places on wait lists in one practice, oldest first."""
        return self.filter(booking__practice=practice).select_related("booking").order_by("pk")

    def open(self):
        """Returns places that are still waited on or offered something."""
        return self.filter(status__in=ON_THE_LIST)


class WaitListPlace(models.Model):
    """A place on the list for an earlier time of one visit, with the time that is offered."""

    PERSONAL_FIELDS = {}

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="places")
    status = models.CharField(max_length=32, default=Waiting.WAITING)
    offered_at = models.DateTimeField(null=True, blank=True)
    good_until = models.DateTimeField(null=True, blank=True)

    objects = WaitListPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking"],
                condition=models.Q(status__in=[str(state) for state in ON_THE_LIST]),
                name="one_open_place_a_visit",
            )
        ]

    def __str__(self):
        return f"place on the wait list of {self.booking_id} ({self.status})"

    @property
    def practice(self):
        """The practice it stands in, for its status rows."""
        return self.booking.practice


class WaitListStatus(StatusRow):
    """A state that a place on the wait list entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = WAITING_MACHINE

    item = models.ForeignKey(WaitListPlace, on_delete=models.CASCADE, related_name="statuses")


class CheckInFormQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the check-ins of one practice with what was answered in them. Two queries."""
        return self.filter(booking__practice=practice).prefetch_related("answers")


class CheckInForm(models.Model):
    """The check-in of one visit, part by part; a part that is answered stays answered."""

    PERSONAL_FIELDS = {}

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="check_in")
    status = models.CharField(max_length=32, default=CheckIn.BEGUN)

    objects = CheckInFormQuerySet.as_manager()

    def __str__(self):
        return f"check-in of {self.booking_id} ({self.status})"

    @property
    def practice(self):
        """The practice it stands in, for its status rows."""
        return self.booking.practice

    @property
    def said(self):
        """The newest answer of each part. No query where the answers were fetched before."""
        return {answer.part: answer.answer for answer in self.answers.all()}


class CheckInStatus(StatusRow):
    """A state that a check-in entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = CHECK_IN_MACHINE

    item = models.ForeignKey(CheckInForm, on_delete=models.CASCADE, related_name="statuses")


class CheckInAnswer(WrittenOnce):
    """What was answered to one part of a check-in, chosen from a list. The newest row holds."""

    PERSONAL_FIELDS = {
        "part": "which part of the form it answers",
        "answer": "what was chosen about the invented person",
    }

    form = models.ForeignKey(CheckInForm, on_delete=models.CASCADE, related_name="answers")
    part = models.SlugField(max_length=16)
    answer = models.SlugField(max_length=24)
    at_sim = models.DateTimeField()

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.part}: {self.answer}"
