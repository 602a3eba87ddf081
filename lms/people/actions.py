"""What happens to learners: a guest becomes an account, somebody asks to be forgotten."""

import logging

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.people import farewells
from lms.people.giving_way import giving_way
from lms.people.models import Learner, User
from lms.people.signals import learner_erased, learner_merged, learner_uncounted

logger = logging.getLogger(__name__)


class StillNeeded(Exception):
    """Somebody has to hand something over before their account can go. `reasons` say what, to be shown."""

    def __init__(self, reasons):
        self.reasons = tuple(reasons)
        super().__init__("; ".join(str(reason) for reason in self.reasons))


@transaction.atomic
def adopt_guest(*, user, guest):
    """Gives a guest's learning to an account and returns the account's learner.

    An account without learning takes the guest as it is. Otherwise every app moves the guest's
    rows over (see `learner_merged`) and the guest is deleted. Running it twice is harmless, and two sign-ins
    at once follow each other: the account's row is locked first.
    """
    User.objects.lock(user)
    learner = Learner.objects.for_user(user).select_for_update().first()
    guest = guest and Learner.objects.guest(guest.key).select_for_update().first()
    if guest is None or guest.pk == getattr(learner, "pk", None):
        return learner
    if learner is None:
        learner = _take_over(guest, user)
        if learner == guest:
            return guest
    learner_merged.send(sender=Learner, source=guest, target=learner)
    guest.delete()
    if not learner.is_counted:
        learner_uncounted.send(sender=Learner, learner=learner)
    return learner


def _take_over(guest, user):
    """Makes the guest the account's learner and returns it, or the one that another click has just made."""
    try:
        with transaction.atomic():
            guest.user = user
            guest.save(update_fields=["user"])
    except IntegrityError:
        guest.user = None
        return Learner.objects.for_user(user).select_for_update().get()
    return guest


@transaction.atomic
def erase(*, learner):
    """Deletes a learner, all they did and, when there is one, the account.

    They are taken out of the counts of groups as well (see `learner_erased`), and out of the list of sign-ins
    that failed. Raises StillNeeded where an organisation would be left alone. The learner's row is locked
    first, as the recorder does, so that no statement of the same moment outlives it. An act that is under way
    is let finish (giving_way; docs/adr/0140).
    """
    user, learner_pk, user_pk = learner.user, learner.pk, learner.user_id

    def everything():
        learner.pk = learner_pk  # a turn that was undone may have taken them away
        if user is not None:
            user.pk = user_pk
            _let_go(user)
        if not Learner.objects.select_for_update().filter(pk=learner.pk).exists():
            return
        learner_erased.send(sender=Learner, learner=learner)
        learner.delete()
        if user is not None:
            _delete_account(user)

    giving_way(everything)


@transaction.atomic
def erase_account(*, user):
    """Deletes an account whose owner never learned anything here. Raises StillNeeded as `erase` does."""
    _let_go(user)
    _delete_account(user)


def _let_go(user):
    """Locks the account and refuses where somebody still needs it."""
    User.objects.lock(user)
    reasons = farewells.reasons_to_stay(user)
    if reasons:
        raise StillNeeded(reasons)


def _delete_account(user):
    AccessAttempt.objects.filter(username__iexact=user.email).delete()
    user.delete()


def erase_idle_guests(*, before, most=500):
    """Erases guests not seen since `before`, at most `most` of them; returns how many.

    One transaction each. A guest who came back meanwhile, or signed in, stays. One that cannot be erased is
    logged by number and does not hold up the others.
    """
    erased = 0
    idle = Learner.objects.idle_guests(before=before)
    for number in list(idle.order_by("last_seen_at").values_list("pk", flat=True)[:most]):
        try:
            with transaction.atomic():
                guest = idle.select_for_update(of=("self",)).filter(pk=number).first()
                if guest is not None:
                    erase(learner=guest)
                    erased += 1
        except Exception:
            logger.exception("Guest %s could not be erased.", number)
    return erased


def clear_sessions(*, most=1000):
    """Deletes sign-ins that have run out, at most `most` of them; returns how many."""
    ended = Session.objects.filter(expire_date__lt=timezone.now()).values_list("pk", flat=True)[:most]
    return Session.objects.filter(pk__in=list(ended)).delete()[0]


@transaction.atomic
def choose_counting(*, learner, is_counted):
    """Records whether the learner agrees to be counted in groups.

    A no holds for what was counted before, too: it is taken out of the counts (see `learner_uncounted`).
    """
    list(Learner.objects.select_for_update().filter(pk=learner.pk))
    learner.is_counted = is_counted
    learner.save(update_fields=["is_counted"])
    if not is_counted:
        learner_uncounted.send(sender=Learner, learner=learner)
    return learner


def choose_path(*, learner, path):
    """Records for whom somebody learns: themselves, someone they care for, or people they help."""
    learner.path = Learner.Path(path)
    learner.save(update_fields=["path"])
    return learner
