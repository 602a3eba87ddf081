from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "lms.organisations"
    label = "organisations"
    verbose_name = _("Organizations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lms.demo import steps
        from lms.organisations import after_migrating, demo, memberships, page_addresses
        from lms.organisations.takeout import own, parts
        from lms.organisations.walls import managers, policies
        from lms.people import farewells

        post_migrate.connect(after_migrating.bring_in_step, dispatch_uid="organisations.bring_in_step")
        farewells.register(memberships.reasons_to_stay)
        managers.put_up()
        page_addresses.mend()
        policies.register()
        parts.register("organization", own.part)
        steps.register("languages", order=5, step=demo.load_languages)
        steps.register("organisations", order=20, step=demo.load)
        steps.register("the authors' desk", order=65, step=demo.load_desks)
