"""The app of the statement history."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    name = "analytics.history"
    label = "history"
    verbose_name = _("History of statements")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Looks at the settings when the product starts."""
        from analytics.history.checking import look_at_settings

        checks.register(look_at_settings)
