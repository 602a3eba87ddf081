from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdoptingConfig(AppConfig):
    name = "courses.adopting"
    label = "adopting"
    verbose_name = _("Adopted courses")
    default_auto_field = "django.db.models.BigAutoField"
