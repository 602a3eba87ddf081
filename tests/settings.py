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
# Each test process keeps its cache to itself: two that shared a Redis would read one another's sites.
CACHES = {alias: cache | {"KEY_PREFIX": f"tests-{os.getpid()}"} for alias, cache in CACHES.items()}
