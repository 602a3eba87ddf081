"""A task's texts as a learner reads them: in their language, with the clinic's own numbers filled in."""

import re

from sandbox_portal.scenarios.models import in_language
from sandbox_portal.sections.proxy import levels

_BLANK = re.compile(r"{(\w+)}")
BLANKS = (
    "clinic",
    "clinic_phone",
    "nurse_line",
    "emergency",
    "crisis",
    "reply_days",
    "refill_days",
    "notice_days",
    "review_days",
    "teen_age",
    "adult_age",
)


def unknown_blanks(text):
    """Returns the names in braces that nobody fills in."""
    return sorted(set(_BLANK.findall(text)) - set(BLANKS))


class Teller:
    """Tells the texts of one task in one language under one clinic's rules."""

    def __init__(self, scenario, language, policy):
        self.texts, self.language = scenario.texts, language
        self._numbers = _numbers(policy)

    def say(self, words):
        """Returns a {"en", "es"} text with its blanks filled in."""
        text = in_language(words, self.language)
        return _BLANK.sub(lambda found: self._numbers.get(found[1], found[0]), text)

    def text(self, name):
        """Returns one of the task's texts: "title", "story", "goal", "did", "why", "next"."""
        return self.say(self.texts[name])

    def texts_of(self, name):
        """Returns one of the task's lists of texts: "hints", "lookfor"."""
        return [self.say(words) for words in self.texts[name]]

    def example(self):
        """Returns the worked example as [{"do", "why", "check"}, …]; empty for a task of the old format."""
        return [
            {"do": self.say(step["do"]), "why": self.say(step["why"]), "check": step.get("check", "")}
            for step in self.texts.get("example", [])
        ]

    def turn(self, seat):
        """Returns {"name", "text"} of the card that hands over to a seat, or None without such cards."""
        card = self.texts.get("turns", {}).get(seat)
        return card and {name: self.say(words) for name, words in card.items()}


def _numbers(policy):
    found = {
        "clinic": policy.clinic_name,
        "clinic_phone": policy.clinic_phone,
        "nurse_line": policy.nurse_line_phone,
        "emergency": policy.emergency_number,
        "crisis": policy.crisis_number,
        "reply_days": policy.reply_business_days,
        "refill_days": policy.refill_business_days,
        "notice_days": policy.refill_notice_days,
        "review_days": policy.proxy.review_business_days,
        "teen_age": levels.first_age("limited", policy) or levels.first_age("none", policy),
        "adult_age": levels.first_age("none", policy),
    }
    return {name: str(value) for name, value in found.items()}


def filled(text, policy):
    """Returns a text with its blanks filled in by a clinic's own numbers."""
    numbers = _numbers(policy)
    return _BLANK.sub(lambda found: numbers.get(found[1], found[0]), text)


def without_blanks(text):
    """Returns the text with a number in place of each blank, as a measure of reading ease needs it."""
    return _BLANK.sub("3", text)
