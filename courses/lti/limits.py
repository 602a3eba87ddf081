"""How many logins one address on the net may begin: each writes a row, and nobody has signed it.

A whole school may come by one address, and behind a proxy everybody may.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from lms.people.adapter import client_ip

MOST, SECONDS = 1000, 600


def allows(request):
    """Counts a login, and returns False from the one after MOST within SECONDS on."""
    key = f"lti.logins.{salted_hmac('courses.lti.limits', client_ip(request) or '').hexdigest()[:24]}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= MOST
    except ValueError:  # it ran out between the two lines
        return True
