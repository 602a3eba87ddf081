"""What can be changed in the profile, and the invented values to choose from: nobody types a real one.

Phones, e-mails and contacts are those of the person and of the people around them, as the chart knows them.
"""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.profile import origins


@dataclass(frozen=True)
class Field:
    """One thing that can be changed. `way`: "save" (at once), "code" (a code first), "staff" (checked)."""

    name: str
    label: str
    way: str
    values: dict[str, str]  # more of them come from the chart: see values_of
    note: str = ""  # what to know before it is sent
    why: str = ""  # why it is asked, said beside the question
    is_many: bool = False  # several values at once; kept as one, with dots between
    is_private: bool = False  # the log says that it was answered, not what


NEW_PHONE, NEW = "555-0188", "-new"
FIELDS = {
    field.name: field
    for field in (
        Field(
            "name-used",
            _("Name you go by"),
            "save",
            {"robin": "Robin"},
            _("The clinic calls you by this name. Your legal name stays on cards, bills and prescriptions."),
        ),
        Field(
            "pronouns",
            _("Pronouns"),
            "save",
            {
                "she": _("She, her"),
                "he": _("He, him"),
                "they": _("They, them"),
                "name": _("Only my name"),
            },
            _("The team can see this. You do not have to say it."),
        ),
        Field(
            "race",
            _("Race"),
            "save",
            origins.RACES,
            origins.NOTE,
            why=origins.WHY,
            is_many=True,
            is_private=True,
        ),
        Field(
            "ethnicity",
            _("Ethnicity"),
            "save",
            origins.ETHNICITIES,
            origins.NOTE,
            why=origins.WHY,
            is_private=True,
        ),
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
            {NEW_PHONE: _("555-0188 (my new phone)")},
        ),
        Field("email", _("E-mail"), "code", {}),
        Field("emergency", _("Emergency contact"), "save", {}),
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
            _(
                "The clinic checks a new card before it is used. "
                "Hand in a photo of the front under Documents."
            ),
        ),
        Field(
            "directive",
            _("Advance directive"),
            "staff",
            {
                "copy": _("I have one, and hand in a copy"),
                "talk": _("I have none. I want to talk about it at my next visit"),
                "none": _("I have none now"),
            },
            _(
                "This paper says what care you want if you cannot speak for yourself. It opens no record to "
                "anybody. Hand in a copy under Documents, and the clinic looks at it."
            ),
        ),
    )
}
EXPIRED_CARDS = frozenset({"old-card"})


def values_of(name, chart):
    """Returns {value: words} to choose from for a field of this person's profile."""
    more = {"mobile": _phones, "email": _addresses, "emergency": _contacts, "name-used": _names}.get(name)
    return FIELDS[name].values | (more(chart) if more else {})


def words(name, value, chart) -> str:
    """What was chosen, in words: one value, or several with commas between."""
    known = values_of(name, chart)
    chosen = value.split(origins.BETWEEN) if FIELDS[name].is_many else [value]
    return ", ".join(str(known.get(each, each)) for each in chosen)


def told(change) -> str:
    """What the log says was chosen: of a private field only whether it was answered."""
    if not FIELDS[change.field].is_private:
        return change.value
    return origins.NOT_SAID if change.value == origins.NOT_SAID else "answered"


def is_mine(change):
    """False for a phone or an e-mail that is somebody else's: the code would go there."""
    return FIELDS[change.field].way != "code" or change.value == NEW_PHONE or change.value.endswith(NEW)


def _names(chart):
    return {"first": chart.patient.given}


def _phones(chart):
    near = next((each for each in chart.contacts if each.is_emergency and each.phone), None)
    if near is None:
        return {}
    words = gettext("%(phone)s (%(name)s’s phone)") % {"phone": near.phone, "name": near.name.split()[0]}
    return {near.phone: words}


def _addresses(chart):
    me = chart.patient
    mine = f"{slugify(me.given)}.{slugify(me.family)[:1]}@example.org"
    found = {_key(me.given) + NEW: gettext("%(email)s (my new address)") % {"email": mine}}
    for each in chart.relations:
        mail = next((point.value for point in each.telecom if point.system == "email"), "")
        if mail:
            first = each.name.split()[0]
            words = gettext("%(email)s (%(name)s’s address)") % {"email": mail, "name": first}
            return found | {_key(first) + "-mail": words}
    return found


def _contacts(chart):
    found = {
        _key(each.name.split()[0]): f"{each.name}, {str(each.relationship).lower()}, {each.phone}"
        for each in chart.contacts
        if each.name
    }
    return found if len(found) > 1 else found | {"joan": _("Joan Petit, neighbor, 555-0173")}


def _key(name):
    return slugify(name)[:20] or "me"
