"""The first panel of the authors' desk."""

from wagtail.admin.ui.components import Component

from lms.organisations import roles
from lms.organisations.models import Membership, Organisation


class WelcomePanel(Component):
    """Says where one is, what one may do here, and what no clinician has reviewed."""

    name = "welcome"
    template_name = "wagtailadmin/home/welcome.html"
    order = 10

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        """Returns the organisations of the user with their roles there."""
        held = roles.held_by(self.user)
        return {
            "places": [
                {
                    "organisation": organisation,
                    "may_publish": Membership.Role.PUBLISHER in held[organisation.pk],
                    "may_write": bool(
                        held[organisation.pk] & {Membership.Role.PUBLISHER, Membership.Role.AUTHOR}
                    ),
                    "may_lead": Membership.Role.LEADER in held[organisation.pk],
                    "may_see_people": Membership.Role.ADMIN in held[organisation.pk],
                }
                for organisation in Organisation.objects.for_user(self.user).order_by("name")
            ],
            "is_house": self.user.is_superuser,
        }
