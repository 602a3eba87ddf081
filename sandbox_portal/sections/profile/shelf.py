"""What can be changed in the profile, and the invented values to choose from: nobody types a real one."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Field:
    """One thing that can be changed. `way`: "save" (at once), "code" (a code first), "staff" (checked)."""

    name: str
    label: str
    way: str
    values: dict[str, str]


FIELDS = {
    field.name: field
    for field in (
        Field(
            "address",
            _("Address"),
            "save",
            {
                "oak-street": _("22 Oak Street, Apartment 5, Lakeside"),
                "mill-road": _("7 Mill Road, Lakeside"),
                "post-box": _("Post box 18, Lakeside"),
            },
        ),
        Field(
            "mobile",
            _("Cell phone"),
            "code",
            {"555-0188": _("555-0188 (my new phone)"), "555-0146": _("555-0146 (Sam’s phone)")},
        ),
        Field(
            "email",
            _("E-mail"),
            "code",
            {
                "ruth-new": _("ruth.a@example.org (my new address)"),
                "sam-mail": _("sam.alvarez@example.org (Sam’s address)"),
            },
        ),
        Field(
            "emergency",
            _("Emergency contact"),
            "save",
            {
                "sam": _("Sam Alvarez, son, 555-0146"),
                "joan": _("Joan Petit, neighbor, 555-0173"),
            },
        ),
        Field("language", _("Language"), "save", {"en": _("English"), "es": _("Spanish")}),
        Field(
            "needs",
            _("Help at visits"),
            "save",
            {
                "none": _("No help needed"),
                "interpreter": _("A language interpreter"),
                "sign": _("A sign language interpreter"),
                "large-print": _("Papers in large print"),
                "wheelchair": _("Room for a wheelchair"),
            },
        ),
        Field(
            "insurance",
            _("Insurance"),
            "staff",
            {
                "new-card": _("Harbor Health Plan, member HHP-20417 (new card)"),
                "old-card": _("Meadow Mutual, member MM-77001 (old card, ended)"),
            },
        ),
    )
}
EXPIRED_CARDS = frozenset({"old-card"})
NOT_MINE = frozenset({"555-0146", "sam-mail"})
"""A phone and an address that are somebody else's: codes would go there."""
