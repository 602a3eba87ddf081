"""What the pretend clinic answers, chosen from what was asked; typed words are never repeated."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from lms.organisations.policy import Words
from sandbox_portal.chart.model import Chart, Medication
from sandbox_portal.safety import tokens
from sandbox_portal.sections import dates
from sandbox_portal.sections.messages.states import Category, State

FILE = Path(__file__).parent / "answers.yaml"


@dataclass(frozen=True)
class Asked:
    """What a message asks for, without one of its words. The five checks are the coach's."""

    category: str
    medicine: str = ""  # the chart's id of the medicine that is named, if any
    is_controlled: bool = False
    clear_ask: bool = True
    one_topic: bool = True
    when: bool = True
    is_follow_up: bool = False
    is_late: bool = False  # the clinic had promised an answer by now

    def as_facts(self) -> dict:
        """Returns the same, to be kept with the reply that will be sent."""
        return asdict(self)

    @classmethod
    def from_facts(cls, facts: dict) -> "Asked":
        """Returns what `as_facts` wrote, leaving other facts aside."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in facts.items() if name in known})


class Answer(BaseModel):
    """One text of the clinic's, and the state the conversation is in after it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outcome: State
    by: str = Field(pattern="nurse|doctor|front-desk|billing")
    text: Words


@cache
def all_answers() -> dict[str, Answer]:
    """Returns every answer by its key, read once from answers.yaml."""
    loaded = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {key: Answer.model_validate(entry) for key, entry in loaded.items()}


def choose(asked: Asked) -> str:
    """Returns the key of the answer that this message gets."""
    if not asked.one_topic:
        return "one-topic"
    if asked.is_controlled:
        return "controlled"
    if asked.is_follow_up and not asked.clear_ask:
        return "thanks"
    if asked.category in (Category.MEDICAL, Category.MEDICINE):
        return _about_health(asked)
    return _BY_CATEGORY[asked.category]


def _about_health(asked: Asked) -> str:
    if not asked.clear_ask:
        return "what-do-you-want"
    if asked.category == Category.MEDICINE and not asked.medicine:
        return "which-medicine"
    if not asked.when:
        return "since-when"
    return "medicine" if asked.category == Category.MEDICINE else "visit"


_BY_CATEGORY = {
    Category.REFILL: "refill",
    Category.RESULTS: "results",
    Category.APPOINTMENT: "appointment",
    Category.REFERRAL: "referral",
    Category.FORM: "form",
    Category.BILLING: "billing",
    Category.TECHNICAL: "technical",
}


def medicine_named(text: str, medications: tuple[Medication, ...]) -> Medication | None:
    """Returns the medicine of the chart that a text is about, by its name in any of its languages, or None.

    The first one named; a controlled one before all others, as the clinic must see that first. The name is
    its words before the strength: "Lisinopril 10 mg" is found as "lisinopril"; a name of several words
    ("eye drops") also by its last two.
    """
    said = f" {' '.join(words_of(text))} "
    found = []
    for medication in medications:
        places = [said.find(f" {name} ") for name in _names(medication)]
        found += [(not medication.is_controlled, place, medication.id) for place in places if place >= 0]
    return next(m for m in medications if m.id == min(found)[2]) if found else None


def _names(medication: Medication) -> set[str]:
    names = set()
    name = medication.name
    for words in (name.original, *(translated for _code, translated in name.translations)):
        plain = [word for word in words_of(words) if not any(letter.isdigit() for letter in word)]
        plain = [word for word in plain if word not in _UNITS]
        if plain and len(plain[0]) > 3:
            names.add(plain[0])
        if len(plain) > 1:
            names.add(" ".join(plain[-2:]))
    return names


_UNITS = frozenset({"mg", "mcg", "ml", "g", "iu", "units", "unidades"})


def words_of(text: str) -> list[str]:
    """Returns the words of a text in lower-case letters without accents."""
    return "".join(char if char.isalnum() else " " for char in tokens.fold(text)).split()


def who_answers(chart: Chart, kind: str, member_id: str):
    """Returns who of the care team answers: the one written to where the kind fits, else that kind's pool.

    A message to a doctor is mostly answered by the nurses, who share the doctor's inbox.
    """
    written_to = chart.member(member_id)
    if written_to and written_to.kind == kind:
        return written_to
    ours = [member for member in chart.care_team if member.is_ours and member.kind == kind]
    return next((member for member in ours if member.is_pool), ours[0] if ours else written_to)


def text_of(key: str, facts: dict, practice, language: str) -> str:
    """Returns a text of the clinic's in a language, filled from the chart and the policy pack."""
    chart, policy = practice.chart, practice.policy
    doctors = [m for m in chart.care_team if m.kind == "doctor" and m.is_here_on(practice.today)]
    medicine = chart.medication(facts.get("medicine", ""))
    recipient = chart.member(facts.get("recipient", ""))
    words = {
        "medicine": medicine.name.in_language(language) if medicine else "",
        "doctor": doctors[0].name.in_language(language) if doctors else policy.clinic_name,
        "recipient": recipient.name.in_language(language) if recipient else policy.clinic_name,
        "clinic": policy.clinic_name,
        "clinic_phone": policy.clinic_phone,
        "nurse_line": policy.nurse_line_phone,
        "day": dates.long_day(date.fromisoformat(facts["on"])) if "on" in facts else "",
    }
    text = all_answers()[key].text.in_language(language).format(**words).strip()
    if facts.get("is_late"):
        text = f"{SORRY.in_language(language)} {text}"
    return text


SORRY = Words(
    en="We are sorry that you had to wait longer than we said.",
    es="Sentimos que haya tenido que esperar más de lo que dijimos.",
)
