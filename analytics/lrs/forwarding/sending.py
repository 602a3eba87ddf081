"""One request to another store, with time-outs, and no more of its answer than is needed."""

import base64
import http.client
import socket
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlencode

from analytics.lrs.forwarding import addresses, sealing

CONNECT_SECONDS = 10
ANSWER_SECONDS = 30
_MOST_BYTES = 200_000


class Unreachable(Exception):
    """No answer came; says in a few words why."""


@dataclass(frozen=True)
class Reply:
    """What the other store said."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def post(target, body: bytes, *, content_type="application/json") -> Reply:
    """Posts statements to a target; raises Unreachable."""
    return _ask(target, "POST", "statements", body=body, headers={"Content-Type": content_type})


def get_statement(target, statement_id) -> Reply:
    """Asks a target for one statement; raises Unreachable."""
    return _ask(target, "GET", "statements?" + urlencode({"statementId": str(statement_id)}))


def _ask(target, method, resource, *, body=None, headers=None):
    try:
        endpoint = addresses.parse(target.endpoint)
        called = connection(endpoint, addresses.resolve(endpoint))
        password = sealing.unseal(target.sealed_password)
    except addresses.BadAddress as error:
        raise Unreachable(str(error)) from error
    except sealing.CannotOpen as error:
        raise Unreachable("The password cannot be read any more. Type it again.") from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name of the host cannot be looked up ({short(error)}).") from error
    basic = base64.b64encode(f"{target.username}:{password}".encode()).decode()
    sent = {"Authorization": f"Basic {basic}", "X-Experience-API-Version": target.version} | (headers or {})
    try:
        called.request(method, endpoint.path + resource, body=body, headers=sent)
        response = called.getresponse()
        text = response.read(_MOST_BYTES).decode(errors="replace")
        return Reply(response.status, text, {name.lower(): value for name, value in response.getheaders()})
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(short(error)) from error
    finally:
        called.close()


def short(error):
    """Returns an error in a few words."""
    return f"{type(error).__name__}: {error}"[:200]


def connection(endpoint, ip, *, connect=CONNECT_SECONDS, answer=ANSWER_SECONDS):
    """Returns a connection, not open yet, to an IP address that addresses.resolve() has looked at."""
    kind = _Secure if endpoint.scheme == "https" else _Plain
    return kind(endpoint.host, endpoint.port, ip, connect, answer)


class _Plain(http.client.HTTPConnection):
    """A connection to the IP address that was looked at."""

    def __init__(self, host, port, ip, connect_seconds, answer_seconds):
        super().__init__(host, port, timeout=connect_seconds)
        self.ip, self.answer_seconds = ip, answer_seconds

    def connect(self):
        """Connects, and from then on waits longer: for the answer."""
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        self.sock.settimeout(self.answer_seconds)


class _Secure(_Plain):
    """The same, with TLS for the name that was asked for."""

    default_port = http.client.HTTPS_PORT

    def connect(self):
        """Connects and checks the certificate against the name."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
