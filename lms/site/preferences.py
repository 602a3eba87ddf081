"""What a person chose in the settings bar. Kept in a cookie of their browser, nowhere else."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, urlencode

COOKIE = "pw_settings"
COOKIE_AGE = 60 * 60 * 24 * 365

CHOICES = {
    "text": ("100", "125", "150", "200"),  # percent; WCAG 2.2, 1.4.4 asks for 200
    "contrast": ("usual", "more"),
    "view": ("full", "simple"),
    "scheme": ("auto", "light", "dark"),
}


@dataclass(frozen=True)
class Preferences:
    """How pages are shown: text size in percent, contrast, view and colour scheme."""

    text: str = "100"
    contrast: str = "usual"
    view: str = "full"
    scheme: str = "auto"

    def changed(self, choices):
        """Returns the preferences with the known choices taken over; whatever is unknown is left out."""
        known = {name: value for name, value in choices.items() if value in CHOICES.get(name, ())}
        return replace(self, **known)

    def to_cookie(self):
        """Returns the choices that differ from the usual ones, as a cookie's value."""
        usual = asdict(Preferences())
        return urlencode({name: value for name, value in asdict(self).items() if value != usual[name]})

    @property
    def attributes(self):
        """The `data-` attributes of <html>, by name, for what differs from the usual."""
        return dict(parse_qsl(self.to_cookie()))


def from_request(request):
    """Returns the preferences in the request's cookie; a damaged cookie counts as none."""
    return Preferences().changed(dict(parse_qsl(request.COOKIES.get(COOKIE, ""))))
