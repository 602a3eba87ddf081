"""What changes about an organisation after it has joined. Each act is written down."""

from django.db import transaction
from wagtail.log_actions import log

from lms.organisations import roles
from lms.organisations.models import Organisation


@transaction.atomic
def set_status(*, organisation, status, by=None):
    """Suspends, closes or opens an organisation: its pages and its people's rights go, or come back.

    Nothing is deleted. What learners did stays theirs, and counts stay counts.
    """
    organisation.status = Organisation.Status(status)
    organisation.save(update_fields=["status"])
    roles.sync(organisation=organisation)
    log(instance=organisation, action="organisations.status_set", user=by, data={"status": str(status)})


@transaction.atomic
def set_rules(*, organisation, policy_data, by=None):
    """Keeps an organisation's policy pack. Raises ValidationError where it does not hold."""
    organisation.policy_data = policy_data
    organisation.full_clean(exclude=["site"])
    organisation.save(update_fields=["policy_data"])
    log(instance=organisation, action="organisations.rules_set", user=by)


@transaction.atomic
def set_colours(*, organisation, theme_data, by=None):
    """Keeps an organisation's colours. Raises ValidationError where people could not read them."""
    organisation.theme_data = theme_data
    organisation.full_clean(exclude=["site"])
    organisation.save(update_fields=["theme_data"])
    log(instance=organisation, action="organisations.colours_set", user=by)
