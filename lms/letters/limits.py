"""How often one address on the net may send a form, and how often a form may write to one e-mail address.

Addresses are kept as keyed hashes only. They count in the cache: each process by itself without CACHE_URL,
all of them together with it.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from lms.people.adapter import client_ip

MOST, SECONDS = 5, 3600
MOST_MAILS, MAIL_SECONDS = 3, 86_400


def allows(request, act):
    """Returns False from the sixth sending of an act within an hour on."""
    return _count(act, client_ip(request) or "", SECONDS) <= MOST


def may_write_to(email):
    """Returns False from the fourth e-mail to an address within a day on, whoever asked for it and where.

    For what is sent before its owner has said yes.
    """
    return _count("mail", email.strip().lower(), MAIL_SECONDS) <= MOST_MAILS


def _count(act, whose, seconds):
    """Counts once more and returns the count."""
    key = f"limit.{act}.{salted_hmac('lms.letters.limits', whose).hexdigest()[:24]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1
