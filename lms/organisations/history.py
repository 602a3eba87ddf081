"""Who did what for an organisation: pages published and changed, people invited, rules and status set."""

from heapq import merge
from itertools import islice

from django.db.models import Q
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from lms.organisations import roles
from lms.organisations.models import Membership

MOST = 200
DRAFTS = ("wagtail.create", "wagtail.edit", "wagtail.view_draft")


def of(organisation):
    """Returns the last acts, newest first: {when, who, what, about}. Two queries and those of the trees.

    Drafts that were begun, opened or saved are left out: the page's own history has them.
    """
    within = Q(pk__in=[])
    for home in roles.homes(organisation):
        within |= Q(page__path__startswith=home.path)
    pages = PageLogEntry.objects.filter(within).exclude(action__in=DRAFTS)
    acts = ModelLogEntry.objects.for_instance(organisation)
    newest = [
        entries.select_related("user").order_by("-timestamp")[:MOST]
        for entries in (pages.select_related("user"), acts)
    ]
    both = merge(*newest, key=lambda entry: entry.timestamp, reverse=True)
    return [_line(entry) for entry in islice(both, MOST)]


def _line(entry):
    role = entry.data.get("role") if entry.data else None
    return {
        "when": entry.timestamp,
        "who": entry.user,
        "what": registry.get_action_label(entry.action) if _is_known(entry) else entry.action,
        "about": Membership.Role(role).label if role in Membership.Role.values else entry.label,
    }


def _is_known(entry):
    return registry.action_exists(entry.action)
