"""Our vocabulary as an xAPI Profile (JSON-LD), by https://w3id.org/xapi/profiles 1.0.

ADL's words are used and not defined again, as the specification asks.
"""

from analytics.xapi.profile_ids import GENERATED_AT, profile_iri, version_iri
from analytics.xapi.vocabulary import (
    ACTIVITY_TYPES,
    CONTEXT_EXTENSIONS,
    COURSE,
    EXTENSIONS,
    KINDS,
    PRACTICE,
    RESULT_EXTENSIONS,
    SELF_CHECK,
    VERBS,
    Term,
)

CONTENT_TYPE = "application/ld+json"
_PROFILE_CONTEXT = "https://w3id.org/xapi/profiles/context"
_CONFORMS_TO = "https://w3id.org/xapi/profiles#1.0"

_COURSES_OF_EVENTS = {
    COURSE: (
        {"en": "Taking a course", "es": "Tomar un curso"},
        {
            "en": "Everything recorded in one enrollment: its registration is the enrollment's.",
            "es": "Todo lo que se registra en una inscripción: su registro es el de la inscripción.",
        },
    ),
    PRACTICE: (
        {"en": "Practicing a task", "es": "Practicar una tarea"},
        {
            "en": "Everything recorded in one practice of a task: its registration is the practice's.",
            "es": "Todo lo que se registra en una práctica de una tarea: su registro es el de la práctica.",
        },
    ),
    SELF_CHECK: (
        {"en": "Taking the self-check", "es": "Hacer la autoevaluación"},
        {
            "en": "Everything recorded in one sitting of the self-check, and the steps planned in it.",
            "es": "Todo lo que se registra en una autoevaluación, y los pasos planeados en ella.",
        },
    ),
}
_OUTCOMES = {
    "passed": ("$.result.success", True),
    "failed": ("$.result.success", False),
    "completed": ("$.result.completion", True),
}


def document() -> dict:
    """Returns the whole profile as JSON-able data."""
    return {
        "id": profile_iri(),
        "@context": _PROFILE_CONTEXT,
        "type": "Profile",
        "conformsTo": _CONFORMS_TO,
        "prefLabel": {
            "en": "Learning to use a patient portal",
            "es": "Aprender a usar un portal de pacientes",
        },
        "definition": {
            "en": (
                "What a person does while learning to use a patient portal: lessons, practice tasks in a "
                "pretend portal, and a self-check. Actors are opaque accounts; no words of the learner are "
                "recorded."
            ),
            "es": (
                "Lo que hace una persona mientras aprende a usar un portal de pacientes: lecciones, tareas "
                "en un portal de práctica y una autoevaluación. Las personas son cuentas sin nombre; no se "
                "registra ninguna palabra suya."
            ),
        },
        "versions": [{"id": version_iri(), "generatedAtTime": GENERATED_AT}],
        "author": {"type": "Organization", "name": "Portalwise"},
        "concepts": _concepts(),
        "templates": [_template(verb, kind) for verb, kind in KINDS],
        "patterns": [part for key in _COURSES_OF_EVENTS for part in _patterns(key)],
    }


def template_iri(verb: str, kind: str) -> str:
    """Returns the address of the template for this verb with this type of activity."""
    return f"{profile_iri()}/templates/{verb}-{kind}"


def _concepts() -> list[dict]:
    return [
        *(_concept(term, "Verb") for term in VERBS.values() if term.is_ours),
        *(_concept(term, "ActivityType") for term in ACTIVITY_TYPES.values() if term.is_ours),
        *(_concept(term, "ContextExtension") for term in CONTEXT_EXTENSIONS.values()),
        *(_concept(term, "ResultExtension") for term in RESULT_EXTENSIONS.values()),
    ]


def _concept(term: Term, kind: str) -> dict:
    optional = {
        "broadMatch": list(term.broad_match),
        "inlineSchema": term.schema,
        "recommendedVerbs": [VERBS[verb].iri for verb in term.verbs],
    }
    return {
        "id": term.iri,
        "type": kind,
        "inScheme": version_iri(),
        "prefLabel": term.label,
        "definition": term.definition,
        **{name: value for name, value in optional.items() if value},
    }


def _template(verb_key: str, type_key: str) -> dict:
    verb, kind = VERBS[verb_key], ACTIVITY_TYPES[type_key]
    return {
        "id": template_iri(verb_key, type_key),
        "type": "StatementTemplate",
        "inScheme": version_iri(),
        "prefLabel": {code: f"{verb.label[code]}: {kind.label[code]}" for code in ("en", "es")},
        "definition": verb.definition,
        "verb": verb.iri,
        "objectActivityType": kind.iri,
        "contextGroupingActivityType": [ACTIVITY_TYPES["organisation"].iri],
        "rules": _rules(verb_key),
    }


def _rules(verb_key: str) -> list[dict]:
    rules = [
        {"location": "$.context.registration", "presence": "included"},
        {
            "location": "$.context.contextActivities.category[*].id",
            "presence": "included",
            "any": [version_iri()],
        },
        {"location": f"$.context.extensions['{EXTENSIONS['organisation'].iri}']", "presence": "included"},
        {"location": f"$.context.extensions['{EXTENSIONS['skill'].iri}']", "presence": "recommended"},
    ]
    if verb_key in _OUTCOMES:
        location, outcome = _OUTCOMES[verb_key]
        rules.append({"location": location, "presence": "included", "all": [outcome]})
    return rules


def _patterns(key: str) -> list[dict]:
    """Returns a primary pattern and its part: its kinds of statement in one registration, in any order."""
    label, definition = _COURSES_OF_EVENTS[key]
    primary = f"{profile_iri()}/patterns/{key}"
    part = f"{primary}-event"
    return [
        {
            "id": primary,
            "type": "Pattern",
            "primary": True,
            "inScheme": version_iri(),
            "prefLabel": label,
            "definition": definition,
            "oneOrMore": part,
        },
        {
            "id": part,
            "type": "Pattern",
            "primary": False,
            "inScheme": version_iri(),
            "alternates": [template_iri(*kind) for kind, courses in KINDS.items() if key in courses],
        },
    ]
