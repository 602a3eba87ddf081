"""Run in the product's own settings: brings a guest to where certificates, refreshers and letters are.

Two days pass: a course is finished, its first refreshers are due, letters are written. Reads the guest's
cookie from GUEST_COOKIE; prints the addresses of those pages as JSON: {name: path}.
"""

import json
import os
from datetime import timedelta
from urllib.parse import urlsplit

from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from courses.certificates import actions as certificates
from courses.progress.models import Enrolment
from courses.reminders import choosing, letters, refreshing
from courses.reminders.models import Letter, Refresher, ReminderChoice
from lms.letters import actions as newsletter
from lms.letters.models import Subscriber
from lms.people import guests
from lms.people.models import Learner

DAY = {"hour": 12, "minute": 0}  # outside everybody's quiet hours
EMAIL = "walker@example.org"


def guest():
    """Returns the learner behind the cookie."""
    return Learner.objects.get(
        key=signing.TimestampSigner(salt=guests.SALT).unsign(os.environ["GUEST_COOKIE"])
    )


def reminded(learner):
    """Makes the refreshers due and writes the letter; returns the addresses around them."""
    choice = choosing.ask(learner=learner, email=EMAIL)
    question = reverse("courses:reminders-confirm", args=[choosing._token(choice)])
    choosing.confirm(choosing._token(choice))
    Refresher.objects.for_learner(learner).update(due_on=timezone.localdate() - timedelta(days=1))
    letters.write_due(timezone.localtime().replace(**DAY))
    letter = Letter.objects.for_learner(learner).get()
    due = refreshing.due(learner, timezone.localdate())[0]
    return {
        "question": question,
        "refresher": reverse("courses:refresh", args=[due.pk]),
        "letter": reverse("courses:letter", args=[letter.key]),
        "stop": reverse("courses:reminders-stop", args=[ReminderChoice.objects.get(learner=learner).key]),
    }


def certified(learner):
    """Ends the course that was begun and makes its certificate; returns the addresses around it."""
    enrolment = Enrolment.objects.for_learner(learner).latest_first().first()
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=timezone.now())
    made = certificates.make(
        learner=learner, course_key=enrolment.course_key, language="en", shown_name="Ana Walker"
    )
    return {
        "certificates": reverse("courses:certificates"),
        "certificate": reverse("courses:certificate", args=[enrolment.course_key]),
        "take back": reverse("courses:certificate-delete", args=[enrolment.course_key]),
        "verification": reverse("certificate:show", args=[made.code]),
        "check": reverse("certificate:check"),
    }


def subscribed(learner):
    """Asks for the newsletter; returns the addresses that its letters lead to."""
    newsletter.subscribe(organisation=learner.organisation, email=EMAIL, language="en")
    reader = Subscriber.objects.for_organisation(learner.organisation).get(email=EMAIL)
    token = signing.TimestampSigner(salt=newsletter.SALT).sign(reader.key.hex)
    return {
        "yes": reverse("letters:confirm", args=[token]),
        "no": urlsplit(newsletter.stop_url(reader)).path,
    }


with translation.override("en"):
    walker = guest()
    print(json.dumps(reminded(walker) | certified(walker) | subscribed(walker)))
