"""Hears that a guest became an account."""

from django.db import transaction

from courses.around.start.models import KnownLesson
from lms.people.signals import learner_merged


@transaction.atomic
def move_known(sender, source, target, **kwargs):
    """Gives the lessons that the guest knew to the account, once each."""
    theirs = set(KnownLesson.objects.for_learner(target).values_list("lesson_key", flat=True))
    KnownLesson.objects.for_learner(source).exclude(lesson_key__in=theirs).update(learner=target)


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    learner_merged.connect(move_known, dispatch_uid="courses.around.learner_merged")
