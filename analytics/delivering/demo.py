"""Who wants the report in the demo: the clinic's analyst."""

from analytics.delivering import choosing
from lms.organisations.models import Membership, Organisation


def load(progress=None):
    """Has the analyst of the demo's clinic ask for the report and the alerts, once."""
    clinic = Organisation.objects.filter(slug="lakeside").first()
    role = Membership.Role.ANALYST
    member = Membership.objects.filter(organisation=clinic, role=role).order_by("pk").first()
    if member is None or choosing.of(user=member.user, organisation=clinic):
        return
    choosing.choose(
        user=member.user, organisation=clinic, language="en", wants_report=True, wants_alerts=True
    )
