"""The word that opens a package's files: signed, for one learner's attempt or one author's look, for a day.

It stands in the address, as no cookie reaches the place where packages are played.
"""

from dataclasses import dataclass

from django.core import signing

from courses.packages.models import Attempt, Package
from courses.packages.origins import PREFIX

SALT = "courses.packages"
SECONDS = 60 * 60 * 24
_ATTEMPT, _LOOK = "a", "p"


@dataclass(frozen=True)
class Launch:
    """A package being played; `attempt` is None where an author only looks."""

    token: str
    package: Package
    attempt: Attempt | None


def token_of(thing):
    """Returns the word for an Attempt, or for a Package that an author looks at."""
    kind = _ATTEMPT if isinstance(thing, Attempt) else _LOOK
    return _signer().sign(f"{kind}{thing.pk}")


def find(token):
    """Returns the Launch of a word; None where it is not ours, too old, or its package gone or not ready.

    Costs one query; another where the attempt's values are asked.
    """
    try:
        said = _signer().unsign(token, max_age=SECONDS)
    except signing.BadSignature:
        return None
    kind, pk = said[:1], said[1:]
    if kind == _ATTEMPT:
        rows = Attempt.objects.select_related("package__organisation").defer(
            "values"
        )  # up to 64 kB, for files
        attempt = rows.filter(pk=pk).first()
        package = attempt and attempt.package
    else:
        attempt, package = None, Package.objects.select_related("organisation").filter(pk=pk).first()
    if package is None or not package.is_ready or not package.organisation.is_active:
        return None
    return Launch(token, package, attempt)


def base(origin, token):
    """Returns the address under which all files of a launch lie."""
    return f"{origin}{PREFIX}{token}/"


def _signer():
    return signing.TimestampSigner(salt=SALT, sep="~")
