"""Failures that a task brings about at one of its steps."""

from sandbox_portal.failures import meeting
from sandbox_portal.scenarios import openings
from sandbox_portal.scenarios.schema import FAILURE


@openings.opening(FAILURE)
def brought_about(practice, *, failure, section="", after=""):
    """The next page of `section` that is opened once the check `after` is met shows this failure."""
    return meeting.bring_about(practice=practice, failure=failure, section=section, after=after)
