"""The ground that every app stands on. It imports none of them."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
