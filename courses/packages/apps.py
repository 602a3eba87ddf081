from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PackagesConfig(AppConfig):
    name = "courses.packages"
    label = "packages"
    verbose_name = _("Packages from elsewhere")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from courses.packages import receivers, takeout
        from lms.organisations.takeout import parts
        from lms.people import export

        export.register("packages", receivers.part)
        parts.register("packages", takeout.part)
        receivers.connect()
