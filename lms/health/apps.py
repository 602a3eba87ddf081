from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "lms.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.health import worker  # noqa: F401  (connects Celery's signals)
