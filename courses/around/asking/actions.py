"""Asking a question, answering it, and forgetting it."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.around.asking.models import AskedQuestion
from sandbox_portal import form_keys


class AlreadyAnswered(Exception):
    """Somebody else answered first."""


def ask(*, organisation, language, text, email, form_key):
    """Keeps a question and returns it; the same form sent twice keeps one."""
    rows = AskedQuestion.objects.for_organisation(organisation)

    def make():
        return AskedQuestion.objects.create(
            organisation=organisation, language=language, text=text.strip(), email=email, form_key=form_key
        )

    return form_keys.once(rows, form_key, make)[0]


@transaction.atomic
def answer(*, question, text, by):
    """Keeps the answer, forgets the address and sends the answer there, once. Raises AlreadyAnswered."""
    mine = AskedQuestion.objects.for_organisation(question.organisation_id).filter(
        pk=question.pk, answered_at=None
    )
    if not mine.update(answer=text.strip(), answered_at=timezone.now(), answered_by=by, email=""):
        raise AlreadyAnswered
    email = question.email
    question.refresh_from_db()
    if email:
        _mail(question, email)
    return question


def _mail(question, email):
    with translation.override(question.language):
        words = {"question": question, "organisation": question.organisation}
        subject = _("Your question to %(name)s") % {"name": question.organisation.name}
        send_mail(subject, render_to_string("courses/around/answer.txt", words), None, [email])


def forget_old(*, most=500):
    """Deletes questions that were asked 180 days ago, at most `most`; returns how many."""
    old = list(AskedQuestion.objects.past_their_time().values_list("pk", flat=True)[:most])
    return AskedQuestion.objects.filter(pk__in=old).delete()[0]
