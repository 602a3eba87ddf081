"""Makes one record out of the files that an exporter writes, so that the portal can show every part of it.

Synthea writes a transaction bundle for a patient and puts hospitals and practitioners into files of their
own. They
are joined here: references by `urn:uuid` and by identifier are followed, what is only named is kept as a
name, and
what points outside all the files is taken out and listed. Nothing is guessed about the person's health.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from sandbox_portal.chart.errors import BrokenBundle, BundleError
from sandbox_portal.chart.shelf import ID, parse_bundle

_NUMBERED = re.compile(r"(?<=[^\W\d_])\d{1,4}$")  # Synthea writes "Louie768", so that no name is a real one
_BY_IDENTIFIER = re.compile(r"^\w+\?identifier=([^|]*)\|(.+)$")
_STAFF = 4  # clinicians that can be written to: those seen last
_SPANISH = "http://hl7.org/fhir/StructureDefinition/translation"
_ROLE = "http://terminology.hl7.org/CodeSystem/practitioner-role"


@dataclass
class Joined:
    """The one bundle, and what was left out of it, each as "Type/id, element: why"."""

    kept: dict  # "Type/id" -> (full URL, resource)
    left_out: list[str] = field(default_factory=list)
    timestamp: str = ""  # the day for which the record stands, once it is settled

    @property
    def data(self) -> bytes:
        """The bundle as JSON."""
        entries = [
            {"fullUrl": url, "resource": resource} if url else {"resource": resource}
            for url, resource in self.kept.values()
        ]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        if self.timestamp:
            bundle["timestamp"] = self.timestamp
        return json.dumps(bundle, default=_plain, ensure_ascii=False).encode()


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value))


def join(files: list[bytes]) -> Joined:
    """Joins the files of one export into a collection about one person.

    Raises BrokenBundle, naming resource and element, where a file is no bundle or there is not exactly one
    Patient.
    """
    shelves = [_resources(parse_bundle(data)) for data in files]
    mains = [found for found in shelves if any(r["resourceType"] == "Patient" for _url, r in found)]
    if len(mains) != 1:
        message = "is missing: choose the file of a patient, too" if not mains else "is in more than one file"
        raise BrokenBundle([BundleError("Patient", "", message)])
    main, others = mains[0], [pair for found in shelves if found is not mains[0] for pair in found]
    finder = _Finder(main, others)
    kept, left_out = finder.follow()
    return Joined(kept, left_out)


def settle(joined):
    """Names medicines and people plainly, and gives the person a clinic that can be written to.

    Call it once the standard's own rules have been checked: it trusts the shape of every resource.
    """
    kept = joined.kept
    _name_medicines(kept)
    _say_names_plainly(kept)
    _give_a_clinic(kept)
    joined.timestamp = _newest(kept)
    return joined


def _resources(bundle: dict) -> list[tuple[str, dict]]:
    """[(full URL or "", resource)] with an id each, taken from `urn:uuid` where the resource has none."""
    found, faults = [], []
    for index, entry in enumerate(bundle["entry"]):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            faults.append(
                BundleError("Bundle", f"entry[{index}].resource", "is missing, or says no resourceType")
            )
            continue
        url = entry.get("fullUrl") if isinstance(entry.get("fullUrl"), str) else ""
        id = resource.get("id") or url.rpartition(":")[2].rpartition("/")[2]
        if not isinstance(id, str) or not ID.match(id):
            where = f"{resource['resourceType']} at entry {index}"
            faults.append(BundleError(where, "id", "is missing, and fullUrl gives none"))
            continue
        found.append((url, {**resource, "id": id}))
    if faults:
        raise BrokenBundle(faults)
    return found


class _Finder:
    """Follows references out of the patient's file into the others, and takes out those that lead nowhere."""

    def __init__(self, main, others):
        self.main = main
        self.by_reference, self.by_identifier = {}, {}
        for url, resource in (*others, *main):
            name = f"{resource['resourceType']}/{resource['id']}"
            self.by_reference[name] = (url, resource)
            if url:
                self.by_reference[url] = (url, resource)
            for each in (
                resource.get("identifier") or () if isinstance(resource.get("identifier"), list) else ()
            ):
                if isinstance(each, dict):
                    self.by_identifier[(each.get("system") or "", each.get("value"))] = (url, resource)

    def follow(self):
        """Returns ({"Type/id": (url, resource)}, left out)."""
        kept, left_out, waiting = {}, [], list(self.main)
        while waiting:
            url, resource = waiting.pop(0) if len(waiting) < 2 else waiting.pop()
            name = f"{resource['resourceType']}/{resource['id']}"
            if name in kept:
                continue
            kept[name] = (url, resource)
            for place, holder in _references(resource, ""):
                found = self._target(holder["reference"])
                if found:
                    holder["reference"] = f"{found[1]['resourceType']}/{found[1]['id']}"
                    waiting.append(found)
                elif not holder["reference"].startswith("#"):
                    left_out.append(f"{name}, {place}: points at {holder['reference'][:60]}")
                    del holder["reference"]
                    holder.setdefault("display", "–")
        order = {f"{r['resourceType']}/{r['id']}": index for index, (_u, r) in enumerate(self.main)}
        names = sorted(kept, key=lambda name: order.get(name, len(order)))
        return {name: kept[name] for name in names}, sorted(left_out)

    def _target(self, reference):
        if found := self.by_reference.get(reference):
            return found
        asked = _BY_IDENTIFIER.match(reference)
        return self.by_identifier.get((asked[1], asked[2])) if asked else None


