"""multipart/mixed: statements and what they have attached (part 3, 1.5.2; RFC 2046, 5.1)."""

import re
import uuid

from analytics.lrs.attachments import is_hash
from analytics.lrs.errors import BadRequest
from analytics.lrs.validation.formats import is_sha2

_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_MOST_PARTS = 1000


def is_multipart(content_type: str) -> bool:
    """Says whether a Content-Type is multipart/mixed."""
    return content_type.partition(";")[0].strip().lower() == "multipart/mixed"


def split(content_type: str, content: bytes):
    """Returns (the JSON of the first part, {sha2: (content type, bytes)}); raises BadRequest."""
    parts = _parts(content_type, content)
    headers, statements = parts[0]
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadRequest("The first part must be application/json (part 3, 1.5.2).")
    files = {}
    for headers, body in parts[1:]:
        sha2 = headers.get("x-experience-api-hash", "").strip().lower()
        if headers.get("content-transfer-encoding", "").strip().lower() != "binary":
            raise BadRequest("A part needs the header Content-Transfer-Encoding: binary (part 3, 1.5.2).")
        if not is_sha2(sha2):
            raise BadRequest("A part needs its SHA-2 as the header X-Experience-API-Hash (part 3, 1.5.2).")
        if not is_hash(body, sha2):
            raise BadRequest(f"A part has not the hash {sha2} (part 3, 1.5.2).")
        files[sha2] = (headers.get("content-type", "application/octet-stream"), body)
    return statements, files


def join(text: str, files) -> tuple[str, bytes]:
    """Returns (Content-Type, body) of the JSON and of [(sha2, content type, bytes)] after it."""
    boundary = uuid.uuid4().hex
    pieces = [f"--{boundary}\r\nContent-Type: application/json\r\n\r\n".encode(), text.encode(), b"\r\n"]
    for sha2, content_type, content in files:
        header = (
            f"--{boundary}\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {sha2}\r\n\r\n"
        )
        pieces += [header.encode(), content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return f'multipart/mixed; boundary="{boundary}"', b"".join(pieces)


def _parts(content_type, content):
    found = _BOUNDARY.search(content_type)
    if not found:
        raise BadRequest("multipart/mixed needs a boundary (RFC 2046, 5.1.1).")
    mark = b"\r\n--" + (found[1] or found[2]).encode()
    pieces = (b"\r\n" + content).split(mark)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise BadRequest("The parts do not lie between the boundary of the header (RFC 2046, 5.1.1).")
    if len(pieces) > _MOST_PARTS:
        raise BadRequest(f"There are more than {_MOST_PARTS} parts.")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece):
    piece = piece.lstrip(b" \t")
    head, blank, body = piece.partition(b"\r\n\r\n")
    if not blank or not (head == b"" or head.startswith(b"\r\n")):
        raise BadRequest("A part has no empty line after its headers (RFC 2046, 5.1).")
    headers = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _colon, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers, body
