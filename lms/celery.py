"""The Celery application. Tasks live in each app's tasks.py."""

import os

from celery import Celery
from celery.signals import worker_init

from lms import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

app = Celery("portalwise")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def keep(**_about):
    """Begins a worker as a web server's process, before it forks: its own must be up within four seconds."""
    loaded.keep()
