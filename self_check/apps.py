from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfCheckConfig(AppConfig):
    name = "self_check"
    verbose_name = _("Self-check")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.demo import steps
        from lms.people import export as people_export
        from lms.site.offline import keeping as kept_pages
        from self_check import export, keeping, library, receivers  # noqa: F401  (connects its signals)

        steps.register("questionnaires", order=50, step=library.load)
        kept_pages.register("self-check", keeping.pages)
        people_export.register("self-check", export.part)
