"""What an author may change in an invented person's record: taken out of it as a sheet, and written into it.

A sheet is {"given", "family", "born", "story", "who", "problems", "allergies", "medicines", "team"}. Parts of
the last four have the FHIR id of their resource; texts are {"en", "es"}. All else of a record stays the
library's. Pure functions.
"""

import copy
import re

from sandbox_portal.chart.text import TRANSLATION_URL, Text

LISTS = ("problems", "allergies", "medicines", "team")
TEXTS = {  # the texts of a part of each list
    "problems": ("name",),
    "allergies": ("name", "reaction"),
    "medicines": ("name", "directions", "reason"),
    "team": ("name", "role"),
}
SEVERITIES = ("mild", "moderate", "severe")
_TYPES = {
    "problems": ("Condition",),
    "allergies": ("AllergyIntolerance",),
    "medicines": ("MedicationRequest", "MedicationStatement"),
    "team": ("PractitionerRole",),
}
_SAID = {"contentString", "valueString", "text", "description", "display", "title", "comment", "summary"}


def of(bundle, about):
    """Returns the sheet of a clinic's record; `about` has the words {"story", "who"}."""
    patient = _patient(bundle)
    name = patient["name"][0]
    found = {
        "given": " ".join(name.get("given", ())),
        "family": name.get("family", ""),
        "born": patient.get("birthDate", ""),
        "story": about["story"],
        "who": about["who"],
    }
    places = _places(bundle)
    for part in LISTS:
        found[part] = [_row(part, places, resource) for resource in _resources(bundle, part)]
    return found


def followed(sheet, base, library):
    """Returns a sheet as it holds today: what the library added to a list or took out of it since `base`, and
    about which nobody has decided, is as in the library's.
    """
    found = dict(sheet)
    for part in LISTS:
        known, now, mine = ({row["id"] for row in each[part]} for each in (base, library, sheet))
        kept = [row for row in sheet[part] if row["id"] in now or row["id"] not in known]
        found[part] = kept + [row for row in library[part] if row["id"] not in known | mine]
    return found


def applied(bundle, library, sheet, *, is_clinics=True):
    """Returns a new record, in which stands what a sheet says otherwise than the `library`'s.

    In the record of another portal of the person, what says the same as the clinic's record is changed with
    it; nothing is added or taken out there.
    """
    made = copy.deepcopy(bundle)
    places = _places(made)
    patient = _patient(made)
    name = patient["name"][0]
    name.pop("text", None)
    name.update(given=[sheet["given"]], family=sheet["family"])
    if sheet["born"]:
        patient["birthDate"] = sheet["born"]
    if sheet["given"] != library["given"]:
        for entry in made["entry"]:
            _call(entry["resource"], library["given"], sheet["given"])
    gone = set()
    for part in LISTS:
        before = {row["id"]: row for row in library[part]}
        after = {row["id"]: row for row in sheet[part]}
        for resource in _resources(made, part):
            old, new = before.get(resource["id"]), after.get(resource["id"])
            if old and new is None and is_clinics:
                gone.add(f"{resource['resourceType']}/{resource['id']}")
            elif old and old != new and new:
                _write(part, places, resource, old, new)
        if is_clinics:
            new = [row for row in sheet[part] if row["id"] not in before]
            made["entry"] += [{"resource": _made(part, row, patient["id"])} for row in new]
    made["entry"] = [entry for entry in made["entry"] if not _goes(entry["resource"], gone)]
    return made


def removed(library, sheet):
    """Returns {id: what it is, a Text} of what the library's record has and the sheet has not."""
    return {
        row["id"]: Text.of(row.get("name") or row["role"])
        for part in LISTS
        for row in library[part]
        if row["id"] not in {one["id"] for one in sheet[part]}
    }


def _patient(bundle):
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")


def _places(bundle):
    return {f"{e['resource']['resourceType']}/{e['resource']['id']}": e["resource"] for e in bundle["entry"]}


def _resources(bundle, part):
    found = [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] in _TYPES[part]]
    return [one for one in found if one.get("status") != "entered-in-error"]


def _row(part, places, resource):
    row = {"id": resource["id"]}
    for text in TEXTS[part]:
        holder = _holder(part, text, places, resource)
        if holder is not None:
            row[text] = _read(holder)
    if part == "allergies":
        row["severity"] = (resource.get("reaction") or [{}])[0].get("severity", "")
    return row


