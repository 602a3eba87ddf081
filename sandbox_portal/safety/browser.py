"""What the browser needs to warn while one types: the same phrases and patterns, as one static file.

`manage.py build_safety_data` writes it; a test holds it to the lists. The server checks everything again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.functional import lazy

from sandbox_portal.safety.findings import STOPPING
from sandbox_portal.safety.identifiers import RULES, Rule
from sandbox_portal.safety.lists import LANGUAGES, lexicon

FILE = Path(__file__).parent.parent / "static" / "sandbox_portal" / "safety-data.json"
NAME = "sandbox_portal/safety-data.json"
CUES = frozenset({"not_negation", "past", "present", "about", "idiom"})
_static = lazy(static, str)  # the manifest of hashed names is not there yet when forms are declared


def attributes() -> dict[str, str]:
    """The attributes of a field that safety.js looks after: where its data lies."""
    return {"data-safety": _static(NAME)}


def data() -> dict[str, Any]:
    """The phrases of the two red tiers, the cues that soften them, and the identifier patterns.

    Words are named by their place in `words`, slots by theirs in `slots`, phrases by theirs in `atoms`.
    """
    book = lexicon()
    alarms = [alarm for found in book.alarms.values() for alarm in found if alarm.tier in STOPPING]
    cues = {number for number, kinds in book.marks.items() if CUES.intersection(kinds)}
    wanted = sorted({number for alarm in alarms for number in (*alarm.parts, *alarm.unless)} | cues)
    place = {number: position for position, number in enumerate(wanted)}
    atoms = [book.index.atoms[number] for number in wanted]
    slots = sorted({slot.keys for atom in atoms for slot in atom.slots}, key=sorted)
    words = sorted({key for keys in slots for key in keys})
    word_place = {word: position for position, word in enumerate(words)}
    slot_place = {keys: position for position, keys in enumerate(slots)}
    return {
        "words": " ".join(words),
        "slots": [sorted(word_place[key] for key in keys) for keys in slots],
        "atoms": [
            [
                LANGUAGES.index(atom.language),
                *(part for slot in atom.slots for part in (slot.gap, slot_place[slot.keys])),
            ]
            for atom in atoms
        ],
        "alarms": [
            [alarm.tier.value, [place[part] for part in alarm.parts], [place[one] for one in alarm.unless]]
            for alarm in alarms
        ],
        "cues": {
            kind: sorted(place[number] for number in cues if kind in book.marks[number])
            for kind in sorted(CUES)
        },
        "no": " ".join(sorted(book.words["before"])),
        "but": " ".join(sorted(book.words["breaks"])),
        "small": [" ".join(sorted(book.cues[language].fillers)) for language in LANGUAGES],
        "spellings": {wrong: right for wrong, right in sorted(book.spellings.items()) if wrong != right},
        "rules": [_rule(rule) for rule in RULES],
    }


def _rule(rule: Rule) -> list[Any]:
    flags = "g" if rule.is_cased else "gi"
    return [
        rule.kind,
        rule.action.value,
        rule.pattern,
        flags,
        rule.near,
        rule.not_near,
        rule.reach,
        rule.check,
    ]


def text() -> str:
    """The static file's content; the same lists always give the same bytes."""
    return json.dumps(data(), ensure_ascii=False, separators=(",", ":")) + "\n"
