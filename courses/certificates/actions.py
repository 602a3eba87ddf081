"""Making a certificate, making it anew with another name, taking it back."""

from django.db import transaction
from django.utils import timezone

from courses.certificates import credential, keys
from courses.certificates.models import Certificate, Revocation
from courses.pages import CoursePage
from courses.progress.models import Enrolment
from lms.people.models import Learner


class NotFinished(Exception):
    """The learner has not finished this course."""


@transaction.atomic
def make(*, learner, course_key, shown_name, language):
    """Returns the learner's certificate of a course they finished. Raises NotFinished.

    The same name again returns the one there is. Another name takes that one back and makes a new one, with
    an address and a number of its own, so that the old name is nowhere to be read.
    """
    list(Learner.objects.select_for_update(of=("self",), no_key=True).filter(pk=learner.pk))
    mine = Enrolment.objects.for_learner(learner).in_course(course_key).filter(completed_at__isnull=False)
    enrolment = mine.select_related("organisation__site").first()
    if enrolment is None:
        raise NotFinished(course_key)
    shown_name = " ".join(shown_name.split())
    known = Certificate.objects.for_learner(learner).in_course(course_key).first()
    if known is not None and known.shown_name == shown_name and known.language == language:
        return known
    if known is not None:
        take_back(certificate=known)
    row, pair = keys.of(enrolment.organisation)
    certificate = Certificate(
        learner=learner,
        organisation=enrolment.organisation,
        course_key=course_key,
        course_title=CoursePage.objects.titles([course_key], language).get(course_key, ""),
        language=language,
        shown_name=shown_name,
        completed_on=timezone.localdate(enrolment.completed_at),
        key=row,
    )
    certificate.signed = credential.sign(certificate, pair)
    certificate.save()
    return certificate


@transaction.atomic
def take_back(*, certificate):
    """Deletes a certificate. Its address leads nowhere from now on, and its number is on the list."""
    _revoke([certificate])
    certificate.delete()


def revoke_all(*, learner):
    """Puts the numbers of a learner's certificates on the list; the rows go with the learner."""
    _revoke(Certificate.objects.for_learner(learner))


def _revoke(certificates):
    Revocation.objects.bulk_create(
        [Revocation(organisation_id=one.organisation_id, number=one.number) for one in certificates],
        ignore_conflicts=True,
    )


def merge(*, source, target):
    """Gives a guest's certificates to an account; of a course that both have, the account's stays."""
    theirs = set(Certificate.objects.for_learner(target).values_list("course_key", flat=True))
    for certificate in Certificate.objects.for_learner(source):
        if certificate.course_key in theirs:
            take_back(certificate=certificate)
        else:
            certificate.learner = target
            certificate.save(update_fields=["learner"])
