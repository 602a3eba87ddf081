"""Simulated learners take lessons and checks, through the same actions as anybody."""

import uuid

from courses import steps
from courses.lesson import actions as lesson_actions
from courses.progress import actions
from courses.simulator.people import SAYS
from self_check import library, sittings

KNOWS = 0.72  # how often a simulated learner gives the right answer at once
WORDS = {
    "en": "I want to ask my own clinic about this.",
    "es": "Quiero preguntar esto en mi propia clínica.",
}


def take_lesson(*, learner, organisation, lesson, how, language, dice):
    """Goes through a lesson, whole or half, with answers, words and a plan as the dice fall."""
    act = {"learner": learner, "organisation": organisation, "lesson": lesson, "language": language}
    for step in steps.SLUGS[: 2 if how == "half" else len(steps.SLUGS)]:
        if step in ("connect", "reflect"):
            prompt = lesson.connect_question if step == "connect" else lesson.reflect_prompt
            text = WORDS[language] if dice.random() < 0.4 else ""
            lesson_actions.keep_words(**act, step=step, prompt=prompt, text=text)
        elif step == "plan":
            _plan(act, lesson, dice)
        else:
            _answer_all(act, lesson.see if step == "see" else lesson.try_it, dice)
            actions.finish_step(**act, step=step)


def _plan(act, lesson, dice):
    when = [block.value for block in lesson.plan_when]
    will = [block.value for block in lesson.plan_will]
    if when and will and dice.random() < 0.85:
        lesson_actions.keep_plan(
            **act,
            when_text=dice.choice(when),
            will_text=dice.choice(will),
            form_key=uuid.UUID(int=dice.getrandbits(128), version=4),
        )


def _answer_all(act, stream, dice):
    for block in stream:
        activity = block.value
        if block.block_type in ("activity", "check") and activity and activity.HAS_ANSWER:
            if activity.IS_FREE_TEXT:
                lesson_actions.reflect_in_activity(**act, activity=activity, text=WORDS[act["language"]])
                continue
            if dice.random() > KNOWS:
                actions.answer(**act, activity=activity, response=activity.wrong(dice))
                if dice.random() > KNOWS:
                    continue
            actions.answer(**act, activity=activity, response=activity.right())


def check_oneself(*, learner, organisation, questionnaire, confidence, dice):
    """Answers a questionnaire to its end. People say what they say, whatever they can do."""
    version = library.current().get(questionnaire)
    if version is None:
        return
    sitting = sittings.start(learner=learner, organisation=organisation, version=version)
    asked = version.questionnaire
    scale = sorted(asked.scale, key=lambda choice: choice.score)
    for question in asked.questions:
        if dice.random() < 0.06:
            value = dice.choice(asked.not_scored).value
        else:
            middle = SAYS.get(question.skill, 0.5) + confidence + dice.gauss(0, 0.16)
            value = scale[round(min(max(middle, 0), 1) * (len(scale) - 1))].value
        sittings.answer(sitting=sitting, question=question.key, value=value)
    sittings.finish(sitting=sitting)
