"""Sittings, answered to the end."""

import pytest

from self_check import library, sittings


@pytest.fixture
def versions(locales):
    """The questionnaires, loaded: {slug: version}."""
    return library.load()


@pytest.fixture
def take(versions):
    """Takes a questionnaire to its end with one answer to all, or with `values` by question key."""

    def make(learner, *, answer="sometimes", slug="five-questions", **values):
        sitting = sittings.start(learner=learner, organisation=learner.organisation, version=versions[slug])
        for question in sitting.questionnaire.questions:
            value = values.get(question.key.replace("-", "_"), answer)
            sittings.answer(sitting=sitting, question=question.key, value=value)
        return sittings.finish(sitting=sitting)

    return make
