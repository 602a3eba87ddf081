"""Brings somebody's invented person in from files, whole or not at all."""

from dataclasses import dataclass

from django.db import transaction

from sandbox_portal import chart
from sandbox_portal.chart import validation
from sandbox_portal.personas import bundles
from sandbox_portal.personas.models import ImportedPersona, new_slug


@dataclass(frozen=True)
class Read:
    """What stands in the files, ready to be kept."""

    record: chart.Chart
    data: bytes
    skipped: tuple[str, ...]


def read(files: list[bytes]) -> Read:
    """Reads the files of one export. Writes nothing.

    Raises chart.BrokenBundle, which names resource and element of every fault, where FHIR R4 or the portal
    finds one.
    """
    joined = bundles.join(files)
    faults = validation.faults(joined.data)
    if faults:
        raise chart.BrokenBundle(faults)
    data = bundles.settle(joined).data
    record = chart.read(data)
    skipped = tuple(f"{name}: a kind that the portal does not show" for name in record.skipped)
    return Read(record, data, (*skipped, *joined.left_out))


def bring_in(*, files, organisation=None):
    """Keeps the person that stands in the files, and returns the ImportedPersona.

    `organisation` None makes it the open library's. Raises chart.BrokenBundle, having kept nothing.
    """
    return keep(read(files), ImportedPersona(organisation=organisation))


@transaction.atomic
def keep(found, persona):
    """Writes what was read into an unsaved row, which may have words of its own, and returns it."""
    patient = found.record.patient
    persona.slug, persona.bundle, persona.skipped = new_slug(), found.data, list(found.skipped)
    persona.name = (persona.name or patient.name)[:120]
    persona.born_on = patient.birth_date
    persona.save()
    return persona
