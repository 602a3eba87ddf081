"""The product's settings on the benchmark's database, without a worker that wakes by itself."""

import os

from lms.settings import *  # noqa: F403
from lms.settings import DATABASES

if name := os.environ.get("BENCH_DB"):
    DATABASES["default"]["NAME"] = name
CELERY_TASK_ALWAYS_EAGER = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
