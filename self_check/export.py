"""What the self-check holds of a learner, for "download my data"."""

from self_check.models import PlanStep, Sitting


def part(learner):
    """Returns the learner's answers and plan, as lists of dicts."""
    return {
        "answers": [
            {
                "questionnaire": str(sitting.version),
                "started": sitting.started_at.isoformat(),
                "finished": sitting.finished_at and sitting.finished_at.isoformat(),
                "answers": sitting.values(),
            }
            for sitting in Sitting.objects.for_learner(learner).whole().order_by("started_at")
        ],
        "plan": [
            {
                "when": step.when_text,
                "i will": step.will_text,
                "skill": step.skill,
                "added": step.created_at.isoformat(),
                "asked": {follow_up.days: follow_up.reply for follow_up in step.follow_ups.all()},
            }
            for step in PlanStep.objects.for_learner(learner).whole()
        ],
    }
