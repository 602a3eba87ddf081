"""What an organisation takes along of the practice portal: its own tasks and its own invented people."""

from functools import partial

from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.personas.models import ImportedPersona


def part(organisation):
    """Returns a step a task and one a person."""
    tasks = AuthoredScenario.objects.owned_by(organisation.pk).order_by("slug")
    people = ImportedPersona.objects.filter(organisation=organisation).order_by("slug")
    return [partial(_task, task) for task in tasks] + [
        partial(_person, slug) for slug in people.values_list("slug", flat=True)
    ]


def _task(task):
    return {f"tasks/{task.slug}.yaml": task.get_latest_revision_as_object().source.encode()}


def _person(slug):
    found = ImportedPersona.objects.at(slug)
    return {f"people/{slug}.json": found.bundle} if found and found.packed else {}
