"""What happens to classes: made, joined, left, ended."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from lms.classes import done
from lms.classes.models import MOST_PEOPLE, ClassMember, StudyClass
from lms.organisations.models import Membership, Organisation

Role = Membership.Role
LEADERS = (Role.LEADER, Role.ADMIN)


class Ended(Exception):
    """The class is over: nobody joins any more."""


class Full(Exception):
    """The class has MOST_PEOPLE people."""


class NicknameTaken(Exception):
    """Somebody else in the class goes by this nickname."""


@transaction.atomic
def make(*, organisation, title, ends_on, language, leader, by):
    """Makes a class with a code of its own and returns it."""
    made = StudyClass.objects.create(
        organisation=organisation, title=title, ends_on=ends_on, language=language, leader=leader
    )
    log(instance=organisation, action="classes.made", user=by, data={"class": made.pk})
    return made


@transaction.atomic
def change(*, study_class, title, ends_on, language, leader, by):
    """Changes a class that has not ended, and returns it. Raises Ended."""
    found = _locked(study_class)
    if found.ended_at is not None:
        raise Ended
    found.title, found.ends_on, found.language, found.leader = title, ends_on, language, leader
    found.save(update_fields=["title", "ends_on", "language", "leader"])
    log(instance=found.organisation, action="classes.changed", user=by, data={"class": found.pk})
    return found


@transaction.atomic
def join(*, learner, study_class, nickname, is_shown):
    """Gives a learner a place in a class and returns it; who is in it already changes name and choice.

    The class's row is locked, so that it never ends halfway or takes more than MOST_PEOPLE. Raises Ended,
    Full, NicknameTaken.
    """
    found = _locked(study_class)
    if not found.is_open:
        raise Ended
    mine = found.members.for_learner(learner).first()
    if mine is None and found.members.count() >= MOST_PEOPLE:
        raise Full
    if found.members.filter(nickname__iexact=nickname).exclude(learner=learner).exists():
        raise NicknameTaken
    mine = mine or ClassMember(study_class=found, learner=learner)
    mine.nickname, mine.is_shown = nickname, is_shown
    try:
        with transaction.atomic():
            mine.save()
    except IntegrityError as error:  # two letters that only the database takes for the same
        raise NicknameTaken from error
    return mine


def leave(*, learner, study_class):
    """Takes a learner out of a class, name and all; done twice, it changes nothing."""
    study_class.members.for_learner(learner).delete()


@transaction.atomic
def end(*, study_class, by=None):
    """Ends a class: keeps how many people there were and what those who agreed did; drops every name.

    Done twice, it changes nothing. The sums are of those who agreed to be seen, of nobody else.
    """
    found = _locked(study_class)
    if found.ended_at is not None:
        return found
    shown = list(found.members.showing())
    sums = dict.fromkeys(done.columns(), 0)
    for counts in done.of(shown, found.organisation).values():
        for name, number in counts.items():
            sums[name] += number
    found.people_count, found.shown_count, found.done_counts = found.members.count(), len(shown), sums
    found.ended_at = timezone.now()
    found.save(update_fields=["people_count", "shown_count", "done_counts", "ended_at"])
    found.members.all().delete()
    log(instance=found.organisation, action="classes.ended", user=by, data={"class": found.pk})
    return found


def end_what_is_over(*, most=100):
    """Ends the classes whose last day has passed, at most `most`, one transaction each; returns how many."""
    over = list(StudyClass.objects.past_their_end().order_by("ends_on")[:most])
    for study_class in over:
        end(study_class=study_class)
    return len(over)


@transaction.atomic
def merge(*, source, target):
    """Gives a guest's places to the account; where both are in one class, the account's place stays."""
    taken = ClassMember.objects.for_learner(target).values_list("study_class", flat=True)
    ClassMember.objects.for_learner(source).filter(study_class__in=list(taken)).delete()
    ClassMember.objects.for_learner(source).update(learner=target)


def _locked(study_class):
    rows = StudyClass.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=study_class.pk)


def to_lead(user, organisation):
    """Returns the classes whose people a user may see: those they lead, while they have the role there."""
    held = Organisation.objects.for_user(user, roles=LEADERS).filter(pk=organisation.pk)
    return StudyClass.objects.for_organisation(organisation).led_by(user).filter(organisation__in=held)
