"""The form of a policy pack: a field a rule, in groups, each fault beside its field."""

from django import forms
from django.utils.translation import gettext as _
from pydantic import ValidationError as PydanticError

from lms.organisations.policy import SECTIONS, Policy
from lms.organisations.rules_fields.access import AccessFields
from lms.organisations.rules_fields.care import CareFields
from lms.organisations.rules_fields.clinic import ClinicFields
from lms.organisations.rules_fields.money import MoneyFields
from lms.organisations.rules_fields.papers import PaperFields
from lms.organisations.rules_fields.talking import TalkingFields
from lms.organisations.rules_groups import GROUPS

OWN = {"portal_name", "clinic_name", "clinic_phone", "nurse_line_phone"}
BETWEEN = "__"  # between the parts of a rule's place in the pack, in the name of its field
TICKED = {  # lists that are ticked, not written a line each
    ("visits", "on_request"),
    ("message_fee", "topics"),
    *(("proxy", name) for name in ("level_visits", "level_everyday", "level_records")),
    *(("proxy", name) for name in ("teen_sees", "teen_may_open")),
}
WRITTEN = {
    *("holidays", "sources", "proxy__age_bands"),
    *("visits__times", "laboratory__hours", "documents__link_days"),
}


class RulesForm(ClinicFields, TalkingFields, CareFields, AccessFields, PaperFields, MoneyFields, forms.Form):
    """The rules and numbers of one organisation. Empty menu words mean the house's own."""

    use_required_attribute = False

    def __init__(self, *args, policy=None, **options):
        super().__init__(*args, **options, initial=_flat(policy or Policy()))
        for section in SECTIONS:
            for code, words in (("en", _("in English")), ("es", _("in Spanish"))):
                self.fields[f"menu_words__{section}__{code}"] = forms.CharField(
                    label=_("Your menu’s word for “%(section)s”, %(language)s")
                    % {"section": section, "language": words},
                    max_length=60,
                    required=False,
                )

    def groups(self):
        """Returns the groups in the order of the page, each with its fields."""
        return [
            {"group": group, "fields": [self[name] for name in self.fields if name.startswith(group.begins)]}
            for group in GROUPS
        ]

    def clean(self):
        """Puts the pack together, as `policy_data`, and says at which field it does not hold."""
        if self.errors:
            return
        self.policy_data = _nested(self.cleaned_data)
        try:
            Policy.model_validate(self.policy_data)
        except PydanticError as error:
            for fault in error.errors():
                self.add_error(self._field_of(fault["loc"]), fault["msg"].removeprefix("Value error, "))

    def _field_of(self, place):
        """Returns the name of the field at which a rule is written, or that of its first neighbour."""
        parts = [str(part) for part in place]
        while parts:
            name = BETWEEN.join(parts)
            found = next(
                (field for field in self.fields if field == name or field.startswith(name + BETWEEN)), None
            )
            if found:
                return found
            parts.pop()
        return None


def _flat(policy):
    """Returns a policy as the initial values of the fields.

    The pretend clinic's names and numbers are left out: saved, they would stand on a real site's help page.
    """
    data = policy.model_dump(exclude=OWN - policy.model_fields_set)
    data["proxy"]["age_bands"] = [
        f"{band['from_age']}-{band['to_age']} {band['access']}" for band in data["proxy"]["age_bands"]
    ]
    return dict(_leaves(data))


def _leaves(data, place=()):
    for key, value in data.items():
        here = (*place, key)
        if isinstance(value, dict):
            yield from _leaves(value, here)
        else:
            is_lines = isinstance(value, list) and here not in TICKED
            yield BETWEEN.join(here), "\n".join(map(str, value)) if is_lines else value


def _nested(said):
    """Returns the values of the fields as a pack, without what was left empty."""
    pack = {}
    for name, value in said.items():
        if name in WRITTEN:
            value = [line.strip() for line in value.splitlines() if line.strip()]
        if name == "proxy__age_bands":
            value = [_band(line) for line in value]
        if name == "signed_off_on":
            value = value.isoformat() if value else ""
        if value in ("", None):
            continue
        *above, last = name.split(BETWEEN)
        place = pack
        for part in above:
            place = place.setdefault(part, {})
        place[last] = value
    return pack


def _band(line):
    """Returns one age band of a line such as 12-17 limited; what is no such line is refused by the pack."""
    ages, _space, access = line.partition(" ")
    first, _dash, last = ages.partition("-")
    return {"from_age": first.strip(), "to_age": last.strip(), "access": access.strip()}
