"""Every word the product may use in a statement: verbs, activity types and extensions.

ADL's own IRIs stand where ADL has the word; the others are defined in our profile (`profile.py`), which is
generated from this file. A word is never changed once statements use it: add a new one instead.
"""

from dataclasses import dataclass

from analytics.xapi.addresses import vocabulary_base

ADL_VERBS = "http://adlnet.gov/expapi/verbs/"
ADL_PROFILE_VERBS = "https://w3id.org/xapi/adl/verbs/"
ADL_TYPES = "http://adlnet.gov/expapi/activities/"

Text = dict[str, str]


@dataclass(frozen=True)
class Term:
    """One word: where it lives, how it is called and what it means, in English and Spanish."""

    key: str
    label: Text
    definition: Text
    folder: str
    adl: str = ""
    broad_match: tuple[str, ...] = ()
    schema: str = ""
    verbs: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """Return ADL's IRI, or ours."""
        return self.adl or f"{vocabulary_base()}{self.folder}/{self.key}"

    @property
    def is_ours(self) -> bool:
        """Says whether our profile has to define this word."""
        return not self.adl


def _index(*terms: Term) -> dict[str, Term]:
    return {term.key: term for term in terms}


def _verb(key: str, label: Text, definition: Text, **more) -> Term:
    return Term(key, label, definition, "verbs", **more)


def _type(key: str, label: Text, definition: Text, **more) -> Term:
    return Term(key, label, definition, "activity-types", **more)


VERBS = _index(
    _verb(
        "initialized",
        {"en": "started", "es": "empezó"},
        {"en": "The learner opened it for the first time.", "es": "La persona lo abrió por primera vez."},
        adl=f"{ADL_VERBS}initialized",
    ),
    _verb(
        "progressed",
        {"en": "moved on in", "es": "avanzó en"},
        {"en": "The learner finished one step of it.", "es": "La persona terminó un paso."},
        adl=f"{ADL_VERBS}progressed",
    ),
    _verb(
        "completed",
        {"en": "finished", "es": "terminó"},
        {"en": "The learner reached its end.", "es": "La persona llegó al final."},
        adl=f"{ADL_VERBS}completed",
    ),
    _verb(
        "attempted",
        {"en": "tried", "es": "intentó"},
        {"en": "The learner began a practice task.", "es": "La persona empezó una tarea de práctica."},
        adl=f"{ADL_VERBS}attempted",
    ),
    _verb(
        "passed",
        {"en": "passed", "es": "logró"},
        {"en": "Every check of the task was met.", "es": "Se cumplió todo lo que pedía la tarea."},
        adl=f"{ADL_VERBS}passed",
    ),
    _verb(
        "failed",
        {"en": "did not pass yet", "es": "todavía no logró"},
        {"en": "The learner made a mistake that ended the try.", "es": "Un error terminó el intento."},
        adl=f"{ADL_VERBS}failed",
    ),
    _verb(
        "answered",
        {"en": "answered", "es": "respondió"},
        {"en": "The learner chose among given answers.", "es": "La persona eligió entre respuestas dadas."},
        adl=f"{ADL_VERBS}answered",
    ),
    _verb(
        "asked-for-help",
        {"en": "asked for help with", "es": "pidió ayuda con"},
        {"en": "The learner opened a hint.", "es": "La persona abrió una pista."},
        adl=f"{ADL_VERBS}asked",
    ),
    _verb(
        "planned",
        {"en": "planned", "es": "planeó"},
        {
            "en": "The learner wrote down a next step. The words stay with the learner.",
            "es": "La persona anotó un próximo paso. Las palabras quedan con la persona.",
        },
    ),
    _verb(
        "reported",
        {"en": "reported on", "es": "contó sobre"},
        {
            "en": "The learner said whether a planned step was done in real life.",
            "es": "La persona dijo si hizo en la vida real un paso que había planeado.",
        },
    ),
    _verb(
        "launched",
        {"en": "was shown", "es": "vio abrirse"},
        {
            "en": "A package from elsewhere was opened for the learner.",
            "es": "Se abrió para la persona un paquete de otra herramienta.",
        },
        adl=f"{ADL_VERBS}launched",
    ),
    _verb(
        "terminated",
        {"en": "closed", "es": "cerró"},
        {
            "en": "The package said that the learner is done for now.",
            "es": "El paquete avisó que la persona terminó por ahora.",
        },
        adl=f"{ADL_VERBS}terminated",
    ),
    _verb(
        "abandoned",
        {"en": "left", "es": "dejó"},
        {
            "en": "A package was opened anew before it had said that it was closed.",
            "es": "Un paquete se abrió de nuevo antes de avisar que se había cerrado.",
        },
        adl=f"{ADL_PROFILE_VERBS}abandoned",
    ),
    _verb(
        "satisfied",
        {"en": "met all of", "es": "cumplió todo en"},
        {
            "en": "The learner met what every part of a package asks for.",
            "es": "La persona cumplió lo que pide cada parte de un paquete.",
        },
        adl=f"{ADL_PROFILE_VERBS}satisfied",
    ),
)

