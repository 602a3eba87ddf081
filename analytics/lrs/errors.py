"""Why a request about statements is refused."""

from analytics.lrs.documents.errors import DocumentError


class LRSError(DocumentError):
    """The request is refused; `status` is the HTTP status."""


class BadRequest(LRSError):
    """400: the request breaks a rule of its form."""


class BadStatement(LRSError):
    """400: a statement breaks a rule; says where in it and which rule."""

    def __init__(self, path, fault, rule):
        super().__init__(f"{path or 'statement'}: {fault} ({rule})")
        self.path, self.fault, self.rule = path, fault, rule


class NotFound(LRSError):
    """404: there is no such statement, or none that this client may see."""

    status = 404


class Conflict(LRSError):
    """409: another statement has the id already."""

    status = 409
