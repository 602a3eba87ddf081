"""The product's settings, made quick for tests: nothing here changes what the product does."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="portalwise-tests-"))

from lms.settings import *  # noqa: E402, F403
from lms.settings import CACHES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = MAIL_SERVER_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
# Tests run in a transaction that never ends, so that nothing would ever be noticed as changed.
READY_PAGE_SECONDS = 0
AXES_ENABLED = False
# Each test process keeps its cache to itself, in a database of Redis of its own: two that shared one would
# read one another's sites, and emptying the cache empties the whole database.
_process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _own(cache):
    place, slash, number = cache["LOCATION"].rpartition("/")
    if not (cache["LOCATION"].startswith("redis") and number.isdigit()):
        return cache
    return cache | {"LOCATION": f"{place}{slash}{(int(number) + 1 + _process) % 16}"}


CACHES = {alias: _own(cache) | {"KEY_PREFIX": f"tests-{os.getpid()}"} for alias, cache in CACHES.items()}
