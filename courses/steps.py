"""The five steps of every lesson, in their order. Their slugs are addresses and never change."""

from django.utils.translation import gettext_lazy as _

TITLES = {
    "connect": _("Connect"),
    "see": _("See"),
    "try": _("Try"),
    "reflect": _("Reflect"),
    "plan": _("Plan"),
}
SLUGS = tuple(TITLES)


def after(step):
    """Returns the step that follows, or None after the last."""
    place = SLUGS.index(step) + 1
    return SLUGS[place] if place < len(SLUGS) else None


def before(step):
    """Returns the step that comes before, or None before the first."""
    place = SLUGS.index(step)
    return SLUGS[place - 1] if place else None