ACTIVITY_TYPES = _index(
    _type(
        "course",
        {"en": "course", "es": "curso"},
        {"en": "A row of lessons.", "es": "Una serie de lecciones."},
        adl=f"{ADL_TYPES}course",
    ),
    _type(
        "lesson",
        {"en": "lesson", "es": "lección"},
        {"en": "One lesson of five steps.", "es": "Una lección de cinco pasos."},
        adl=f"{ADL_TYPES}lesson",
    ),
    _type(
        "lesson-step",
        {"en": "lesson step", "es": "paso de una lección"},
        {
            "en": "One of the five steps of a lesson: connect, see, try, reflect or plan.",
            "es": "Uno de los cinco pasos de una lección: conectar, ver, probar, pensar o planear.",
        },
    ),
    _type(
        "question",
        {"en": "question", "es": "pregunta"},
        {"en": "A question inside a lesson.", "es": "Una pregunta dentro de una lección."},
        adl=f"{ADL_TYPES}question",
    ),
    _type(
        "scenario",
        {"en": "practice task", "es": "tarea de práctica"},
        {
            "en": "A task in the pretend portal, with invented people.",
            "es": "Una tarea en el portal de práctica, con personas inventadas.",
        },
        adl=f"{ADL_TYPES}simulation",
    ),
    _type(
        "self-check",
        {"en": "self-check", "es": "autoevaluación"},
        {"en": "A row of questions about oneself.", "es": "Una serie de preguntas sobre uno mismo."},
        adl=f"{ADL_TYPES}assessment",
    ),
    _type(
        "self-check-question",
        {"en": "self-check question", "es": "pregunta de la autoevaluación"},
        {
            "en": "One question of the self-check: how often the learner does one thing in their own portal.",
            "es": "Una pregunta de la autoevaluación: con qué frecuencia la persona hace algo en su portal.",
        },
        broad_match=(f"{ADL_TYPES}question",),
    ),
    _type(
        "plan-step",
        {"en": "plan step", "es": "paso del plan"},
        {
            "en": "A next step that the learner chose. It carries no words of the learner.",
            "es": "Un próximo paso que la persona eligió. No lleva palabras de la persona.",
        },
    ),
    _type(
        "refresher",
        {"en": "refresher", "es": "repaso"},
        {
            "en": "A few questions of a lesson, asked again some days after it; the key ends with the days.",
            "es": "Unas preguntas de una lección, repetidas días después; la clave termina en los días.",
        },
    ),
    _type(
        "package",
        {"en": "package from elsewhere", "es": "paquete de otra herramienta"},
        {
            "en": "A package made with another tool (SCORM, cmi5, H5P) and played inside a lesson.",
            "es": "Un paquete de otra herramienta (SCORM, cmi5, H5P) que se usa dentro de una lección.",
        },
    ),
    _type(
        "organisation",
        {"en": "organization", "es": "organización"},
        {
            "en": "The clinic or nonprofit whose site the learner used; stands in the grouping.",
            "es": "La clínica u organización cuyo sitio usó la persona; va en la agrupación.",
        },
    ),
    _type(
        "class",
        {"en": "class", "es": "clase"},
        {
            "en": "A class the learner was in; stands in the grouping, by its key only.",
            "es": "Una clase en la que estaba la persona; va en la agrupación, solo con su clave.",
        },
    ),
    _type(
        "skill",
        {"en": "portal skill", "es": "habilidad"},
        {
            "en": "The portal skill that the activity teaches or measures; stands in the grouping.",
            "es": "La habilidad que la actividad enseña o mide; va en la agrupación.",
        },
    ),
)

# Words of other profiles that only ever stand in a context.
PROFILE_TYPE = f"{ADL_TYPES}profile"

_COUNT = '{"type": "integer", "minimum": 0}'
_SLUG = '{"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}'

