from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.site import freshness

        freshness.watch()
