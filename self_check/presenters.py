"""Puts a sitting's result into the words and links that a page shows."""

import uuid
from dataclasses import dataclass

from django.utils.translation import get_language

from lms.skills import links
from lms.skills.models import Skill
from self_check.models import Sitting
from self_check.scoring import score


@dataclass(frozen=True)
class NextStep:
    """One thing to do next: its skill's title, the step, why, and where to learn and practise it."""

    skill: str
    title: str
    step: str
    advice: str
    plan: str  # the step as it follows "I will"
    lesson: links.Link | None
    practice: links.Link | None
    form_key: uuid.UUID  # the same for the same step of the same sitting: it is added once


@dataclass(frozen=True)
class AnswerRow:
    """One question with the answer now and the one before (None the first time)."""

    question: str
    now: str
    before: str | None

    @property
    def has_changed(self):
        """True when there was an answer before, and it was another one."""
        return self.before is not None and self.before != self.now


class ResultPage:
    """Everything the result page says about a finished sitting, ready to be shown.

    Costs the learner's sitting before, the skills' titles and one look-up of lessons and of tasks.
    """

    def __init__(self, sitting):
        self.sitting = sitting
        self.questionnaire = sitting.questionnaire
        self.language = get_language()
        self.texts = self.questionnaire.in_language(self.language)
        self.notes = self.questionnaire.notes.in_language(self.language)
        self.outcome = score(self.questionnaire, sitting.values())
        self.before = Sitting.objects.before(sitting)
        self.before_outcome = self.before and score(self.before.questionnaire, self.before.values())
        self.titles = Skill.objects.titles(self.language)
        self.rows = [self._row(question) for question in self.questionnaire.questions]
        self.strengths = [
            (self.titles.get(skill, skill), self._advice(skill).strength) for skill in self.outcome.strengths
        ]
        self.next_steps = self._next_steps()
        self.said = [
            self.questionnaire.choice(value).in_language(self.language).says for value in self.outcome.said
        ]

    @property
    def band(self):
        """The texts of the band that was reached, or those for a result that cannot be added up."""
        return self._band_of(self.questionnaire, self.outcome)

    @property
    def before_band(self):
        """The texts of the band reached before, or None the first time."""
        return self.before and self._band_of(self.before.questionnaire, self.before_outcome)

    def _band_of(self, questionnaire, outcome):
        bands = {band.slug: band for band in questionnaire.bands}
        return bands.get(outcome.band, questionnaire.no_band).in_language(self.language)

    def _advice(self, skill):
        return self.questionnaire.advice[skill].in_language(self.language)

    def _row(self, question):
        return AnswerRow(
            question=question.in_language(self.language).question,
            now=self._label(self.sitting, question.key),
            before=self.before and self._label(self.before, question.key),
        )

    def _label(self, sitting, key):
        value = sitting.values().get(key)
        return value and sitting.questionnaire.choice(value).in_language(self.language).label

    def _next_steps(self):
        skills = self.outcome.next_steps
        asked = {
            "skills": skills,
            "organisation": self.sitting.organisation,
            "language": self.language,
        }
        lessons, tasks = links.find("lesson", **asked), links.find("practice", **asked)
        return [
            NextStep(
                skill=skill,
                title=self.titles.get(skill, skill),
                step=self._advice(skill).next_step,
                advice=self._advice(skill).advice,
                plan=self._advice(skill).plan or self._advice(skill).next_step,
                lesson=next(iter(lessons[skill]), None),
                practice=next(iter(tasks[skill]), None),
                form_key=uuid.uuid5(self.sitting.pk, skill),
            )
            for skill in skills
        ]
