"""The word that opens a package's files: signed, for one learner's attempt or one author's look, for a day.

It stands in the address, as no cookie reaches the place where packages are played.
"""

from dataclasses import dataclass

from django.core import signing

from courses.packages.models import Attempt, Package, Session
from courses.packages.origins import PREFIX

SALT = "courses.packages"
SECONDS = 60 * 60 * 24
_ATTEMPT, _LOOK, _SESSION = "a", "p", "s"


@dataclass(frozen=True)
class Launch:
    """A package being played; no `attempt` where an author only looks, no `session` where it is not cmi5."""

    token: str
    package: Package
    attempt: Attempt | None
    session: Session | None = None


def token_of(thing):
    """Returns the word for an Attempt, for a Package that an author looks at, or for a Session of cmi5."""
    kind = {Attempt: _ATTEMPT, Package: _LOOK, Session: _SESSION}[type(thing)]
    return _signer().sign(f"{kind}{thing.pk}")


def find(token):
    """Returns the Launch of a word; None where it is not ours, too old, or its package gone or not ready.

    Costs one query; another where the attempt's values are asked.
    """
    try:
        said = _signer().unsign(token, max_age=SECONDS)
    except signing.BadSignature:
        return None
    launch = _FINDERS.get(said[:1], _nothing)(token, said[1:])
    if launch is None or not launch.package.is_ready or not launch.package.organisation.is_active:
        return None
    return launch


def _of_attempt(token, pk):
    rows = Attempt.objects.select_related("package__organisation").defer("values")  # up to 64 kB, for files
    attempt = rows.filter(pk=pk).first()
    return attempt and Launch(token, attempt.package, attempt)


def _of_look(token, pk):
    package = Package.objects.select_related("organisation").filter(pk=pk).first()
    return package and Launch(token, package, None)


def _of_session(token, pk):
    rows = Session.objects.select_related("package__organisation", "attempt").defer("attempt__values")
    session = rows.filter(pk=pk).first()
    return session and Launch(token, session.package, session.attempt, session)


def _nothing(token, pk):
    return None


_FINDERS = {_ATTEMPT: _of_attempt, _LOOK: _of_look, _SESSION: _of_session}


def base(origin, token):
    """Returns the address under which all files of a launch lie."""
    return f"{origin}{PREFIX}{token}/"


def _signer():
    return signing.TimestampSigner(salt=SALT, sep="~")
