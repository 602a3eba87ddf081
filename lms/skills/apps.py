from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsConfig(AppConfig):
    name = "lms.skills"
    label = "skills"
    verbose_name = _("Portal skills")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.demo import steps
        from lms.skills import library

        steps.register("skills", order=10, step=library.load)
