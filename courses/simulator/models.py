"""How far each simulated learner is, so that the simulation goes on after a crash and makes nobody twice."""

from django.db import models


class SimulatedLearnerQuerySet(models.QuerySet):
    def unfinished(self):
        """Returns the simulated learners who have begun and are not done, first one first."""
        return self.filter(is_done=False).order_by("number")

    def done(self):
        """Returns the simulated learners who are done."""
        return self.filter(is_done=True)


class SimulatedLearner(models.Model):
    """One simulated learner: what they do follows from the number alone."""

    PERSONAL_FIELDS = {"learner": "which learner is simulated; nobody real stands behind it"}

    number = models.PositiveSmallIntegerField(unique=True)
    learner = models.OneToOneField(
        "people.Learner", on_delete=models.SET_NULL, null=True, related_name="simulated"
    )
    acts_done = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    objects = SimulatedLearnerQuerySet.as_manager()

    def __str__(self):
        return f"simulated learner {self.number}"
