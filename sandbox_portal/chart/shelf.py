"""The resources of an opened bundle, sorted by type and reachable by reference."""

import json
import re
from decimal import Decimal

from sandbox_portal.chart.errors import BrokenBundle, BundleError
from sandbox_portal.chart.node import Node

MOST_BYTES = 8_000_000
MOST_RESOURCES = 5_000
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}$")  # FHIR's own rule for an id


class Shelf:
    """Nodes by type, in file order. Every node of a shelf reports into the same list of faults."""

    def __init__(self, resources: list[dict], known: dict[str, dict], faults: list[BundleError]):
        self.faults = faults
        self._nodes: dict[str, Node] = {}
        self._by_type: dict[str, list[Node]] = {}
        for resource in resources:
            name = f"{resource['resourceType']}/{resource['id']}"
            node = Node(resource, name, "", faults, known)
            self._nodes[name] = node
            self._by_type.setdefault(resource["resourceType"], []).append(node)

    def of(self, kind: str) -> list[Node]:
        """Every resource of this type, those entered in error left out."""
        return [n for n in self._by_type.get(kind, []) if n.value.get("status") != "entered-in-error"]

    def find(self, reference: str) -> Node | None:
        return self._nodes.get(reference)

    def names_of_other_types(self, types: frozenset[str]) -> tuple[str, ...]:
        """Which resources ("Type/id") have a type that is not among these."""
        return tuple(name for name in self._nodes if name.split("/")[0] not in types)


def open_bundle(data: bytes | str) -> tuple[dict, Shelf]:
    """The bundle and its resources. Raises BrokenBundle when the envelope itself is broken."""
    bundle = parse_bundle(data)
    faults: list[BundleError] = []
    resources: list[dict] = []
    known: dict[str, dict] = {}
    for index, entry in enumerate(bundle["entry"]):
        resource = _resource(entry, index, faults)
        if resource is None:
            continue
        name = f"{resource['resourceType']}/{resource['id']}"
        if name in known:
            faults.append(BundleError(name, "id", "stands in the bundle twice. Give one of them another id"))
            continue
        known[name] = resource
        if isinstance(entry.get("fullUrl"), str):
            known[entry["fullUrl"]] = resource
        resources.append(resource)
    return bundle, Shelf(resources, known, faults)


def parse_bundle(data: bytes | str) -> dict:
    """The bundle with its list of entries, nothing in them looked at. Raises BrokenBundle."""
    if len(data) > MOST_BYTES:
        _stop(f"is too big: the most is {MOST_BYTES // 1_000_000} MB. Take out what the portal does not show")
    try:
        bundle = json.loads(data, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        _stop("is nested too deeply to be a FHIR bundle")
    except json.JSONDecodeError as error:
        _stop(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except ValueError as error:  # bytes that are no text, numbers that are none
        _stop(f"is not JSON: {error}")
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        _stop("should be a FHIR Bundle: a group of elements with “resourceType”: “Bundle”", "resourceType")
    _check_entries(bundle)
    return bundle


def _check_entries(bundle: dict) -> None:
    entries = bundle.get("entry")
    if not isinstance(entries, list) or not entries:
        _stop("should be a list with at least the Patient in it", "entry")
    if len(entries) > MOST_RESOURCES:
        _stop(f"holds {len(entries)} resources; the most is {MOST_RESOURCES}", "entry")


def _resource(entry, index: int, faults: list[BundleError]) -> dict | None:
    place = f"entry[{index}].resource"
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if not isinstance(resource, dict):
        faults.append(BundleError("Bundle", place, "is missing or is no group of elements"))
        return None
    kind, id = resource.get("resourceType"), resource.get("id")
    if not isinstance(kind, str) or not kind.isalpha():
        faults.append(BundleError("Bundle", f"{place}.resourceType", "is missing: say what this resource is"))
        return None
    if not isinstance(id, str) or not ID.match(id):
        message = "is missing, or has other signs than letters, digits, - and . (64 at most)"
        faults.append(BundleError(f"{kind} at entry {index}", "id", message))
        return None
    return resource


def _no_constant(words: str):
    raise ValueError(f"{words} is no number")


def _stop(message: str, element: str = ""):
    raise BrokenBundle([BundleError("Bundle", element, message)])
