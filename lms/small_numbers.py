"""Counts of people as staff may see them, so that no one of a few stands out."""

from django.utils.translation import gettext as _

FLOOR, STEP = 10, 5


def shown(number):
    """Returns a count in words: never under 10, and from there in fives."""
    if number < FLOOR:
        return _("fewer than 10")
    return _("%(n)d or more") % {"n": number - number % STEP}
