"""Whether a guest's work is taken into an account unasked, or its owner is asked first.

A guest who came from elsewhere is known there by name: whoever signs in on a shared computer must not take
their place by the way. Each app may say so; whoever signed in is then led to a page of that app, which asks.
"""

import uuid

from lms.people.models import Learner

_KEY = "people.guest_in_question"
_questions = []


def register(question):
    """Adds `question`, a function from a guest to the address of a page that asks, or to "". Once each."""
    if question not in _questions:
        _questions.append(question)


def put(request, guest):
    """Remembers that the guest of this browser is in question, and returns True; False where nobody asks."""
    if guest is None or not _address(guest):
        return False
    request.session[_KEY] = guest.key.hex
    return True


def guest_in_question(request):
    """Returns the guest about whom whoever signed in is still to be asked, or None."""
    key = request.session.get(_KEY)
    return key and Learner.objects.guest(uuid.UUID(key)).first()


def address(request):
    """Returns the page that asks whoever has just signed in, or ""."""
    guest = guest_in_question(request)
    return _address(guest) if guest else ""


def settle(request):
    """Forgets the question: it was answered."""
    request.session.pop(_KEY, None)


def _address(guest):
    return next(filter(None, (question(guest) for question in _questions)), "")
