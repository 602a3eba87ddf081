import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.reminders.models import ReminderChoice
from self_check import plan
from tests.courses.reminders.moments import WORDS


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def asked(clinic):
    """Gives somebody a confirmed address and a question that is due; returns the choice."""

    def make(learner):
        step = plan.add_step(
            learner=learner,
            organisation=learner.organisation,
            when_text=WORDS,
            will_text="look at my results",
            skill="messaging",
            source="own",
            form_key=uuid.uuid4(),
        )
        step.follow_ups.filter(days=7).update(due_on=timezone.localdate())
        return ReminderChoice.objects.create(
            learner=learner, email=f"{learner.pk}@example.org", confirmed_at=timezone.now()
        )

    return make