def _references(part, path):
    """Yields (element, {"reference": …}) for every reference in a resource."""
    if isinstance(part, dict):
        if isinstance(part.get("reference"), str):
            yield path, part
        for name, value in part.items():
            if isinstance(value, dict | list):
                yield from _references(value, f"{path}.{name}" if path else name)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _references(value, f"{path}[{index}]")


def _of(kept, kind):
    return [resource for _url, resource in kept.values() if resource["resourceType"] == kind]


def _name_medicines(kept):
    """Writes a Medication's name into the requests that only point at it."""
    for kind in ("MedicationRequest", "MedicationStatement"):
        for request in _of(kept, kind):
            pointer = request.get("medicationReference")
            if pointer and "medicationCodeableConcept" not in request:
                code = kept.get(pointer.get("reference"), ("", {}))[1].get("code")
                request["medicationCodeableConcept"] = code or {"text": pointer.get("display", "–")}
                del request["medicationReference"]


def _say_names_plainly(kept):
    """Takes the numbers off the names of people."""
    for kind in ("Patient", "Practitioner", "RelatedPerson"):
        for person in _of(kept, kind):
            names = person.get("name")
            for name in (each for each in names if isinstance(each, dict)) if isinstance(names, list) else ():
                for part in ("given", "prefix"):
                    if isinstance(name.get(part), list):
                        name[part] = [_plainly(each) for each in name[part]]
                if "family" in name:
                    name["family"] = _plainly(name["family"])
                    name.pop("text", None)


def _plainly(name):
    return _NUMBERED.sub("", name) if isinstance(name, str) else name


def _give_a_clinic(kept):
    """Lets the portal's inbox work: the clinic seen most is the person's own, its clinicians can be
    written to.

    The two teams and the pharmacies are ours: no exporter writes shared inboxes, and without them a
    learner could send nothing.
    """
    (patient,) = _of(kept, "Patient")[:1] or [{}]
    encounters = sorted(_of(kept, "Encounter"), key=_started, reverse=True)
    own = _own_clinic(kept, patient, encounters)
    patient["managingOrganization"] = {"reference": f"Organization/{own['id']}"}
    if not _of(kept, "PractitionerRole"):
        for person in _seen_last(encounters):
            _keep(kept, _role(f"staff-{len(_of(kept, 'PractitionerRole')) + 1}", own, person))
        for id, words, code in _TEAMS:
            _keep(kept, _role(id, own, None, words, code))
    if not any(_is_pharmacy(each) for each in _of(kept, "Organization")):
        for pharmacy in _PHARMACIES:
            _keep(kept, json.loads(json.dumps(pharmacy)))


