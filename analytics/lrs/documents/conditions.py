"""When a document may be changed: If-Match and If-None-Match (xAPI 1.0.3, part 3, 3.1; 2.0, 4.1.4)."""

import re
from dataclasses import dataclass

from analytics.lrs.documents.errors import BadRequest, Conflict, PreconditionFailed
from analytics.lrs.documents.models import Document

_TAG = re.compile(r'(?:W/)?"[^"]*"|[^\s,"]+')
EXPLANATION = (
    "A document is here already, and the request does not say which one it knows. Check the current state of "
    "the resource (GET it), and set the If-Match header with the current ETag to resolve the conflict."
)


@dataclass(frozen=True)
class Conditions:
    """What a request says about the document that it knows, and by which version's rules it is judged."""

    method: str
    version: str
    if_match: str | None = None
    if_none_match: str | None = None

    def check(self, document: Document | None, kind: str) -> None:
        """Raises PreconditionFailed (412), Conflict (409) or BadRequest (400) where the change may not be."""
        tag = document.etag if document else None
        if self.if_match is not None and not _holds(self.if_match, tag, weak=False):
            raise PreconditionFailed("If-Match does not hold: the document has changed or is not there.")
        if self.if_none_match is not None and _holds(self.if_none_match, tag, weak=True):
            raise PreconditionFailed("If-None-Match does not hold: a document is here already.")
        if self.method == "PUT" and self.if_match is None and self.if_none_match is None:
            self._check_silence(document, kind)

    def _check_silence(self, document, kind):
        """Judges a PUT with neither header. Activity state is free of it in 1.0.3."""
        is_first_version = self.version.startswith("1.")
        if kind == Document.Kind.STATE and is_first_version:
            return
        if document is not None:
            raise Conflict(EXPLANATION)
        if is_first_version:
            raise BadRequest(
                "A PUT of a profile needs If-Match, or If-None-Match: * for a new one (1.0.3, part 3, 3.1)."
            )


def _holds(header: str, tag: str | None, *, weak: bool) -> bool:
    """Says whether a header names the tag of the document that is there; `*` names any."""
    if tag is None:
        return False
    named = _TAG.findall(header)
    if "*" in named:
        return True
    plain = [name for name in named if not name.startswith("W/")]
    names = named if weak else plain  # RFC 9110: If-Match compares strongly
    return tag in {name.removeprefix("W/").strip('"') for name in names}
