"""Hears what happens to people: a guest's answers and plan move to the account."""

from django.dispatch import receiver

from lms.people.signals import learner_merged
from self_check.models import PlanStep, Sitting


@receiver(learner_merged, dispatch_uid="self_check.learner_merged")
def move_rows(sender, source, target, **kwargs):
    """Gives sittings and plan steps to the account; an open sitting of both is kept from the guest."""
    being_answered = list(Sitting.objects.for_learner(source).open().values_list("version", flat=True))
    Sitting.objects.for_learner(target).open().filter(version__in=being_answered).delete()
    Sitting.objects.for_learner(source).update(learner=target)
    PlanStep.objects.for_learner(source).update(learner=target)
