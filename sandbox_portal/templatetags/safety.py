"""What the in-browser guard's template needs in words."""

from django import template

from lms.organisations.policy import Policy
from sandbox_portal.safety import cautions
from sandbox_portal.safety.findings import Tier
from sandbox_portal.safety.panels import panels_for

register = template.Library()


@register.simple_tag
def safety_panels(policy):
    """Both help panels with a policy's numbers; the browser shows those that are needed."""
    return panels_for((Tier.EMERGENCY, Tier.SELF_HARM), policy or Policy())


@register.simple_tag
def safety_warnings():
    """The warning for each kind of identifier, by its kind."""
    return cautions.warnings()
