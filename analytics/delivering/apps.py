"""The monthly report and the alerts: written once, sent once to those who asked for them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveringConfig(AppConfig):
    name = "analytics.delivering"
    label = "delivering"
    verbose_name = _("Reports by e-mail")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Has somebody of the demo's clinic ask for the report."""
        from analytics.delivering import demo
        from lms.demo import steps

        steps.register("who wants the report", order=81, step=demo.load)
