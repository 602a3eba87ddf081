"""Looks at the settings of the history before anything needs them, and says what to do."""

from django.conf import settings
from django.core import checks

from analytics.history import clickhouse

KINDS = ("database", "clickhouse")


def look_at_settings(app_configs, **options):
    """Returns what is wrong with LRS_HISTORY and LRS_HISTORY_URL."""
    if settings.LRS_HISTORY not in KINDS:
        hint = f"Set it to {' or '.join(KINDS)}."
        return [checks.Error(f"LRS_HISTORY is {settings.LRS_HISTORY!r}.", hint=hint, id="history.E001")]
    if settings.LRS_HISTORY == "clickhouse":
        try:
            clickhouse.parse(settings.LRS_HISTORY_URL)
        except ValueError as error:
            hint = "Write it as https://user:password@host:8443/database."
            return [checks.Error(f"LRS_HISTORY_URL: {error}", hint=hint, id="history.E002")]
    return []
