"""Finds what is wrong with scenario files, each fault with its file and line."""

from lms import readability
from sandbox_portal import events, personas
from sandbox_portal.chart import BrokenBundle
from sandbox_portal.scenarios import openings, telling
from sandbox_portal.scenarios.files import BrokenScenario, Source, library
from sandbox_portal.scenarios.schema import NEWEST_FORMAT

# A formula of reading ease says little about a single line; such texts count in the whole task only.
LEAST_WORDS = 20


def lint(paths=None):
    """Returns every fault of the files given (the library without any), in order of file and line."""
    sources, found = [], []
    for path in library() if paths is None else paths:
        try:
            source = Source(path)
            sources.append((source, source.parse()))
        except BrokenScenario as broken:
            found += broken.faults
    slugs = {}
    for source, file in sources:
        if file.slug in slugs:
            message = f"{file.slug} is in {slugs[file.slug]} as well"
            found.append(source.fault(("slug",), "double-slug", message))
        slugs[file.slug] = source.name
    for source, file in sources:
        found += _faults(source, file, slugs)
    return sorted(set(found))


def _faults(source, file, slugs):
    yield from _persona(source, file)
    yield from _seats(source, file)
    yield from _slugs(source, file)
    yield from _events(source, file)
    yield from _reachable(source, file)
    yield from _openings(source, file)
    yield from _example(source, file)
    yield from _texts(source, file)
    if file.done.next_task and file.done.next_task not in slugs:
        yield source.fault(("done", "next_task"), "unknown-task", f"there is no task {file.done.next_task}")


def _persona(source, file):
    try:
        personas.get(file.persona)
    except personas.UnknownPersona:
        known = ", ".join(personas.slugs())
        yield source.fault(("persona",), "unknown-persona", f"{file.persona} is none of {known}")
    except BrokenBundle as broken:
        yield source.fault(("persona",), "broken-persona", str(broken))


def _seats(source, file):
    if len(set(file.seats)) != len(file.seats):
        yield source.fault(("seats",), "seats", "a seat stands here twice")
    if len(file.seats) > 1 and set(file.turns) != set(file.seats):
        yield source.fault(("turns",), "missing-turn", "with two seats, write a turn card for each")
    for path, entry in _entries(file):
        seat = getattr(entry, "seat", None)
        if seat and seat not in file.seats:
            yield source.fault((*path, "seat"), "unreachable", f"nobody plays the seat {seat} in this task")


def _entries(file):
    for part in ("checks", "mistakes"):
        for index, entry in enumerate(getattr(file, part)):
            yield (part, index), entry


def _slugs(source, file):
    seen = set()
    for path, entry in _entries(file):
        if entry.slug in seen:
            yield source.fault((*path, "slug"), "double-slug", f"two parts are called {entry.slug}")
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
                yield source.fault((*where, "kind"), "unknown-event", f"there is no event {kind}")
                continue
            for name, wanted in facts.items():
                for value in _values(wanted):
                    problem = events.fault(known, name, value)
                    if problem:
                        yield source.fault((*where, "facts", name), "unknown-fact", f"{kind}: {problem}")
                        break


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
                yield source.fault((*path, name), "unreachable", f"there is no check {waits_for}")
        if path[0] == "checks" and _is_in_circle(entry.slug, after):
            yield source.fault((*path, "after"), "unreachable", f"{entry.slug} waits for itself")
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
        for _, kind, facts in _ways((), check):
            for mistake in file.mistakes:
                is_same = mistake.kind == kind and mistake.facts.items() <= facts.items()
                if mistake.ends and is_same and not (mistake.after or mistake.before or mistake.seat):
                    yield source.fault(
                        ("checks", index), "unreachable", f"what it looks for is the mistake {mistake.slug}"
                    )


def _example(source, file):
    """Reports an old format, a step for a check that is not there, and checks that no step shows."""
    if file.format < NEWEST_FORMAT:
        message = f"write format: {NEWEST_FORMAT} and a worked example; then every mode can be chosen"
        yield source.fault(("format",), "old-format", message)
        return
    checks, shown = [check.slug for check in file.checks], []
    for index, step in enumerate(file.example):
        if step.check and step.check not in checks:
            yield source.fault(
                ("example", index, "check"), "unknown-check", f"there is no check {step.check}"
            )
        shown += [step.check] if step.check else []
    for slug in checks:
        if slug not in shown:
            yield source.fault(("example",), "example-gap", f"no step shows how {slug} is met")


def _openings(source, file):
    for index, entry in enumerate(file.opening):
        if entry.do not in openings.kinds():
            known = ", ".join(sorted(openings.kinds()))
            where = ("opening", index, "do")
            yield source.fault(where, "unknown-opening", f"{entry.do} is none of {known}")


def _texts(source, file):
    whole = {"en": [], "es": []}
    for path, words in file.words():
        for language in whole:
            text = getattr(words, language)
            whole[language].append(text)
            for name in telling.unknown_blanks(text):
                yield source.fault((*path, language), "unknown-blank", f"nobody fills in {{{name}}}")
            if len(text.split()) >= LEAST_WORDS:
                yield from _reading(source, (*path, language), text, language)
        if words.en == words.es and len(words.en) > 12:
            yield source.fault(path, "missing-translation", "both languages say the same words")
    for language, texts in whole.items():
        yield from _reading(source, ("title", language), "\n".join(texts), language)


def _reading(source, path, text, language):
    found = readability.grade(telling.without_blanks(text), language)
    if not found.is_easy:
        measure = "grade" if language == "en" else "ease"
        length = f"{found.sentence_length:.1f} words a sentence"
        message = f"{measure} {found.grade:.1f}, {length}: write it simpler"
        yield source.fault(path, "too-hard", message)
