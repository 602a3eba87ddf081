"""What an organisation takes along of the practice portal: its own tasks and its own invented people."""

import json
from functools import partial

from sandbox_portal import personas
from sandbox_portal.adopting.models import AdaptedPerson
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.personas.models import ImportedPersona


def part(organisation):
    """Returns a step a task and one a person, those adapted from the library's too."""
    tasks = AuthoredScenario.objects.owned_by(organisation.pk).order_by("slug")
    adapted = AdaptedPerson.objects.for_organisation(organisation).live().order_by("slug")
    people = ImportedPersona.objects.filter(organisation=organisation).order_by("slug")
    return [
        *(partial(_task, task) for task in tasks),
        *(partial(_person, slug) for slug in people.values_list("slug", flat=True)),
        *(partial(_adapted, row) for row in adapted),
    ]


def _task(task):
    return {f"tasks/{task.slug}.yaml": task.get_latest_revision_as_object().source.encode()}


def _person(slug):
    found = ImportedPersona.objects.at(slug)
    return {f"people/{slug}.json": found.bundle} if found and found.packed else {}


def _adapted(row):
    """Returns the clinic record as FHIR, with what the organisation changed in it."""
    entries = [{"resource": resource} for resource in personas.resources(row.record_name)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    text = json.dumps(bundle, ensure_ascii=False, indent=1, default=float)
    return {f"people/{row.slug}-adapted.json": text.encode()}
