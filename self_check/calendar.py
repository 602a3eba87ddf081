"""The plan as a calendar file: a day for each question that is still to come, in the learner's own words."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lms import calendar_file

ALARM = "PT9H"  # nine in the morning of the day


def open_questions(steps):
    """Returns the FollowUps of these steps (a PlanStepQuerySet) from today on that have no answer yet."""
    today = timezone.localdate()
    return [
        (step, one)
        for step in steps.whole()
        for one in step.follow_ups.all()
        if one.answered_at is None and one.due_on >= today
    ]


def file(found) -> bytes:
    """Returns the file for what `open_questions` found: whole days, private, free in the calendar."""
    made_at = timezone.now()
    events = [
        calendar_file.event(
            uid=f"{step.form_key}-{one.days}@plan.portalwise.example",
            made_at=made_at,
            times=[
                f"DTSTART;VALUE=DATE:{one.due_on:%Y%m%d}",
                f"DTEND;VALUE=DATE:{one.due_on + timedelta(days=1):%Y%m%d}",
                "TRANSP:TRANSPARENT",
                "CLASS:PRIVATE",
            ],
            summary=_("My plan: I will %(will)s") % {"will": step.will_text},
            words=[
                (
                    "DESCRIPTION",
                    _("When %(when)s, I will %(will)s. Did you do it for real?")
                    % {"when": step.when_text, "will": step.will_text},
                )
            ],
            alarm=ALARM,
            alarm_text=_("My plan"),
        )
        for step, one in found
    ]
    return calendar_file.document(events, product="Plan")
