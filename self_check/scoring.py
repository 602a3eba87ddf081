"""From answers to a result: strengths first, then at most three next steps. Pure functions."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """What a sitting says.

    `points` is on the scale of `points_of` (None when no answer counts); `strengths` and `next_steps` are
    skills, best first and most pressing first; `said` holds the unscored answers that were given.
    """

    points: int | None
    points_of: int
    band: str | None
    strengths: list[str] = field(default_factory=list)
    next_steps: list[str] = field(default_factory=list)
    is_safety_first: bool = False
    said: list[str] = field(default_factory=list)


def score(questionnaire, answers):
    """Returns the Result of `answers` ({question key: value}) to a questionnaire.

    Points earned by points possible in the answered questions, brought to `points_of`. An answer that is not
    scored is no failure: it counts neither way. The rules stand in the questionnaire itself.
    """
    rules = questionnaire.scoring
    choices = {key: questionnaire.choice(value) for key, value in answers.items()}
    scores = {key: choice.score for key, choice in choices.items() if hasattr(choice, "score")}
    best = max(choice.score for choice in questionnaire.scale)
    points = round(sum(scores.values()) / (len(scores) * best) * rules.points_of) if scores else None
    lowest = _lowest_by_skill(questionnaire, scores)
    is_safety_first = scores.get(rules.safety_question, best) <= rules.safety_first_at_most
    return Result(
        points=points,
        points_of=rules.points_of,
        band=_band(questionnaire, points),
        strengths=[
            skill
            for skill, low in sorted(lowest.items(), key=lambda pair: -pair[1])
            if low >= rules.strength_from
        ],
        next_steps=_next_steps(questionnaire, choices, lowest, is_safety_first)[: rules.next_steps_most],
        is_safety_first=is_safety_first,
        said=sorted({choice.value for choice in choices.values() if not hasattr(choice, "score")}),
    )


def _lowest_by_skill(questionnaire, scores):
    lowest = {}
    for question in questionnaire.questions:
        if question.key in scores:
            lowest[question.skill] = min(scores[question.key], lowest.get(question.skill, 99))
    return lowest


def _band(questionnaire, points):
    if points is None:
        return None
    return next(band.slug for band in questionnaire.bands if band.from_ <= points <= band.to)


def _next_steps(questionnaire, choices, lowest, is_safety_first):
    led_to = [choice.leads_to for choice in choices.values() if getattr(choice, "leads_to", None)]
    safety = questionnaire.scoring.safety_question
    asked = {question.key: question.skill for question in questionnaire.questions}
    first = [asked[safety]] if is_safety_first and safety in asked else []
    weak = [
        skill
        for skill, low in sorted(lowest.items(), key=lambda pair: pair[1])
        if low <= questionnaire.scoring.next_step_at_most
    ]
    return list(dict.fromkeys([*first, *led_to, *weak]))
