"""About whom an organization's authors may write: our own invented people, and those they brought in."""

from lms.organisations.walls import scope
from sandbox_portal import personas
from sandbox_portal.personas.models import ImportedPersona


def choices():
    """Returns the choices for the desk that is asking; behind its walls only its own imports are found."""
    ours = [(slug, personas.get(slug).display_name) for slug in personas.slugs()]
    desk = scope.current()
    if desk is None:
        return ours
    found = ImportedPersona.objects.open_to(desk.organisation_id)
    return ours + [(each.slug, each.name) for each in found]


def may_use(slug, organisation_id):
    """True for one of our own people, and for an import that the organisation's learners may choose."""
    if not slug.startswith(personas.IMPORTED):
        return True
    return ImportedPersona.objects.open_to(organisation_id).filter(slug=slug).exists()
