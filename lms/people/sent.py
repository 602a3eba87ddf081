"""Acts that a browser may send twice: each happens once."""

from datetime import timedelta

from django.utils import timezone

from lms.people.models import SentAct

KEPT_DAYS = 60  # how long an act may wait on a device without a network and still be told from a new one


def begin(*, learner, key):
    """Returns True where this learner's act of this key (a UUID) is new. Of two at once, one is new."""
    return SentAct.objects.get_or_create(learner=learner, key=key)[1]


def take_back(*, learner, key):
    """Forgets an act that was refused."""
    SentAct.objects.for_learner(learner).filter(key=key).delete()


def forget_old(*, most=1000):
    """Deletes the keys of acts that were sent KEPT_DAYS ago, at most `most`; returns how many."""
    old = SentAct.objects.filter(sent_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return SentAct.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()[0]