CONTEXT_EXTENSIONS = _index(
    Term(
        "skill",
        {"en": "skill", "es": "habilidad"},
        {
            "en": "The slug of the portal skill concerned.",
            "es": "El identificador de la habilidad de que se trata.",
        },
        "extensions",
        schema=_SLUG,
    ),
    Term(
        "organisation",
        {"en": "organization", "es": "organización"},
        {
            "en": "The slug of the organization whose site the learner used.",
            "es": "El identificador de la organización cuyo sitio usó la persona.",
        },
        "extensions",
        schema=_SLUG,
    ),
    Term(
        "mode",
        {"en": "mode", "es": "modo"},
        {
            "en": "How a practice task was done: guided (hints at hand) or solo.",
            "es": "Cómo se hizo la tarea: guiada (con pistas) o sin ayuda.",
        },
        "extensions",
        schema='{"type": "string", "enum": ["guided", "solo"]}',
    ),
    Term(
        "path",
        {"en": "path", "es": "camino"},
        {
            "en": "Whether the learner came as a patient, a caregiver or a helper.",
            "es": "Si la persona vino como paciente, cuidadora o ayudante.",
        },
        "extensions",
        schema='{"type": "string", "enum": ["patient", "caregiver", "helper"]}',
    ),
    Term(
        "seat",
        {"en": "seat", "es": "lugar"},
        {
            "en": "Whose place in the story the learner took.",
            "es": "El lugar de quién tomó la persona en la historia.",
        },
        "extensions",
        schema=_SLUG,
    ),
)

RESULT_EXTENSIONS = _index(
    Term(
        "hints",
        {"en": "hints", "es": "pistas"},
        {
            "en": "How many hints were opened in this try.",
            "es": "Cuántas pistas se abrieron en este intento.",
        },
        "extensions",
        schema=_COUNT,
        verbs=("passed", "failed", "asked-for-help"),
    ),
    Term(
        "tries",
        {"en": "tries", "es": "intentos"},
        {"en": "How many tries it took so far.", "es": "Cuántos intentos van hasta ahora."},
        "extensions",
        schema=_COUNT,
        verbs=("passed", "failed", "answered"),
    ),
    Term(
        "mistakes",
        {"en": "mistakes", "es": "errores"},
        {
            "en": "The keys of the typical mistakes made in this try.",
            "es": "Las claves de los errores típicos de este intento.",
        },
        "extensions",
        schema=f'{{"type": "array", "items": {_SLUG}}}',
        verbs=("passed", "failed"),
    ),
    Term(
        "cases",
        {"en": "cases", "es": "casos"},
        {
            "en": (
                "How the cases of a trainer went, as counts: all and right; of the dangerous ones (fake, or "
                "urgent) all and caught; of the harmless ones all and false alarms."
            ),
            "es": (
                "Cómo salieron los casos de un entrenamiento, en números: todos y correctos; de los "
                "peligrosos (falsos o urgentes) todos y descubiertos; de los inofensivos todos y las falsas "
                "alarmas."
            ),
        },
        "extensions",
        schema=(
            '{"type": "object", "properties": {"of": {"type": "integer"}, "right": {"type": "integer"}, '
            '"threats": {"type": "integer"}, "caught": {"type": "integer"}, '
            '"harmless": {"type": "integer"}, "alarms": {"type": "integer"}}}'
        ),
        verbs=("passed", "failed"),
    ),
)

EXTENSIONS = CONTEXT_EXTENSIONS | RESULT_EXTENSIONS

MODES = ("guided", "solo")
PATHS = ("patient", "caregiver", "helper")

# What the product records: which verb goes with which type of activity, and in which course of events.
# Our profile has one statement template for each pair and one pattern for each course of events.
COURSE, PRACTICE, SELF_CHECK = "course-taken", "task-practised", "self-check-taken"
KINDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("initialized", "course"): (COURSE,),
    ("completed", "course"): (COURSE,),
    ("initialized", "lesson"): (COURSE,),
    ("progressed", "lesson"): (COURSE,),
    ("progressed", "lesson-step"): (COURSE,),
    ("completed", "lesson-step"): (COURSE,),
    ("completed", "lesson"): (COURSE,),
    ("answered", "question"): (COURSE,),
    ("completed", "refresher"): (COURSE,),
    ("initialized", "package"): (COURSE,),
    ("completed", "package"): (COURSE,),
    ("passed", "package"): (COURSE,),
    ("failed", "package"): (COURSE,),
    ("launched", "package"): (COURSE,),
    ("terminated", "package"): (COURSE,),
    ("abandoned", "package"): (COURSE,),
    ("satisfied", "package"): (COURSE,),
    ("initialized", "scenario"): (PRACTICE,),
    ("attempted", "scenario"): (PRACTICE,),
    ("asked-for-help", "scenario"): (PRACTICE,),
    ("failed", "scenario"): (PRACTICE,),
    ("passed", "scenario"): (PRACTICE,),
    ("completed", "scenario"): (PRACTICE,),
    ("initialized", "self-check"): (SELF_CHECK,),
    ("answered", "self-check-question"): (SELF_CHECK,),
    ("completed", "self-check"): (SELF_CHECK,),
    ("planned", "plan-step"): (COURSE, SELF_CHECK),
    ("completed", "plan-step"): (COURSE, SELF_CHECK),
    ("reported", "plan-step"): (COURSE, SELF_CHECK),
}
