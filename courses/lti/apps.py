from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LtiConfig(AppConfig):
    name = "courses.lti"
    label = "lti"
    verbose_name = _("Other learning systems")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from courses.lti import receivers, takeout
        from lms.organisations.takeout import parts
        from lms.people import asking, export

        asking.register(receivers.page_that_asks)
        export.register("lti", receivers.part)
        parts.register("lti", takeout.part)
        receivers.connect()
