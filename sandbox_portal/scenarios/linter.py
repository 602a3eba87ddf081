"""Finds what is wrong with scenario files, each fault with its file and line."""

from django.utils.translation import gettext as _

from lms import readability
from lms.organisations.policy import SECTIONS
from sandbox_portal import events, personas
from sandbox_portal.chart import BrokenBundle
from sandbox_portal.failures import catalogue
from sandbox_portal.scenarios import openings, telling
from sandbox_portal.scenarios.files import BrokenScenario, Source, library
from sandbox_portal.scenarios.schema import FAILURE, NEWEST_FORMAT
from sandbox_portal.sections import menu

# A formula of reading ease says little about a single line; such texts count in the whole task only.
LEAST_WORDS = 20


def lint(paths=None):
    """Returns every fault of the files given (the library without any), in order of file and line."""
    sources, found = [], []
    for path in library() if paths is None else paths:
        source = None
        try:
            source = Source(path)
            sources.append((source, source.parse()))
        except BrokenScenario as broken:
            found += broken.faults
            found += unknown_events(source) if source else ()
    slugs = {}
    for source, file in sources:
        if file.slug in slugs:
            message = _("%(slug)s is in %(file)s as well") % {"slug": file.slug, "file": slugs[file.slug]}
            found.append(source.fault(("slug",), "double-slug", message))
        slugs[file.slug] = source.name
    for source, file in sources:
        found += faults_of(source, file, slugs)
    return sorted(set(found))


def faults_of(source, file, slugs):
    """Yields every fault of one file that fits the schema. `slugs` are the tasks that may come next."""
    yield from _persona(source, file)
    yield from _kinds(source, file)
    yield from _seats(source, file)
    yield from _slugs(source, file)
    yield from _events(source, file)
    yield from _reachable(source, file)
    yield from _openings(source, file)
    yield from _example(source, file)
    yield from _texts(source, file)
    if file.done.next_task and file.done.next_task not in slugs:
        yield source.fault(
            ("done", "next_task"),
            "unknown-task",
            _("there is no task %(next_task)s") % {"next_task": file.done.next_task},
        )


def _persona(source, file):
    try:
        personas.get(file.persona)
    except personas.UnknownPersona:
        known = ", ".join(personas.slugs())
        yield source.fault(
            ("persona",),
            "unknown-persona",
            _("%(name)s is none of %(known)s") % {"name": file.persona, "known": known},
        )
    except BrokenBundle as broken:
        yield source.fault(("persona",), "broken-persona", str(broken))


def _kinds(source, file):
    """Reports a section that no portal of the task has, and a person without a record in one of them."""
    portals = (file.kind, *file.portals)
    if len(set(portals)) != len(portals):
        yield source.fault(("portals",), "portals", _("a portal stands here twice"))
    if not any(file.section == each.name for kind in portals for each in menu.of(kind)):
        yield source.fault(
            ("section",),
            "unknown-section",
            _("no portal of this task has %(section)s") % {"section": file.section},
        )
    if file.persona not in personas.slugs():
        return
    for kind in portals:
        if kind not in personas.get(file.persona).kinds:
            message = _("%(persona)s has no record in a portal of the kind %(kind)s") % {
                "persona": file.persona,
                "kind": kind,
            }
            yield source.fault(("kind",), "no-record", message)


def _seats(source, file):
    if len(set(file.seats)) != len(file.seats):
        yield source.fault(("seats",), "seats", _("a seat stands here twice"))
    if len(file.seats) > 1 and set(file.turns) != set(file.seats):
        yield source.fault(("turns",), "missing-turn", _("with two seats, write a turn card for each"))
    for path, entry in _entries(file):
        seat = getattr(entry, "seat", None)
        if seat and seat not in file.seats:
            yield source.fault(
                (*path, "seat"),
                "unreachable",
                _("nobody plays the seat %(seat)s in this task") % {"seat": seat},
            )


def _entries(file):
    for part in ("checks", "mistakes"):
        for index, entry in enumerate(getattr(file, part)):
            yield (part, index), entry


def _slugs(source, file):
    seen = set()
    for path, entry in _entries(file):
        if entry.slug in seen:
            yield source.fault(
                (*path, "slug"), "double-slug", _("two parts are called %(slug)s") % {"slug": entry.slug}
            )
        seen.add(entry.slug)


def _ways(path, entry):
    """Yields (path, kind, facts) for every kind of event that a check or mistake looks for."""
    if getattr(entry, "kind", None):
        facts = dict(entry.facts)
        for point in getattr(entry, "points", ()):
            facts[point.replace("-", "_")] = True
        yield path, entry.kind, facts
    for index, way in enumerate(getattr(entry, "also", ())):
        yield (*path, "also", index), way.kind, way.facts


def _events(source, file):
    for path, entry in _entries(file):
        for where, kind, facts in _ways(path, entry):
            known = events.KINDS.get(kind)
            if known is None:
                yield _unknown_event(source, where, kind)
                continue
            for name, wanted in facts.items():
                for value in _values(wanted):
                    problem = events.fault(known, name, value)
                    if problem:
                        yield source.fault((*where, "facts", name), "unknown-fact", f"{kind}: {problem}")
                        break


