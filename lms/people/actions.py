"""What happens to learners: a guest becomes an account, somebody asks to be forgotten."""

from axes.models import AccessAttempt
from django.db import transaction

from lms.people.models import Learner
from lms.people.signals import learner_erased, learner_merged


@transaction.atomic
def adopt_guest(*, user, guest):
    """Gives a guest's learning to an account and returns the account's learner.

    An account without learning takes the guest as it is. Otherwise every app moves the guest's
    rows over (see `learner_merged`) and the guest is deleted. Running it twice is harmless.
    """
    learner = Learner.objects.for_user(user).select_for_update().first()
    if guest is None or not guest.is_guest or guest.pk == getattr(learner, "pk", None):
        return learner
    if learner is None:
        guest.user = user
        guest.save(update_fields=["user"])
        return guest
    learner_merged.send(sender=Learner, source=guest, target=learner)
    guest.delete()
    return learner


@transaction.atomic
def erase(*, learner):
    """Deletes a learner, all they did and, when there is one, the account.

    They are taken out of the counts of groups as well (see `learner_erased`), and out of the list of sign-ins
    that failed.
    """
    user = learner.user
    learner_erased.send(sender=Learner, learner=learner)
    learner.delete()
    if user is not None:
        AccessAttempt.objects.filter(username__iexact=user.email).delete()
        user.delete()


def choose_counting(*, learner, is_counted):
    """Records whether the learner agrees to be counted in groups."""
    learner.is_counted = is_counted
    learner.save(update_fields=["is_counted"])
    return learner


def choose_path(*, learner, path):
    """Records for whom somebody learns: themselves, someone they care for, or people they help."""
    learner.path = Learner.Path(path)
    learner.save(update_fields=["path"])
    return learner