def _holder(part, text, places, resource):
    """Returns the element whose `text` says it; None where there is none."""
    if part == "team" and text == "name":
        person = places.get(resource.get("practitioner", {}).get("reference"))
        return person and (person.get("name") or [None])[0]
    steps = {
        ("problems", "name"): ("code",),
        ("allergies", "name"): ("code",),
        ("allergies", "reaction"): ("reaction", 0, "manifestation", 0),
        ("medicines", "name"): ("medicationCodeableConcept",),
        ("medicines", "directions"): (
            "dosageInstruction" if resource["resourceType"] == "MedicationRequest" else "dosage",
            0,
        ),
        ("medicines", "reason"): ("reasonCode", 0),
        ("team", "role"): ("code", 0),
    }[part, text]
    found = resource
    for step in steps:
        try:
            found = found[step]
        except (KeyError, IndexError):
            return None
    return found


def _read(holder):
    if "text" not in holder:  # a name in its parts
        words = " ".join([*holder.get("prefix", ()), *holder.get("given", ()), holder.get("family", "")])
        return {"en": words.strip(), "es": words.strip()}
    translations = (holder.get("_text") or {}).get("extension", ())
    return {"en": holder["text"], "es": next(filter(None, map(_spanish, translations)), holder["text"])}


def _spanish(extension):
    parts = {each.get("url"): each for each in extension.get("extension", ())}
    is_spanish = extension.get("url") == TRANSLATION_URL and parts.get("lang", {}).get("valueCode") == "es"
    return parts["content"]["valueString"] if is_spanish else ""


def _said(words):
    """Returns the FHIR elements of a text in both languages."""
    inner = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": words["es"]}]
    return {"text": words["en"], "_text": {"extension": [{"url": TRANSLATION_URL, "extension": inner}]}}


def _write(part, places, resource, old, new):
    for text in TEXTS[part]:
        if old.get(text) == new.get(text) or not new.get(text):
            continue
        holder = _holder(part, text, places, resource)
        if holder is None or _read(holder) != old.get(text):
            continue
        holder.update(_said(new[text]))
        if text == "name" and part != "team" and not _is_same_thing(old[text], new[text]):
            holder.pop("coding", None)
        if (part, text) == ("medicines", "name"):
            _rename_fills(places, resource, old[text], new[text])
    if part == "allergies" and new["severity"] and resource.get("reaction"):
        resource["reaction"][0]["severity"] = new["severity"]


def _rename_fills(places, resource, old, new):
    """Calls the medicine the same in what the pharmacy handed over."""
    for fill in places.values():
        asked = {one.get("reference") for one in fill.get("authorizingPrescription", ())}
        if f"MedicationRequest/{resource['id']}" in asked:
            concept = fill.get("medicationCodeableConcept", {})
            if concept and _read(concept) == old:
                concept.update(_said(new))
                if not _is_same_thing(old, new):
                    concept.pop("coding", None)


def _is_same_thing(old, new):
    """True where only the strength or the end of a name is another one: its code still holds."""
    return old["en"].split()[:1] == new["en"].split()[:1]


def _made(part, row, patient):
    """Returns a resource for what an author has added."""
    about = {"reference": f"Patient/{patient}"}
    active = "http://terminology.hl7.org/CodeSystem/{}-clinical"
    if part == "problems":
        status = {"coding": [{"system": active.format("condition"), "code": "active"}]}
        return {"resourceType": "Condition", "id": row["id"], "clinicalStatus": status,
                "code": _said(row["name"]), "subject": about}  # fmt: skip
    if part == "allergies":
        status = {"coding": [{"system": active.format("allergyintolerance"), "code": "active"}]}
        reaction = {"manifestation": [_said(row["reaction"])]}
        reaction |= {"severity": row["severity"]} if row["severity"] else {}
        return {"resourceType": "AllergyIntolerance", "id": row["id"], "clinicalStatus": status,
                "type": "allergy", "code": _said(row["name"]), "patient": about,
                "reaction": [reaction]}  # fmt: skip
    return {"resourceType": "MedicationStatement", "id": row["id"], "status": "active",
            "medicationCodeableConcept": _said(row["name"]), "subject": about,
            "informationSource": about, "reasonCode": [_said(row["reason"])],
            "dosage": [_said(row["directions"])]}  # fmt: skip


def _goes(resource, gone):
    """True for what was taken out, and for what the pharmacy handed over of it."""
    asked = {one.get("reference") for one in resource.get("authorizingPrescription", ())}
    return bool(gone & {f"{resource['resourceType']}/{resource['id']}", *asked})


def _call(value, old, new):
    """Calls the person by the new first name wherever somebody writes to or about them."""
    pattern = re.compile(rf"\b{re.escape(old)}\b")
    if isinstance(value, dict):
        for name, each in value.items():
            if name in _SAID and isinstance(each, str):
                value[name] = pattern.sub(lambda _found: new, each)
            else:
                _call(each, old, new)
    elif isinstance(value, list):
        for each in value:
            _call(each, old, new)
