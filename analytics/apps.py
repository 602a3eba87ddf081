"""The analytics app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Insights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Listens to what happens to learners and says what the export of a learner's data holds."""
        from analytics import leaving, receivers  # noqa: F401  (receivers: the signals of lms.people)
        from analytics.lrs import export
        from lms.organisations.takeout import parts
        from lms.people import export as people_export

        parts.register("insights", leaving.part)
        people_export.register("statements", export.statements_of)
        people_export.register("documents_of_programs", export.documents_of)
