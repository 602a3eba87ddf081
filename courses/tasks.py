"""The tasks of this app, where Celery looks for them."""

from courses.reminders.tasks import send_reminders

__all__ = ["send_reminders"]
