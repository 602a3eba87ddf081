"""Going on on another device without an account: a short code carries the guest's key across, once."""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.people.adapter import client_ip
from lms.people.models import DeviceCode

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike: no I, L, O, 0 and 1
LENGTH = 8  # 31^8 codes: with the limits below nobody guesses one in its ten minutes
LASTS = timedelta(minutes=10)
MOST_TRIES, WINDOW = 8, 600  # wrong codes from one address on the net; seconds


class TooManyTries(Exception):
    """So many wrong codes came from this address that no more are read for a while."""


@transaction.atomic
def make(*, guest):
    """Returns a new code of a guest, as "ABCD-2345". An earlier one of theirs ends.

    Only a keyed hash is kept: who reads the database opens nobody's work. Raises ValueError for an account.
    """
    if not guest.is_guest:
        raise ValueError("Who has an account signs in.")
    DeviceCode.objects.run_out().delete()
    DeviceCode.objects.filter(learner=guest).delete()
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    DeviceCode.objects.create(learner=guest, code_hash=_hash(code), ends_at=timezone.now() + LASTS)
    return f"{code[:4]}-{code[4:]}"


@transaction.atomic
def redeem(*, code):
    """Returns the guest of a code and uses it up, or None: unknown, used, run out, or an account by now."""
    found = DeviceCode.objects.open().select_for_update(of=("self",)).filter(code_hash=_hash(code)).first()
    if found is None:
        return None
    guest = found.learner
    deleted, _rows = DeviceCode.objects.filter(pk=found.pk).delete()
    return guest if deleted and guest.is_guest else None


def check_tries(request):
    """Raises TooManyTries after MOST_TRIES wrong codes within WINDOW seconds from one address."""
    if cache.get(_tries_key(request), 0) >= MOST_TRIES:
        raise TooManyTries


def count_try(request):
    """Counts a wrong code. The address is kept as a keyed hash only."""
    key = _tries_key(request)
    cache.add(key, 0, WINDOW)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, WINDOW)


def _tries_key(request):
    address = salted_hmac("lms.people.devices.tries", client_ip(request) or "").hexdigest()
    return f"device-code.{address[:24]}"


def _hash(code):
    plain = "".join(char for char in code.upper() if char.isalnum())
    return salted_hmac("lms.people.devices", plain, algorithm="sha256").hexdigest()
