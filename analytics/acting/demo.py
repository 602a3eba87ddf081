"""What the demo's clinic did about its gaps, so that the pages have something to follow up."""

from datetime import timedelta

from django.utils import timezone

from analytics.acting import actions
from analytics.acting.models import Deed
from lms.organisations.models import Membership, Organisation

# (skill, what, days ago)
DEEDS = (
    ("medicines-refills", Deed.Kind.POSTER, 40),
    ("messaging", Deed.Kind.MESSAGE, 33),
    ("proxy-access", Deed.Kind.CLASS, 5),
)


def load(progress=None):
    """Notes some deeds of the demo's clinic, once."""
    clinic = Organisation.objects.filter(slug="lakeside").first()
    if clinic is None or Deed.objects.for_organisation(clinic).exists():
        return
    role = Membership.Role.ANALYST
    member = Membership.objects.filter(organisation=clinic, role=role).order_by("pk").first()
    for skill, kind, days in DEEDS:
        day = timezone.localdate() - timedelta(days=days)
        actions.note(organisation=clinic, skill=skill, kind=kind, done_on=day, by=member and member.user)
