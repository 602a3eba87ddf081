"""How often a client may ask: so many requests in each minute of the clock.

The count is kept in the cache. In-process caches count for each process alone, so that the limit there is
the stated one times the number of processes; with CACHE_URL it is one for all.
"""

from time import time

from django.conf import settings
from django.core.cache import cache

from analytics.lrs.clients.errors import TooMany

_WINDOW = 60


def count(client):
    """Counts one request; raises TooMany above the limit. LRS_REQUESTS_A_MINUTE = 0 switches it off."""
    limit = client.requests_a_minute or settings.LRS_REQUESTS_A_MINUTE
    if not settings.LRS_REQUESTS_A_MINUTE:
        return
    now = time()
    key = f"lrs.rate.{client.pk}.{int(now // _WINDOW)}"
    cache.add(key, 0, timeout=_WINDOW * 2)
    try:
        asked = cache.incr(key)
    except ValueError:  # thrown out of the cache in between
        return
    if asked > limit:
        raise TooMany(int(_WINDOW - now % _WINDOW) + 1)
