"""The first words of a message about a medicine that costs too much, so that the clinic knows which one."""

from django.utils.translation import gettext as _

from sandbox_portal.sections.medicines import counter
from sandbox_portal.sections.messages.states import Category

LONGEST = 80  # characters of a subject


def words(viewing, id):
    """Returns {"category", "subject", "body"} naming the medicine, or {} where its price did not go up. One
    query where an id is given."""
    if not id or not viewing.may_see("medicines") or counter.too_dear(viewing.practice, id) is None:
        return {}
    named = {"name": str(viewing.practice.chart.medication(id).name)}
    return {
        "category": Category.MEDICINE,
        "subject": (_("The price of %(name)s") % named)[:LONGEST],
        "body": _("Is there a medicine that costs less than %(name)s?") % named + "\n",
    }
