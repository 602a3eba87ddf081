"""The form of an adapted person: who they are, then problems, allergies, medicines and the care team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.personas import sheet

MOST = 40  # of each list
LANGUAGES = (("en", _("in English")), ("es", _("in Spanish")))
LABELS = {
    "story": _("Who this is"),
    "who": _("In a few words, where learners choose a person"),
    "name": _("Name"),
    "reaction": _("What happens"),
    "directions": _("How to take it"),
    "reason": _("What it is for"),
    "role": _("Role"),
}
TITLES = {
    "problems": _("Health problems"),
    "allergies": _("Allergies"),
    "medicines": _("Medicines"),
    "team": _("Care team"),
}
HELP = {
    "medicines": _(
        "What you add is a medicine without a prescription. Refills are for those of the library."
    ),
    "team": _("You can give them other names and roles."),
}
SEVERITIES = [("", _("Not said")), ("mild", _("Mild")), ("moderate", _("Moderate")), ("severe", _("Severe"))]


def _pair(name, *, most, required, rows=0):
    """Yields (field name, field) of a text in both languages."""
    for code, language in LANGUAGES:
        label = forms.CharField(
            label=_("%(what)s, %(language)s") % {"what": LABELS[name], "language": language},
            max_length=most,
            required=required,
            widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput(),
        )
        yield f"{name}_{code}", label


class FactsForm(forms.Form):
    """Who the person is."""

    use_required_attribute = False

    given = forms.CharField(label=_("First name"), max_length=60)
    family = forms.CharField(label=_("Last name"), max_length=60)
    born = forms.DateField(
        label=_("Born on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The story begins on %(day)s."),
    )

    def __init__(self, *args, anchor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["born"].help_text = self.fields["born"].help_text % {"day": anchor.isoformat()}
        self.fields |= dict(_pair("story", most=600, required=True, rows=4))
        self.fields |= dict(_pair("who", most=120, required=False))


class RowForm(forms.Form):
    """One part of a list. `part` says of which."""

    use_required_attribute = False

    id = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        for name in sheet.TEXTS[part]:
            if self.initial and f"{name}_en" not in self.initial:
                continue  # the record has no such words: a team, such as the nurses, has a role and no name
            most, rows = (300, 2) if name == "directions" else (120, 0)
            self.fields |= dict(_pair(name, most=most, required=True, rows=rows))
        if part == "allergies":
            self.fields["severity"] = forms.ChoiceField(
                label=_("How bad"), choices=SEVERITIES, required=False
            )

    @property
    def title(self):
        """What the part is called in the draft; empty for a new one."""
        return self.initial.get("name_en") or self.initial.get("role_en", "")

    def clean(self):
        """Refuses a part that is not any more the one that was shown."""
        cleaned = super().clean()
        if self.initial and cleaned.get("id") != self.initial["id"]:
            raise forms.ValidationError(_("The record has changed in the meantime. Look again."))
        return cleaned

    def row(self):
        """Returns what stands in the form, as the sheet has it."""
        said = self.cleaned_data
        found = {"id": said["id"]}
        for name in sheet.TEXTS[self.part]:
            if f"{name}_en" in said:
                found[name] = {code: said[f"{name}_{code}"] for code, _language in LANGUAGES}
        return found | ({"severity": said["severity"]} if self.part == "allergies" else {})


class Rows(forms.BaseFormSet):
    """One list of the record, with room for one more part."""

    def add_fields(self, form, index):
        """Asks whether to take a part out; what is not there yet cannot be."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take it out of the record")
            if index is None or index >= self.initial_form_count():
                del form.fields["DELETE"]

    def rows(self, known):
        """Returns the rows that stay, those that are new with an id of their own."""
        found, taken = [], set(known)
        for form in self.forms:
            if not form.has_changed() and form not in self.initial_forms:
                continue
            if form.cleaned_data.get("DELETE"):
                continue
            row = form.row()
            if form not in self.initial_forms or row["id"] not in known:
                number = next(n for n in range(1, 1000) if f"own-{n}" not in taken)
                row["id"] = f"own-{number}"
                taken.add(row["id"])
            found.append(row)
        return found


class PersonForm:
    """All of it together; filled from a sheet, and gives one.

    What was taken out of the `library`'s sheet stands there too, ticked, so that it can be put back.
    """

    def __init__(self, draft, library, *, anchor, data=None):
        facts = draft.facts
        self._rows = {
            part: [*facts[part], *_taken_out(facts[part], draft.base[part], library[part])]
            for part in sheet.LISTS
        }
        self.facts = FactsForm(data, prefix="facts", initial=_flat(facts, ("story", "who")), anchor=anchor)
        self.lists = [self._list(part, data) for part in sheet.LISTS]

    def _list(self, part, data):
        can_change = part != "team"
        made = forms.formset_factory(
            RowForm, formset=Rows, extra=int(can_change), can_delete=can_change, max_num=MOST,
            absolute_max=MOST + 1, validate_max=True,
        )  # fmt: skip
        initial = [_flat(row, sheet.TEXTS[part]) for row in self._rows[part]]
        rows = made(data, prefix=part, initial=initial, form_kwargs={"part": part})
        rows.part, rows.title, rows.help = part, TITLES[part], HELP.get(part, "")
        return rows

    def is_valid(self):
        """True where every field holds."""
        return all([each.is_valid() for each in (self.facts, *self.lists)])

    def sheet(self):
        """Returns the sheet as it stands in the form."""
        said = self.facts.cleaned_data
        found = {"given": said["given"], "family": said["family"], "born": said["born"].isoformat()}
        for name in ("story", "who"):
            words = {code: said[f"{name}_{code}"].replace("\r\n", "\n") for code, _language in LANGUAGES}
            found[name] = words if any(words.values()) else None
        for rows in self.lists:
            found[rows.part] = rows.rows({row["id"] for row in self._rows[rows.part]})
        return found


def _taken_out(rows, base, library):
    """Returns what somebody here took out. What the library added since waits among its changes."""
    here, known = ({row["id"] for row in each} for each in (rows, base))
    return [{**row, "DELETE": True} for row in library if row["id"] in known - here]


def _flat(row, texts):
    """Returns {"name_en": …} of a row's texts, and all else as it is."""
    found = {name: value for name, value in row.items() if name not in texts}
    for name in texts:
        found |= {f"{name}_{code}": words for code, words in (row.get(name) or {}).items()}
    return found
