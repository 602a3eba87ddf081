"""Why a platform cannot be spoken with: kept as a code with a detail, put into words where it is shown."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# The detail is a number, or what the machine said: for whoever looks after the platform.
_WORDS = {
    "address": _("Its address may not be called: it must begin with https:// and lead to the open net."),
    "name": _("The name of its host cannot be looked up (%s)."),
    "away": _("It cannot be reached (%s)."),
    "late": _("It takes too long to answer."),
    "status": _("It answered %s."),
    "no_keys": _("It answered with something that is no key set."),
    "no_token": _("It gave no access token (it answered %s)."),
}


def kept(code, detail=""):
    """Returns what is kept of a trouble, 300 signs at most."""
    return f"{code}:{detail}"[:300]


def words(text):
    """Returns what was kept as a sentence in the language of now; text that is no such code as it is."""
    code, _colon, detail = text.partition(":")
    if code not in _WORDS:
        return text
    sentence = gettext(_WORDS[code])
    return sentence % detail if "%s" in sentence else sentence
