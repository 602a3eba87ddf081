"""What the pages of certificates show."""

from django.utils import timezone
from django.utils.translation import get_language

from courses.certificates import credential
from courses.certificates.models import Certificate
from courses.pages import CoursePage
from courses.progress.models import Enrolment


def rows(learner):
    """Returns the finished courses of a learner, last finished first, with certificates. Three queries."""
    done = list(
        Enrolment.objects.for_learner(learner).filter(completed_at__isnull=False).order_by("-completed_at")
    )
    if not done:
        return []
    made = {one.course_key: one for one in Certificate.objects.for_learner(learner)}
    titles = CoursePage.objects.titles([one.course_key for one in done], get_language())
    return [
        {
            "course_key": one.course_key,
            "title": titles[one.course_key],
            "completed_on": timezone.localdate(one.completed_at),
            "certificate": made.get(one.course_key),
        }
        for one in done
        if one.course_key in titles
    ]


def row(learner, course_key):
    """Returns one of these rows, or None where the learner has not finished such a course."""
    return next((one for one in rows(learner) if one["course_key"] == course_key), None)


def is_valid(certificate):
    """Says whether the signature of a certificate holds."""
    try:
        credential.verify(certificate.signed, certificate.organisation)
    except credential.NotValid:
        return False
    return True


def checked(text, organisation):
    """Returns what a pasted badge says where it holds, else only that it does not."""
    try:
        said = credential.verify("".join(text.split()), organisation)
    except credential.NotValid as fault:
        return {"is_valid": False, "is_revoked": str(fault) == "revoked"}
    names = said["credentialSubject"].get("identifier", [])
    return {
        "is_valid": True,
        "name": names[0]["identityHash"] if names else "",
        "course": said["name"],
        "organisation": said["issuer"]["name"],
    }
