"""Whether the note about a mistake still stands above the page, or is folded away into the coach's panel.

It stands there from the first page after the mistake until the learner says that they have read it, or goes
on to another section of the portal. Folded away it can still be read beside the task.
"""

from sandbox_portal.scenarios.models import ScenarioRun


def show(run, event_id, section):
    """Returns whether the note about the mistake `event_id` stands above a page of `section`.

    `run` may be None and `event_id` 0: nothing to tell. Writes once when the note is new and once when the
    learner has moved on; no query otherwise.
    """
    if run is None or not event_id:
        return False
    if run.notice_event != event_id:
        run.notice_event, run.notice_section, run.is_notice_read = event_id, section, False
    elif not run.is_notice_read and section != run.notice_section:
        run.is_notice_read = True
    else:
        return not run.is_notice_read
    run.save(update_fields=["notice_event", "notice_section", "is_notice_read"])
    return not run.is_notice_read


def read(*, practice, event_id):
    """Folds the note about this mistake away. A newer mistake's note stays; twice is harmless."""
    ScenarioRun.objects.for_practice(practice).filter(notice_event=event_id).update(is_notice_read=True)
