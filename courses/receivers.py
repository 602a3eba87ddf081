"""Hears what happens elsewhere: a practice task was passed, a guest became an account."""

from courses.certificates import actions as certificates
from courses.progress import actions, merging
from courses.reminders import choosing, refreshing
from lms.people.signals import learner_erased, learner_merged
from sandbox_portal.signals import scenario_passed


def mark_try_done(sender, run, learner, **kwargs):
    """Marks the Try step of the lessons that sent the learner to the task, by either of its names."""
    for name in filter(None, (run.scenario.slug, run.scenario.replaces)):
        actions.task_passed(learner=learner, scenario=name, language=run.language)


def move_rows(sender, source, target, **kwargs):
    """Gives the guest's courses, answers and notebook to the account."""
    merging.merge(source=source, target=target)
    refreshing.merge(source=source, target=target)
    choosing.merge(source=source, target=target)
    certificates.merge(source=source, target=target)


def revoke_certificates(sender, learner, **kwargs):
    """Lets no certificate of somebody who asked to be forgotten hold any more."""
    certificates.revoke_all(learner=learner)


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    scenario_passed.connect(mark_try_done, dispatch_uid="courses.scenario_passed")
    learner_merged.connect(move_rows, dispatch_uid="courses.learner_merged")
    learner_erased.connect(revoke_certificates, dispatch_uid="courses.learner_erased")
