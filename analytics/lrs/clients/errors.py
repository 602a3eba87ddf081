"""Why a client is not let in. Each says the HTTP status and the headers that go with it."""

REALM = 'Basic realm="xAPI", charset="UTF-8"'


class Refused(Exception):
    """The client is not let in; `status`, `headers` and the text make the answer."""

    status = 400

    def __init__(self, message):
        super().__init__(message)
        self.message = message
        self.headers = {}


class NotAuthenticated(Refused):
    """401: there are no credentials, or not the right ones (RFC 7235, 3.1)."""

    status = 401

    def __init__(self, message, challenge=REALM):
        super().__init__(message)
        self.headers = {"WWW-Authenticate": challenge}


class NotAllowed(Refused):
    """403: the credentials are right and do not allow this (xAPI 1.0.3, part 3, 3.2)."""

    status = 403


class TooMany(Refused):
    """429: the client asks too often (xAPI 1.0.3, part 3, 3.2); Retry-After in seconds (RFC 6585)."""

    status = 429

    def __init__(self, seconds):
        super().__init__(f"Too many requests from this client. Ask again in {seconds} seconds.")
        self.headers = {"Retry-After": str(seconds)}
