"""The first page of a portal that is not a clinic's: what it is, what waits, what it can not do."""

from django.utils.module_loading import import_string

from sandbox_portal import kinds, personas
from sandbox_portal.sections import dates, shell


def render(request, practice, viewing):
    """The first page in its frame. The kind's own part says what waits there."""
    kind = kinds.get(practice.kind)
    context = {
        "kind": kind,
        "given": viewing.viewer.split()[0],
        "today": dates.long_day(practice.today),
        "user_name": kind.user_name(personas.get(practice.persona).account),
        "items": import_string(kind.first_page)(viewing) if kind.first_page else [],
    }
    return shell.render(request, "sandbox_portal/kinds/first.html", context)
