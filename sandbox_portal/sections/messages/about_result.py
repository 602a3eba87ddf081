"""The first words of a message about a test result, so that the clinic knows which one is meant."""

from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.messages.states import Category

LONGEST = 80  # characters of a subject


def words(viewing, id):
    """Returns {"category", "subject", "body"} naming the result, or {} for one that may not be named here.

    A result that is not ready, not to be seen from this seat, or closed until the person looks, is not named.
    """
    result = viewing.result(id) if id and viewing.may_see("results") else None
    if result is None or not result.is_ready_at(viewing.practice.now):
        return {}
    if result.is_sensitive and result.id not in viewing.opened("results.opened"):
        return {}
    named = {"name": str(result.name), "day": dates.day(result.resulted_at)}
    return {
        "category": Category.RESULTS,
        "subject": (_("About my result: %(name)s, %(day)s") % named)[:LONGEST],
        "body": _("I have a question about my result “%(name)s” from %(day)s.") % named + "\n",
    }
