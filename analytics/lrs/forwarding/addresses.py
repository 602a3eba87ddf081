"""Which addresses may be called: https on the open net, so that nobody has this server look around its house.

A name is looked up once, every address it has must be public, and the connection goes to the address that was
looked at (a second look-up could answer otherwise). Redirects are not followed.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


class BadAddress(Exception):
    """The address may not be called; says why in plain words."""


@dataclass(frozen=True)
class Endpoint:
    """An address in its parts; `path` ends in a slash."""

    scheme: str
    host: str
    port: int
    path: str


def parse(url: str) -> Endpoint:
    """Returns the parts of a store's address; raises BadAddress where it cannot be one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress("This is no address.") from error
    if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise BadAddress("The address must be a host and a path, without a user name or a question mark.")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.LRS_FORWARD_TO_LOOPBACK):
        raise BadAddress("The address must begin with https://.")
    port = port or (443 if parts.scheme == "https" else 80)
    return Endpoint(parts.scheme, parts.hostname, port, parts.path.rstrip("/") + "/")


def resolve(endpoint: Endpoint) -> str:
    """Returns the IP address to connect to; raises BadAddress unless all that the name has are public.

    Raises OSError when the name cannot be looked up now.
    """
    found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    for address in addresses:
        if not _may_be_called(ipaddress.ip_address(address.partition("%")[0]), endpoint):
            raise BadAddress("The address leads into a private network.")
    return addresses[0]


def _may_be_called(address, endpoint):
    if address.is_loopback:
        return settings.LRS_FORWARD_TO_LOOPBACK
    if address.version == 6 and (address.ipv4_mapped or address.sixtofour or address.teredo):
        return False
    return endpoint.scheme == "https" and address.is_global and not address.is_multicast
