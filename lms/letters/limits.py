"""How often one address on the net may send a form that anybody may send."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from lms.people.adapter import client_ip

MOST, SECONDS = 5, 3600


def allows(request, act):
    """Returns False from the sixth sending of an act within an hour on.

    The address is kept as a keyed hash only. It counts in the cache: each process by itself
    without CACHE_URL, all of them together with it.
    """
    key = f"limit.{act}.{salted_hmac('lms.letters.limits', client_ip(request) or '').hexdigest()[:24]}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= MOST
    except ValueError:  # it ran out between the two lines
        return True