def unknown_events(source):
    """Yields the events that nobody knows in a file that does not fit the schema: they need no schema."""
    parts = source.data if isinstance(source.data, dict) else {}
    for name in ("checks", "mistakes"):
        for path, entry in _mappings(parts.get(name), (name,)):
            for where, way in ((path, entry), *_mappings(entry.get("also"), (*path, "also"))):
                kind = way.get("kind")
                if isinstance(kind, str) and kind not in events.KINDS:
                    yield _unknown_event(source, where, kind)


def _mappings(entries, path):
    """Yields (path, mapping) of a list that may hold anything."""
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (*path, index), entry


def _unknown_event(source, where, kind):
    words = _("there is no event %(kind)s") % {"kind": kind}
    return source.fault((*where, "kind"), "unknown-event", words)


def _values(wanted):
    if isinstance(wanted, dict):
        return wanted.values()
    return wanted if isinstance(wanted, list) else [wanted]


def _reachable(source, file):
    """Reports checks that can never be met: waiting for one that is not there, or for each other."""
    after = {check.slug: check.after for check in file.checks}
    for path, entry in _entries(file):
        for name in ("after", "before"):
            waits_for = getattr(entry, name, None)
            if waits_for and waits_for not in after:
                yield source.fault(
                    (*path, name),
                    "unreachable",
                    _("there is no check %(check)s") % {"check": waits_for},
                )
        if path[0] == "checks" and _is_in_circle(entry.slug, after):
            yield source.fault(
                (*path, "after"), "unreachable", _("%(slug)s waits for itself") % {"slug": entry.slug}
            )
    yield from _always_mistaken(source, file)


def _is_in_circle(slug, after):
    seen, step = set(), after.get(slug)
    while step and step not in seen:
        if step == slug:
            return True
        seen.add(step)
        step = after.get(step)
    return False


def _always_mistaken(source, file):
    """Reports a check whose very act is a mistake that ends the attempt."""
    for index, check in enumerate(file.checks):
        for _path, kind, facts in _ways((), check):
            for mistake in file.mistakes:
                is_same = mistake.kind == kind and mistake.facts.items() <= facts.items()
                if mistake.ends and is_same and not (mistake.after or mistake.before or mistake.seat):
                    yield source.fault(
                        ("checks", index),
                        "unreachable",
                        _("what it looks for is the mistake %(slug)s") % {"slug": mistake.slug},
                    )


def _example(source, file):
    """Reports an old format, a step for a check that is not there, and checks that no step shows."""
    if file.format < NEWEST_FORMAT:
        message = _("write format: %(format)s and a worked example; then every mode can be chosen") % {
            "format": NEWEST_FORMAT
        }
        yield source.fault(("format",), "old-format", message)
        return
    checks, shown = [check.slug for check in file.checks], []
    for index, step in enumerate(file.example):
        if step.check and step.check not in checks:
            yield source.fault(
                ("example", index, "check"),
                "unknown-check",
                _("there is no check %(check)s") % {"check": step.check},
            )
        shown += [step.check] if step.check else []
    for slug in checks:
        if slug not in shown:
            yield source.fault(
                ("example",), "example-gap", _("no step shows how %(slug)s is met") % {"slug": slug}
            )


def _openings(source, file):
    for index, entry in enumerate(file.opening):
        if entry.do not in openings.kinds():
            known = ", ".join(sorted(openings.kinds()))
            where = ("opening", index, "do")
            yield source.fault(
                where,
                "unknown-opening",
                _("%(name)s is none of %(known)s") % {"name": entry.do, "known": known},
            )
        elif entry.do == FAILURE:
            yield from _failure(source, file, ("opening", index), entry.facts)


def _failure(source, file, path, facts):
    """Reports a failure that is in no catalogue or cannot be brought about, and a step that is not there."""
    entry = catalogue.entries().get(facts.get("failure"))
    if entry is None or not entry.can_strike:
        known = ", ".join(each.id for each in catalogue.entries().values() if each.can_strike)
        yield source.fault(
            path,
            "unknown-failure",
            _("%(name)s is none of %(known)s") % {"name": facts.get("failure"), "known": known},
        )
    after = facts.get("after")
    if after and after not in {check.slug for check in file.checks}:
        yield source.fault(path, "unreachable", _("there is no check %(check)s") % {"check": after})
    section = facts.get("section")
    if section and section not in SECTIONS:
        yield source.fault(
            path, "unreachable", _("the portal has no section %(section)s") % {"section": section}
        )


def _texts(source, file):
    whole = {"en": [], "es": []}
    for path, words in file.words():
        for language in whole:
            text = getattr(words, language)
            whole[language].append(text)
            for name in telling.unknown_blanks(text):
                yield source.fault(
                    (*path, language),
                    "unknown-blank",
                    _("nobody fills in %(name)s") % {"name": f"{{{name}}}"},
                )
            if len(text.split()) >= LEAST_WORDS:
                yield from _reading(source, (*path, language), text, language)
        if words.en == words.es and len(words.en) > 12:
            yield source.fault(path, "missing-translation", _("both languages say the same words"))
    for language, texts in whole.items():
        yield from _reading(source, ("title", language), "\n".join(texts), language)


def _reading(source, path, text, language):
    found = readability.grade(telling.without_blanks(text), language)
    if not found.is_easy:
        measure = _("grade") if language == "en" else _("ease")
        message = _("%(measure)s %(grade).1f, %(length).1f words a sentence: write it simpler") % {
            "measure": measure,
            "grade": found.grade,
            "length": found.sentence_length,
        }
        yield source.fault(path, "too-hard", message)
