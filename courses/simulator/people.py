"""Who the simulated learners are and what each will do: a list of acts, the same for a number every time.

The shares are made up for the demo. They tell one story: people say they manage, many try refills and
access for a helper, and few can do them alone.
"""

from dataclasses import dataclass
from random import Random

SEED = "portalwise"
CLINIC_EVERY = 5  # every fifth learner is the nonprofit's, the others are the clinic's

# Of those who try a task: the share who do it alone, with hints, with a mistake first, and who give up.
OUTCOMES = {
    "message-side-effect": (0.58, 0.24, 0.10, 0.08),
    "message-no-reply": (0.46, 0.28, 0.14, 0.12),
    "refill-in-time": (0.28, 0.34, 0.22, 0.16),
    "refill-or-renewal": (0.16, 0.34, 0.26, 0.24),
    "proxy-invite-son": (0.20, 0.32, 0.24, 0.24),
    "proxy-limit-and-end": (0.24, 0.30, 0.20, 0.26),
    "result-wait-for-comment": (0.42, 0.28, 0.18, 0.12),
    "note-after-visit": (0.34, 0.34, 0.16, 0.16),
    "vaccine-pharmacy-shot": (0.44, 0.30, 0.12, 0.14),
    "profile-moved-house": (0.30, 0.30, 0.18, 0.22),
    "treasure-hunt": (0.56, 0.26, 0.10, 0.08),
    "letter-for-work": (0.42, 0.30, 0.14, 0.14),
    "privacy-who-looked": (0.22, 0.34, 0.24, 0.20),
    "visit-book-right": (0.46, 0.28, 0.16, 0.10),
    "bill-or-letter": (0.18, 0.32, 0.30, 0.20),
    "readings-and-goal": (0.38, 0.32, 0.16, 0.14),
    "reading-crisis": (0.44, 0.26, 0.20, 0.10),
    "alerts-your-way": (0.40, 0.30, 0.14, 0.16),
}
KINDS_OF_OUTCOME = ("alone", "with-hints", "after-a-mistake", "gave-up")
# How likely a task is tried: by patients, by caregivers.
TRIES = {
    "message-side-effect": (0.62, 0.55),
    "message-no-reply": (0.38, 0.34),
    "refill-in-time": (0.64, 0.56),
    "refill-or-renewal": (0.46, 0.40),
    "proxy-invite-son": (0.24, 0.82),
    "proxy-limit-and-end": (0.14, 0.58),
    "result-wait-for-comment": (0.48, 0.36),
    "note-after-visit": (0.30, 0.30),
    "vaccine-pharmacy-shot": (0.22, 0.20),
    "profile-moved-house": (0.26, 0.22),
    "treasure-hunt": (0.44, 0.30),
    "letter-for-work": (0.18, 0.14),
    "privacy-who-looked": (0.18, 0.20),
    "visit-book-right": (0.34, 0.30),
    "bill-or-letter": (0.28, 0.24),
    "readings-and-goal": (0.22, 0.16),
    "reading-crisis": (0.18, 0.18),
    "alerts-your-way": (0.24, 0.18),
}
# How good people say they are, from 0 to 1: the middle of their answers.
SAYS = {
    "reviewing-records": 0.62,
    "messaging": 0.66,
    "keeping-current": 0.55,
    "regular-use": 0.42,
    "privacy-security": 0.48,
    "medicines-refills": 0.74,
    "proxy-access": 0.60,
    "appointments": 0.76,
    "getting-started": 0.78,
    "billing-insurance": 0.44,
    "documents": 0.40,
    "health-tracking": 0.46,
    "right-channel": 0.64,
}


@dataclass(frozen=True)
class Act:
    """One thing somebody does: `kind` is "check", "lesson" or "task", `what` its slug or number."""

    kind: str
    what: str
    how: str = ""


@dataclass(frozen=True)
class Profile:
    """One simulated learner."""

    number: int
    at_clinic: bool
    language: str
    path: str
    confidence: float
    acts: tuple[Act, ...]


def profile(number, *, lessons, tasks):
    """Returns who the simulated learner of this number is; `lessons` is how many there are, `tasks` slugs."""
    dice = Random(f"{SEED}/{number}")  # noqa: S311  (a story, not a secret)
    at_clinic = number % CLINIC_EVERY != 0
    path = dice.choices(("patient", "caregiver", "helper"), (66, 29, 5))[0]
    confidence = min(max(dice.gauss(0, 0.18), -0.4), 0.4)
    return Profile(
        number=number,
        at_clinic=at_clinic,
        language="es" if dice.random() < 0.27 else "en",
        path=path,
        confidence=confidence,
        acts=tuple(_acts(dice, path, lessons, tasks)),
    )


def _acts(dice, path, lessons, tasks):
    begins_with_check = dice.random() < 0.35
    if begins_with_check:
        yield Act("check", "five-questions")
    reach = dice.choices((1, 2, 3, 4, 5, lessons), (18, 18, 14, 10, 8, 32))[0]
    for number in range(min(reach, lessons)):
        stops_early = number == reach - 1 and dice.random() < 0.3
        yield Act("lesson", str(number), "half" if stops_early else "whole")
    is_caregiver = path == "caregiver"
    for slug in tasks:
        if slug in TRIES and dice.random() < TRIES[slug][is_caregiver]:
            yield Act("task", slug, dice.choices(KINDS_OF_OUTCOME, OUTCOMES[slug])[0])
    if not begins_with_check and dice.random() < 0.6:
        yield Act("check", "five-questions")
    if dice.random() < 0.45:
        yield Act("check", "longer")
    if is_caregiver and dice.random() < 0.7:
        yield Act("check", "caregiver")
