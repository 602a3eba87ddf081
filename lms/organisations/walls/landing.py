"""Where the desk's list of pages begins: at the organisation's own section, not at the root of everybody's.

An organisation has a home page in each language, so what they have in common is the root of all pages; there
Wagtail would land. From the section the other language is one click away.
"""

from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from lms.organisations.walls import scope


def section(user):
    """Returns the home page, in the desk's language, of the organisation one works for just now; or None.

    None as well for somebody who may not see its pages: what they are told then is Wagtail's to say.
    """
    desk = scope.current()
    if desk is None or desk.organisation_id is None:
        return None
    home = Page.objects.filter(sites_rooted_here__organisation=desk.organisation_id).first()
    if home is None:
        return None
    found = home.get_translation_or_none(Locale.get_active()) or home
    may_see = policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=found.pk).exists()
    return found if may_see else None
