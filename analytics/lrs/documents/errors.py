"""Why a request for a document, an agent or an activity is refused."""


class DocumentError(Exception):
    """The request is refused; `status` is the HTTP status, the text says why and names the rule's place."""

    status = 400

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class BadRequest(DocumentError):
    """400: a parameter, a header or the content breaks a rule."""


class NotFound(DocumentError):
    """404: there is no such document."""

    status = 404


class Conflict(DocumentError):
    """409: a document is there, and the request does not say which one it knows."""

    status = 409


class PreconditionFailed(DocumentError):
    """412: If-Match or If-None-Match does not hold."""

    status = 412
