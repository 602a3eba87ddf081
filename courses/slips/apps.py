from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SlipsConfig(AppConfig):
    name = "courses.slips"
    label = "slips"
    verbose_name = _("Take-home slips")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from analytics.metrics import groups
        from courses.slips import counting, demo, receivers, takeout
        from lms.demo import steps
        from lms.organisations.takeout import parts
        from lms.people import export

        export.register("slips", receivers.part)
        steps.register("a take-home slip", order=62, step=demo.load)
        parts.register("slips", takeout.part)
        groups.register(counting.SOURCE)
        receivers.connect()
