"""What is heard: a lesson is finished, a guest signs in. And what a learner's own data says of it."""

from django.urls import reverse

from courses.lti import grades
from courses.lti.models import Identity
from courses.progress.signals import lesson_completed
from lms.people.signals import learner_merged


def settle(sender, learner, lesson, **kwargs):
    """Counts the learner's grades anew that a lesson counts for."""
    grades.settle(learner=learner, lesson=lesson)


def move(sender, source, target, **kwargs):
    """Gives the guest's places at platforms to the account."""
    grades.move(source=source, target=target)


def page_that_asks(guest):
    """Returns where whoever signs in is asked whether they are this guest: who came from a platform."""
    return reverse("lti:whose") if Identity.objects.for_learner(guest).exists() else ""


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    lesson_completed.connect(settle, dispatch_uid="lti.lesson_completed")
    learner_merged.connect(move, dispatch_uid="lti.learner_merged")


def part(learner):
    """Returns what is held of a learner's places at other learning systems as JSON-able data."""
    rows = Identity.objects.for_learner(learner).select_related("registration").prefetch_related("grades")
    return [
        {
            "learning_system": row.registration.name,
            "issuer": row.registration.issuer,
            "id_there": row.subject,
            "since": row.made_at.isoformat(),
            "grades": [
                {
                    "link": grade.resource_link,
                    "goes_to": grade.line_item,
                    "grade": grade.share,
                    "sent": grade.sent_at and grade.sent_at.isoformat(),
                }
                for grade in row.grades.all()
            ],
        }
        for row in rows.order_by("pk")
    ]
