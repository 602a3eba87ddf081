"""Another record store, on this machine, that answers as a test tells it."""

import json
import threading
from collections import Counter
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from analytics.lrs.forwarding import actions


class Elsewhere:
    """The other store: what it got, and what it says."""

    def __init__(self):
        self.got, self.asked, self.headers, self.bodies, self.files = {}, [], [], [], []
        self.refused = {}  # {statement id: (status, text)}
        self.answers = []  # (status, headers), said before anything else
        self.drops = 0  # how many times it takes all and hangs up before it answers
        self.address = ""

    def take(self, statements):
        """Returns the status: all or nothing."""
        for statement in statements:
            if statement["id"] in self.refused:
                return self.refused[statement["id"]]
        for statement in statements:
            self.got.setdefault(statement["id"], []).append(statement)
        return 200, json.dumps([statement["id"] for statement in statements])

    @property
    def times(self):
        """Returns how many statements came once, twice, …"""
        return Counter(len(copies) for copies in self.got.values())


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        store = self.server.store
        body = self.rfile.read(int(self.headers["Content-Length"]))
        store.headers.append(dict(self.headers))
        store.asked.append(self.path)
        store.bodies.append(body)
        if self.headers["Content-Type"].startswith("multipart/mixed"):
            message = BytesParser().parsebytes(
                b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body
            )
            body, *store.files = [part.get_payload(decode=True) for part in message.get_payload()]
        if store.answers:
            status, headers = store.answers.pop(0)
            return self._say(status, "", headers)
        status, text = store.take(json.loads(body))
        if store.drops:
            store.drops -= 1
            return self.connection.close()
        return self._say(status, text, {})

    def do_GET(self):
        wanted = parse_qs(urlsplit(self.path).query)["statementId"][0]
        kept = self.server.store.got.get(wanted)
        self._say(200 if kept else 404, json.dumps(kept[0]) if kept else "", {})

    def _say(self, status, text, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere(settings):
    settings.LRS_FORWARD_TO_LOOPBACK = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.store = Elsewhere()
    server.store.address = f"http://127.0.0.1:{server.server_port}/xapi"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.store
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def target_of(elsewhere):
    """Makes a target: `target_of(organisation)`."""

    def make(organisation, name="Elsewhere", **more):
        fields = {
            "endpoint": elsewhere.address,
            "username": "portal",
            "password": "open sesame",
            "version": "1.0.3",
        }  # fmt: skip
        return actions.create(organisation=organisation, name=name, **fields | more)

    return make
