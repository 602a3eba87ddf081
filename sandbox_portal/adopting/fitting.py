"""Whether a changed record still fits an organization's tasks about that person."""

import json
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sandbox_portal import chart, personas
from sandbox_portal.adopting.models import AdaptedPerson
from sandbox_portal.personas import sheet
from sandbox_portal.scenarios import openings
from sandbox_portal.scenarios.checks import Check
from sandbox_portal.scenarios.models import Scenario
from sandbox_portal.sections.proxy import levels

OLDEST = 115


@dataclass(frozen=True)
class Words:
    """A task that still says what the record does not say any more."""

    title: str
    words: tuple[str, ...]


def faults(draft):
    """Returns why a draft cannot be offered, for people; [] where nothing stands in the way. Four queries."""
    organisation, slug, facts = draft.organisation, draft.slug, draft.facts
    found = _in_words(facts)
    if not _is_day(facts["born"]):
        found.append(_("Give the birth date as a day, such as 1955-03-08."))
    if found:
        return found
    try:
        facts = personas.sheet_of(draft)
        made = personas.with_sheet(slug, facts)
    except chart.BrokenBundle as broken:
        return [
            _("The record cannot be read any more: %(fault)s") % {"fault": each} for each in broken.errors
        ]
    library = personas.get(slug)
    day = library.anchor_date
    age = made.chart.patient.age_on(day)
    if not 0 <= age <= OLDEST:
        return [_("This birth date makes nobody between 0 and %(most)d years old.") % {"most": OLDEST}]
    tasks = list(_tasks(organisation, slug))
    found = _of_age(tasks, organisation.policy, library.chart.patient.age_on(day), age)
    gone = sheet.removed(personas.library_sheet(slug), facts) | _other_rules(library, made)
    return found + _of_what_is_gone(tasks, gone) if gone else found


def still_said(draft):
    """Returns the tasks that still speak of what was changed, as Words. One query."""
    old = _old_words(personas.library_sheet(draft.slug), personas.sheet_of(draft))
    found = []
    for task in _tasks(draft.organisation, draft.slug) if old else ():
        text = json.dumps(task.texts, ensure_ascii=False)
        said = tuple(word for word in old if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))
        if said:
            found.append(Words(task.text("title", get_language()), said))
    return found


def taken_out(organisation_id, slug):
    """Returns {id: what it is, a Text} of what an organisation's own version of a person does not have.

    One query, and another one the first time.
    """
    name = AdaptedPerson.objects.filter(organisation=organisation_id).live().names().get(slug)
    return personas.get(name).gone if name and slug in personas.slugs() else {}


def is_met(scenario, persona):
    """True where a person's record has all that a task needs. One query where something was taken out."""
    return not persona.gone or not needed(_parts([scenario])[scenario.pk], persona.gone)


def begun_with(opening):
    """Returns what a task begins with, as parts: the facts of each, the usual ones where it gives none."""
    return [[openings.facts_of(each["do"], each["facts"])] for each in opening]


def impossible(ways, gone):
    """True where none of the ways to meet a check is left. `ways` are lists of facts."""
    return bool(ways) and all(any(_is_gone(value, gone) for value in facts.values()) for facts in ways)


def _is_gone(wanted, gone):
    values = wanted if isinstance(wanted, list) else [wanted]
    return bool(values) and all(isinstance(value, str) and value in gone for value in values)


def _tasks(organisation, slug):
    return Scenario.objects.current().open_to(organisation).about(slug)


def _in_words(facts):
    """Reports a missing name, and what is empty in one of the languages."""
    found = []
    if not facts["given"] or not facts["family"]:
        found.append(_("Give the person a first name and a last name."))
    texts = [facts["story"], facts["who"]]
    texts += [row.get(name) for part in sheet.LISTS for row in facts[part] for name in sheet.TEXTS[part]]
    if any(words and bool(words["en"]) != bool(words["es"]) for words in texts):
        found.append(_("Write each text in English and in Spanish."))
    return found


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _of_age(tasks, policy, before, after):
    """Reports the tasks with a helper, where the clinic's rules give the helper of this age other doors."""
    if levels.access_at(before, policy) == levels.access_at(after, policy):
        return []
    said = _("“%(task)s” needs a person of about %(age)d years: at %(new)d a helper sees something else.")
    return [
        said % {"task": task.text("title", get_language()), "age": before, "new": after}
        for task in tasks
        if "proxy" in task.seats or task.section == "proxy"
    ]


def _other_rules(library, made):
    """Returns {id: name, a Text} of medicines that would be controlled, or not any more: by other rules."""
    found = {}
    for one in library.chart.medications:
        now = made.chart.medication(one.id)
        if now and now.is_controlled != one.is_controlled:
            found[one.id] = one.name
    return found


def _of_what_is_gone(tasks, gone):
    said = _("“%(task)s” needs %(what)s in the record. Leave it in, or hide or adapt the task first.")
    parts = _parts(tasks)
    return [
        said % {"task": task.text("title", get_language()), "what": gone[one]}
        for task in tasks
        for one in needed(parts[task.pk], gone)
    ]


def _parts(tasks):
    """Returns {key of a task: what it needs, each as its ways}. One query."""
    found = {task.pk: begun_with(task.opening) for task in tasks}
    for check in Check.objects.filter(scenario__in=tasks).order_by("order"):
        if not check.is_mistake:
            found[check.scenario_id].append(_ways(check))
    return found


def needed(parts, gone):
    """Returns the ids of what is gone, and without which a part of a task (its ways) cannot be met."""
    found = {
        value
        for ways in parts
        if impossible(ways, gone)
        for facts in ways
        for value in _flat(facts)
        if value in gone
    }
    return sorted(found)


def _ways(check):
    ways = [getattr(check, "facts", None)] + [way.get("facts", {}) for way in getattr(check, "also", ())]
    return [facts for facts in ways if facts is not None]


def _flat(facts):
    for value in facts.values():
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def _old_words(library, facts):
    """Returns what the record said and says no more: names, the year of birth, first words of things."""
    old = [library[name] for name in ("given", "family") if library[name] != facts[name]]
    if library["born"][:4] != facts["born"][:4]:
        old.append(library["born"][:4])
    for part in sheet.LISTS:
        now = {row["id"]: row for row in facts[part]}
        for row in library[part]:
            mine = now.get(row["id"], {})
            for language, words in (row.get("name") or {}).items():
                new = (mine.get("name") or {}).get(language, "")
                if new != words:
                    old.append(words if part in ("problems", "team") else words.split()[0])
    return list(dict.fromkeys(word for word in old if word))
