"""How many wrong codes one address may try.

The count is kept in the cache, for each process alone where that is in-process. Right codes are not
counted: a whole class may sit behind one address.
"""

from django.core.cache import cache

from lms.people.adapter import client_ip

MOST_WRONG = 20
SECONDS = 600


def _key(request):
    return f"classes.wrong.{client_ip(request)}"


def is_over(request):
    """Says whether this address has tried MOST_WRONG wrong codes in the last SECONDS."""
    return cache.get(_key(request), 0) >= MOST_WRONG


def count_wrong(request):
    """Counts one wrong code."""
    cache.add(_key(request), 0, timeout=SECONDS)
    try:
        cache.incr(_key(request))
    except ValueError:  # thrown out of the cache in between
        cache.set(_key(request), 1, timeout=SECONDS)