def _own_clinic(kept, patient, encounters):
    given = (patient.get("managingOrganization") or {}).get("reference")
    providers = Counter(
        (each.get("serviceProvider", {}).get("reference"), each.get("serviceProvider", {}).get("display"))
        for each in encounters[:20]
        if each.get("serviceProvider")
    )
    reference, name = (given, None) if given else (providers.most_common(1) or [((None, None), 0)])[0][0]
    if reference in kept:
        return kept[reference][1]
    clinic = {
        "resourceType": "Organization",
        "id": "own-clinic",
        "name": name if name and name != "–" else "Clinic",
    }
    _keep(kept, clinic)
    return clinic


def _started(encounter):
    return str((encounter.get("period") or {}).get("start") or "")


def _seen_last(encounters):
    """Returns [Reference] of the clinicians met last, each once."""
    found = {}
    for encounter in encounters:
        for participant in encounter.get("participant") or ():
            person = participant.get("individual") or {}
            name = person.get("display") or person.get("reference")
            if name and name != "–":
                found.setdefault(name, person)
    return list(found.values())[:_STAFF]


def _words(en, es):
    more = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": es}]
    return {"text": en, "_text": {"extension": [{"url": _SPANISH, "extension": more}]}}


_TEAMS = (
    ("nurse-team", ("Nurse team", "Equipo de enfermería"), "nurse"),
    ("front-desk", ("Front desk", "Recepción"), "front-desk"),
    ("billing-office", ("Billing office", "Oficina de facturación"), "billing"),
)
_KIND = {"resourceType": "Organization", "active": True}
_PHARMACIES = (
    {**_KIND, "id": "corner", "name": "Corner Pharmacy", "type": [{"coding": [{"code": "PHARM"}]}],
     "telecom": [{"system": "phone", "value": "555-0141"}]},
    {**_KIND, "id": "lakeside-mail", "name": "Lakeside Mail Pharmacy",
     "type": [{"coding": [{"code": "mail-order"}]}],
     "telecom": [{"system": "phone", "value": "555-0142"}]},
)  # fmt: skip


def _role(id, clinic, person, words=("Doctor", "Médico"), code="doctor"):
    role = {
        "resourceType": "PractitionerRole",
        "id": id,
        "organization": {"reference": f"Organization/{clinic['id']}"},
        "code": [{**_words(*words), "coding": [{"system": _ROLE, "code": code}]}],
    }
    if person and person.get("reference"):
        role["practitioner"] = {"reference": person["reference"]}
    elif person:
        role["code"][0]["text"] = _NUMBERED.sub("", person["display"])
        del role["code"][0]["_text"]
    return role


def _is_pharmacy(organisation):
    codes = [c.get("code") for kind in organisation.get("type") or () for c in kind.get("coding") or ()]
    return any(code in ("PHARM", "OUTPHARM", "mail-order") for code in codes)


def _keep(kept, resource):
    kept[f"{resource['resourceType']}/{resource['id']}"] = ("", resource)


def _newest(kept):
    """The day for which the record stands: its newest finished visit or result, or else its newest day.

    A record without any day but a birth date is one of today.
    """
    dates = [_started(each) for each in _of(kept, "Encounter") if each.get("status") == "finished"]
    dates += [str(each.get("issued") or "") for each in _of(kept, "DiagnosticReport")]
    newest = max(dates, default="") or max(_other_days(kept), default="")
    return newest[:10] or str(timezone.localdate())


def _other_days(kept):
    """Yields the days on which medicines were prescribed, shots given, allergies and problems noted."""
    for _url, resource in kept.values():
        for name in ("authoredOn", "occurrenceDateTime", "recordedDate", "onsetDateTime"):
            if isinstance(resource.get(name), str):
                yield resource[name]
