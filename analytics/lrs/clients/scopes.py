"""What a client may do: the scopes of xAPI 1.0.3, part 3, 4.2, and one of ours: insights/read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """A scope by its name in the standard."""

    STATEMENTS_WRITE = "statements/write", _("write statements")
    STATEMENTS_READ_MINE = "statements/read/mine", _("read the statements that it wrote itself")
    STATEMENTS_READ = "statements/read", _("read every statement of the organization")
    STATE = "state", _("read and write activity state")
    DEFINE = "define", _("define activities anew")
    PROFILE = "profile", _("read and write profiles of activities and agents")
    INSIGHTS_READ = "insights/read", _("read the numbers of the insights pages")
    ALL_READ = "all/read", _("read everything of the organization")
    ALL = "all", _("do everything")


# What a client gets that names none ("The LRS MUST assume …").
DEFAULT = (Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE)

# {what is asked for: the scopes that allow it}. Reading documents is `state` or `profile` with a safe method.
_ALLOWING = {
    Scope.STATEMENTS_WRITE: {Scope.STATEMENTS_WRITE, Scope.ALL},
    Scope.STATEMENTS_READ_MINE: {
        Scope.STATEMENTS_READ_MINE, Scope.STATEMENTS_READ, Scope.ALL_READ, Scope.ALL,
    },
    Scope.STATEMENTS_READ: {Scope.STATEMENTS_READ, Scope.ALL_READ, Scope.ALL},
    Scope.STATE: {Scope.STATE, Scope.ALL},
    Scope.DEFINE: {Scope.DEFINE, Scope.ALL},
    Scope.PROFILE: {Scope.PROFILE, Scope.ALL},
    Scope.INSIGHTS_READ: {Scope.INSIGHTS_READ, Scope.ALL_READ, Scope.ALL},
    Scope.ALL_READ: {Scope.ALL_READ, Scope.ALL},
    Scope.ALL: {Scope.ALL},
}  # fmt: skip
_READ_BY_ALL_READ = {Scope.STATE, Scope.PROFILE}


def allows(granted, wanted, *, is_reading=False) -> bool:
    """Says whether the granted scopes hold what is wanted; `is_reading` for GET and HEAD of documents."""
    wanted = Scope(wanted)
    enough = _ALLOWING[wanted]
    if is_reading and wanted in _READ_BY_ALL_READ:
        enough = enough | {Scope.ALL_READ}
    return not enough.isdisjoint(granted)


def parse(text) -> list[str]:
    """Returns the scopes named in a text, separated by spaces or commas; ValueError names an unknown one."""
    names = text.replace(",", " ").split()
    for name in names:
        if name not in Scope.values:
            raise ValueError(f"{name!r} is no scope; there are {', '.join(Scope.values)}")
    return [scope for scope in Scope.values if scope in names]
