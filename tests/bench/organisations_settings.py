"""The product's settings for bench_organisations: its own database, and a library of many courses."""

import os

from lms.settings import *  # noqa: F403

if "BENCH_DB" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["BENCH_DB"]  # noqa: F405
READY_PAGE_SECONDS = 0  # each page is put together anew: what is kept would hide how the work grows
CELERY_IMPORTS = ["tests.bench.organisations_worker"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ALLOWED_HOSTS = ["*"]
AXES_ENABLED = False  # it asks for the address of who signs in, and nobody is connected here
