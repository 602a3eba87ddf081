from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AroundConfig(AppConfig):
    name = "courses.around"
    label = "around"
    verbose_name = _("Around the lessons")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from courses import served
        from courses.around import exporting, receivers
        from courses.around.faq import models, showing
        from lms.people import export

        served.register(models.FaqPage, showing.page)
        export.register("known lessons", exporting.part)
        receivers.connect()
