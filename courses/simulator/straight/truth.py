"""The true parameters of the people who are simulated in great numbers, and the measures they lead to.

Shares are of 1. All are made up. `shares` works the measures out on paper, from the parameters alone, so that
a test can hold against it what the roll-ups and `analytics.metrics` say.
"""

from dataclasses import dataclass

from lms.skills import SLUGS

PATHS = {"patient": 0.66, "caregiver": 0.29, "helper": 0.05}
SPANISH = 0.27
# How well people find their way, and how much likelier than others that makes them to do a task alone.
TRAITS = {"new": (0.35, -0.12), "some": (0.45, 0.03), "sure": (0.20, 0.1425)}
OVERCONFIDENT = 0.30  # of the people say "yes" likelier by 0.14, whatever they can do; the others less so
SAYS_MORE, SAYS_LESS = 0.14, -0.06
ANSWERS = 0.70  # of the people take the self-check
TAKES_IT_AGAIN, GAINS = 0.40, 0.10  # of those who took it, and by how much their score is higher then
DROPS_OUT = 0.25  # of those who begin a lesson
PLANS, DOES_IT = 0.55, 0.40  # of those who finished a lesson; of those who planned
REFRESHES = 0.35  # of those who finished a lesson, after 30 days
HALF_OF_IT_GONE = {"least": 25.0, "most": 110.0}  # days until half of the people have forgotten


@dataclass(frozen=True)
class Skill:
    """Of one skill: who begins its lesson and who tries its task (patients, caregivers, helpers), who of them
    does it alone, who says "yes", and after how many days half have forgotten it."""

    begins: tuple[float, float, float]
    tries: tuple[float, float, float]
    alone: float
    says: float
    half_life: float

    @property
    def keeps(self):
        """Returns the share who still know it after 30 days: forgetting is exponential (Ebbinghaus, 1885)."""
        return 0.5 ** (30 / self.half_life)


def _skill(place, slug):
    step = place / (len(SLUGS) - 1)
    begins, tries = 0.62 - 0.36 * step, 0.44 - 0.26 * ((place * 5 % 13) / 12)
    is_for_others = slug == "proxy-access"
    return Skill(
        begins=(begins, 0.70 if is_for_others else begins * 0.8, begins * 0.5),
        tries=(tries, 0.60 if is_for_others else tries * 0.85, tries * 0.4),
        alone=0.20 + 0.55 * ((place * 3 % 13) / 12),
        says=0.22 + 0.56 * ((place * 7 % 13) / 12),
        half_life=HALF_OF_IT_GONE["least"] + (HALF_OF_IT_GONE["most"] - HALF_OF_IT_GONE["least"]) * step,
    )


SKILLS = {slug: _skill(place, slug) for place, slug in enumerate(SLUGS)}


def shares(slug, path=None) -> dict[str, float]:
    """Returns {measure: its true share} of a skill, of everybody or of one path.

    "over-rating" is of those who answered and tried; "kept" of those who were asked again; "says" of those
    who answered; the others are of everybody.
    """
    skill = SKILLS[slug]
    weights = list(PATHS.values()) if path is None else [float(path == name) for name in PATHS]
    learned = (1 - DROPS_OUT) * sum(w * p for w, p in zip(weights, skill.begins, strict=True))
    tried = sum(w * p for w, p in zip(weights, skill.tries, strict=True))
    return {
        "says": skill.says,
        "learned": learned,
        "tried": tried,
        "alone": tried * skill.alone,
        "kept": skill.keeps,
        "planned": learned * PLANS,
        "done": learned * PLANS * DOES_IT,
        "over-rating": skill.says * (1 - skill.alone),
    }
