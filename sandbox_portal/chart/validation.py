"""Checks a bundle against every rule of FHIR R4B, beyond what the portal itself reads.

Kept apart from the reader because loading the models takes most of a second.
R4B differs from R4 in parts that no persona uses; the library has no models of plain R4.
"""

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from sandbox_portal.chart.errors import BundleError
from sandbox_portal.chart.shelf import open_bundle


def faults(data: bytes | str) -> tuple[BundleError, ...]:
    """Everything in the bundle that FHIR R4B does not allow, resource by resource.

    Raises BrokenBundle when it can not be opened at all.
    """
    bundle, shelf = open_bundle(data)
    found = list(shelf.faults)
    for entry in bundle["entry"]:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and isinstance(resource.get("id"), str):
            found.extend(_faults_of(resource))
    return tuple(found)


def _faults_of(resource: dict) -> list[BundleError]:
    name = f"{resource.get('resourceType')}/{resource['id']}"
    try:
        model = get_fhir_model_class(str(resource.get("resourceType")))
    except (LookupError, ValueError):  # the library says ValueError for a type it has no model of
        return [BundleError(name, "resourceType", "is no resource type of FHIR R4")]
    try:
        model.model_validate(resource)
    except ValidationError as error:
        return [BundleError(name, _place(fault["loc"]), fault["msg"]) for fault in error.errors()]
    return []


def _place(location: tuple) -> str:
    """("contact", 0, "name") -> "contact[0].name"."""
    words = ""
    for part in location:
        words += f"[{part}]" if isinstance(part, int) else f".{part}"
    return words.lstrip(".")
