from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassesConfig(AppConfig):
    name = "lms.classes"
    label = "classes"
    verbose_name = _("Classes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.classes import receivers, takeout
        from lms.organisations.takeout import parts
        from lms.people import export

        export.register("classes", receivers.part)
        parts.register("classes", takeout.part)
        receivers.connect()
