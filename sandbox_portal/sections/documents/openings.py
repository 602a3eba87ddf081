"""What a task about documents may begin with."""

from sandbox_portal.scenarios import openings


@openings.opening("documents.left_on_computer")
def left_on_computer(practice, item="summary", form="pdf"):
    """A file was downloaded onto the library's computer a minute ago. It comes after `door.signed_in`."""
    practice.log("documents.taken", item=item, form=form, device="shared")
