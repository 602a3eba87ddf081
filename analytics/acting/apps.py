"""Acting on a gap: what closes it, what to say, what was done, and what changed since."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActingConfig(AppConfig):
    name = "analytics.acting"
    label = "acting"
    verbose_name = _("Acting on gaps")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Adds what the demo's clinic did."""
        from analytics.acting import demo
        from lms.demo import steps

        steps.register("what a clinic did", order=80, step=demo.load)
