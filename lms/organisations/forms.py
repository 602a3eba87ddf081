"""What a new organisation says of itself, what its rules are, and the password of who was invited."""

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.organisations import joining, theme
from lms.organisations.models import Organisation

is_phone = RegexValidator(
    r"^[0-9+() .-]{3,24}$",
    gettext_lazy("Write a phone number with digits, spaces, dots, dashes and brackets only."),
)
is_host = RegexValidator(
    r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$",
    gettext_lazy("Write a host name only, in small letters, such as learn.lakeside.example."),
)
is_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", gettext_lazy("Write a color as # and six digits, such as #0a4a57.")
)


class PhoneField(forms.CharField):
    """A phone number; empty means that the organisation has none of its own."""

    default_validators = [is_phone]


class ColourField(forms.CharField):
    """A colour in which text reads at 7 to 1 on the ground it stands on; otherwise names the nearest."""

    default_validators = [is_colour]

    def __init__(self, *, ground, **options):
        self.ground = ground
        super().__init__(max_length=7, **options)

    def clean(self, value):
        """Returns the colour in small letters."""
        colour = super().clean(value).lower()
        if theme.contrast(colour, self.ground) < theme.SMALLEST_CONTRAST:
            words = _(
                "People could not read text in %(color)s: it needs a contrast of 7 to 1. "
                "The nearest color that passes is %(nearest)s."
            )
            nearest = theme.nearest(colour, self.ground)
            raise forms.ValidationError(words % {"color": colour, "nearest": nearest})
        return colour


class ColoursForm(forms.Form):
    """The four colours of a site."""

    use_required_attribute = False

    brand = ColourField(
        label=gettext_lazy("Your color by day"), ground=theme.DAY_GROUND, initial=theme.Theme().brand
    )
    brand_dark = ColourField(
        label=gettext_lazy("Your color by night"), ground=theme.NIGHT_GROUND, initial=theme.Theme().brand_dark
    )
    portal = ColourField(
        label=gettext_lazy("The practice portal’s color by day"),
        ground=theme.DAY_GROUND,
        initial=theme.Theme().portal,
    )
    portal_dark = ColourField(
        label=gettext_lazy("The practice portal’s color by night"),
        ground=theme.NIGHT_GROUND,
        initial=theme.Theme().portal_dark,
    )

    def theme_data(self):
        """Returns the colours that differ from the house's own, as Organisation.theme_data."""
        own = theme.Theme().model_dump()
        return {name: self.cleaned_data[name] for name in own if self.cleaned_data[name] != own[name]}


def languages_field(**options):
    """Returns the field that asks in which languages a site is offered."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Languages of its site"),
        choices=[(code, gettext_lazy(name)) for code, name in settings.LANGUAGES],
        initial=[code for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class Where:
    """Where the site of a new organisation stands."""

    HOST, PLACE = "host", "place"


class JoiningForm(ColoursForm):
    """Name, address, colours, numbers and first admin of a new organisation."""

    name = forms.CharField(label=gettext_lazy("Name of the clinic or nonprofit"), max_length=80)
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("Small letters and dashes, such as lakeside. It never changes."),
        max_length=50,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Organisation.Kind.choices)
    where = forms.ChoiceField(
        label=gettext_lazy("Where its site stands"),
        help_text=gettext_lazy(
            "A host name of its own is best, and somebody has to set it up where the clinic’s names are "
            "kept. A place on our host works at once. It cannot be changed here later."
        ),
        choices=[
            (Where.HOST, gettext_lazy("At a host name of its own")),
            (Where.PLACE, gettext_lazy("On our host, at /c/ and its short name")),
        ],
        widget=forms.RadioSelect,
        initial=Where.HOST,
        required=False,
    )
    hostname = forms.CharField(
        label=gettext_lazy("Host name of its site"),
        help_text=gettext_lazy(
            "Such as learn.lakeside.example. The name must lead to this server. Leave it empty for a place "
            "on our host."
        ),
        validators=[is_host],
        required=False,
    )
    port = forms.IntegerField(
        label=gettext_lazy("Port, where it is not this server’s"),
        min_value=1,
        max_value=65535,
        required=False,
    )
    languages = languages_field(
        required=False,
        help_text=gettext_lazy("Pages are made in all of them; visitors see those that you choose."),
    )
    portal_name = forms.CharField(
        label=gettext_lazy("What its patient portal is called"), max_length=60, required=False
    )
    clinic_phone = PhoneField(label=gettext_lazy("Phone number of the clinic"), required=False)
    nurse_line_phone = PhoneField(label=gettext_lazy("Phone number of its nurse line"), required=False)
    emergency_number = PhoneField(label=gettext_lazy("Emergency number"), initial="911", required=False)
    admin_email = forms.EmailField(
        label=gettext_lazy("E-mail address of its first admin"),
        help_text=gettext_lazy("We send a link there. It works once, for 7 days."),
        required=False,
    )
    field_order = [
        *("name", "slug", "kind", "where", "hostname", "port", "languages", "portal_name"),
        *("clinic_phone", "nurse_line_phone", "emergency_number", "admin_email"),
    ]

    def clean(self):
        """Asks for a host name where there is to be one, and for none where the site stands on our host."""
        said = super().clean()
        is_place, hostname = said.get("where") == Where.PLACE, said.get("hostname")
        if is_place and hostname:
            self.add_error("hostname", _("Leave this empty, or choose a host name of its own above."))
        elif not is_place and not hostname and "hostname" not in self.errors:
            self.add_error("hostname", _("Write the host name, or choose a place on our host above."))
        return said

    def facts(self, *, policy_data=None):
        """Returns joining.Facts; the form's own numbers win over `policy_data`."""
        said = self.cleaned_data
        rules = {"clinic_name": said["name"]} | (policy_data or {})
        for name in ("portal_name", "clinic_phone", "nurse_line_phone", "emergency_number"):
            if said[name]:
                rules[name] = said[name]
        return joining.Facts(
            **{name: said[name] for name in ("name", "slug", "kind", "hostname", "port", "admin_email")},
            theme_data=self.theme_data(),
            policy_data=rules,
            language_codes=said["languages"],
            is_below_the_house=said["where"] == Where.PLACE,
        )


class PasswordForm(forms.Form):
    """The first password of somebody who was invited."""

    use_required_attribute = False

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 10 letters or signs. 3 or 4 words are best."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self):
        """Refuses what can be guessed."""
        password_validation.validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
