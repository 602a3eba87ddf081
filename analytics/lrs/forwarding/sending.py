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
        connection = _connection(endpoint, addresses.resolve(endpoint))
        password = sealing.unseal(target.sealed_password)
    except addresses.BadAddress as error:
        raise Unreachable(str(error)) from error
    except sealing.CannotOpen as error:
        raise Unreachable("The password cannot be read any more. Type it again.") from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name of the host cannot be looked up ({_short(error)}).") from error
    basic = base64.b64encode(f"{target.username}:{password}".encode()).decode()
    sent = {"Authorization": f"Basic {basic}", "X-Experience-API-Version": target.version} | (headers or {})
    try:
        connection.request(method, endpoint.path + resource, body=body, headers=sent)
        response = connection.getresponse()
        text = response.read(_MOST_BYTES).decode(errors="replace")
        return Reply(response.status, text, {name.lower(): value for name, value in response.getheaders()})
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(_short(error)) from error
    finally:
        connection.close()


def _short(error):
    return f"{type(error).__name__}: {error}"[:200]


def _connection(endpoint, ip):
    kind = _Secure if endpoint.scheme == "https" else _Plain
    return kind(endpoint.host, endpoint.port, ip)


class _Plain(http.client.HTTPConnection):
    """A connection to the IP address that was looked at."""

    def __init__(self, host, port, ip):
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self.ip = ip

    def connect(self):
        """Connects, and from then on waits longer: for the answer."""
        self.sock = socket.create_connection((self.ip, self.port), CONNECT_SECONDS)
        self.sock.settimeout(ANSWER_SECONDS)


class _Secure(_Plain):
    """The same, with TLS for the name that was asked for."""

    default_port = http.client.HTTPS_PORT

    def connect(self):
        """Connects and checks the certificate against the name."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
