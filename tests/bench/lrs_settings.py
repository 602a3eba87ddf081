"""The product's settings for bench_lrs: the benchmark's own database, and beside /xapi/ one bare view."""

import os

from lms.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.lrs_urls"
if "BENCH_DB" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["BENCH_DB"]  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
