"""A small learning management system that speaks LTI 1.3, for tests: it signs, launches, and takes grades.

It makes and checks signatures with `cryptography` alone, so that it does not share our library's mistakes.
"""

import json
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
CLIENT, DEPLOYMENT, SUBJECT = "tool-77", "dep-1", "someone-a81f"
LINE_ITEM = "/lineitems/7/lineitem?type_id=3"


def b64(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign(claims, key, kid, **header):
    """Returns claims as a compact JWS, RS256 (RFC 7515)."""
    head = {"alg": "RS256", "typ": "JWT", "kid": kid} | header
    text = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
    return f"{text}.{b64(key.sign(text.encode(), padding.PKCS1v15(), SHA256()))}"


def verified(token, key_set):
    """Returns the claims of a compact JWS that a key of a JWK set has signed; raises where none has."""
    head, body, signature = token.split(".")
    said = json.loads(unb64(head))
    assert said["alg"] == "RS256"
    jwk = next(key for key in key_set["keys"] if key["kid"] == said["kid"])
    numbers = (int.from_bytes(unb64(jwk[name]), "big") for name in ("e", "n"))
    public = rsa.RSAPublicNumbers(*numbers).public_key()
    public.verify(unb64(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), SHA256())
    return json.loads(unb64(body))


class Platform:
    """The platform. Set `answers` to the statuses of its next answers to scores; the rest are 200."""

    def __init__(self):
        self.key, self.kid = new_key(), "platform-key"
        self.scores, self.links, self.assertions, self.answers, self.faults = [], [], [], [], []
        self.tool, self.tool_keys, self.target, self.message = None, None, None, {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"platform": self}))
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def facts(self):
        """Returns what a tool is told of this platform."""
        return {
            "name": "Night school",
            "site": self.base,
            "issuer": self.base,
            "client_id": CLIENT,
            "login_url": f"{self.base}/auth",
            "token_url": f"{self.base}/token",
            "key_set_url": f"{self.base}/keys",
            "audience": "",
            "deployments": [DEPLOYMENT],
        }

    def hints(self, target):
        """Returns what a login is begun with."""
        return {
            "iss": self.base,
            "client_id": CLIENT,
            "login_hint": "hint-1",
            "lti_message_hint": "message-1",
            "target_link_uri": target,
        }

    def claims(self, given, target, **changes):
        """Returns what the launch of a resource link says, with the nonce given; None takes a claim out."""
        now = int(time.time())
        said = {
            "iss": self.base,
            "aud": CLIENT,
            "sub": SUBJECT,
            "iat": now,
            "exp": now + 300,
            "nonce": given,
            "name": "Ana Secret",
            "email": "ana@secret.example",
            LTI + "version": "1.3.0",
            LTI + "message_type": "LtiResourceLinkRequest",
            LTI + "deployment_id": DEPLOYMENT,
            LTI + "target_link_uri": target,
            LTI + "roles": [LEARNER],
            LTI + "resource_link": {"id": "link-1"},
            AGS: {"scope": [SCORE], "lineitem": self.base + LINE_ITEM},
        } | changes
        return {name: value for name, value in said.items() if value is not None}

    def token(self, claims, *, key=None, kid=None, **header):
        """Returns an id_token of these claims."""
        return sign(claims, key or self.key, kid or self.kid, **header)

    def choosing(self):
        """Returns the claims that make a launch one of deep linking."""
        return {
            LTI + "message_type": "LtiDeepLinkingRequest",
            LTI + "resource_link": None,
            LTI + "roles": [TEACHER],
            AGS: None,
            DEEP + "deep_linking_settings": {
                "deep_link_return_url": f"{self.base}/return",
                "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["iframe", "window"],
                "data": "keep-this",
            },
        }

    def key_set(self):
        """Returns the platform's keys as a JWK set."""
        public = self.key.public_key().public_numbers()
        return {
            "keys": [
                {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": self.kid}
                | {"n": number(public.n), "e": number(public.e)}
            ]
        }

    def keys_of_tool(self):
        """Returns the tool's keys: those it was given, else read from its address."""
        if self.tool_keys is None:
            tool = urlsplit(self.tool)  # a browser finds every name under localhost, Python does not
            asked = Request(f"http://127.0.0.1:{tool.port}/lti/keys.json", headers={"Host": tool.netloc})
            with urlopen(asked, timeout=20) as answer:
                return json.load(answer)
        return self.tool_keys


class _Handler(BaseHTTPRequestHandler):
    platform = None

    def log_message(self, *args):
        pass

    def do_GET(self):
        address, here = urlsplit(self.path), self.platform
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/keys":
            return self._json(200, here.key_set())
        if address.path == "/course":
            begin = f"{here.tool}/lti/login/?{urlencode(here.hints(here.target))}"
            return self._page(
                f'<h1>Class</h1><iframe src="{escape(begin)}" width="340" height="500" title="Tool"></iframe>'
            )
        if address.path == "/auth":
            claims = here.claims(asked["nonce"], here.target, **here.message)
            fields = {"state": asked["state"], "id_token": here.token(claims)}
            inputs = "".join(
                f'<input type="hidden" name="{n}" value="{escape(v)}">' for n, v in fields.items()
            )
            form = f'<form method="post" action="{escape(asked["redirect_uri"])}">{inputs}</form>'
            return self._page(form + "<script>document.forms[0].submit()</script>")
        return self._json(404, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = urlsplit(self.path).path
        try:
            if path == "/token":
                return self._token(parse_qs(body))
            if path == "/return":
                self.platform.links.append(parse_qs(body)["JWT"][0])
                return self._page("<h1>Added</h1>")
            if self.path == LINE_ITEM.replace("?", "/scores?"):
                return self._score(body)
        except (KeyError, ValueError, AssertionError, StopIteration, InvalidSignature) as error:
            self.platform.faults.append(repr(error))
            return self._json(400, {"error": repr(error)})
        return self._json(404, {})

    def _token(self, form):
        here = self.platform
        claims = verified(form["client_assertion"][0], here.keys_of_tool())
        assert form["grant_type"] == ["client_credentials"] and form["scope"] == [SCORE]
        assert claims["iss"] == claims["sub"] == CLIENT and claims["aud"] == f"{here.base}/token"
        assert claims["exp"] > time.time() and claims["jti"] not in here.assertions
        here.assertions.append(claims["jti"])
        return self._json(200, {"access_token": "let-me-in", "token_type": "Bearer", "expires_in": 3600})

    def _score(self, body):
        assert self.headers["Authorization"] == "Bearer let-me-in"
        assert self.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
        status = self.platform.answers.pop(0) if self.platform.answers else 200
        if status == 200:
            self.platform.scores.append(json.loads(body))
        return self._json(status, {})

    def _json(self, status, data):
        self._send(status, "application/json", json.dumps(data).encode())

    def _page(self, html):
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>LMS</title>'
        text = f"{head}<main>{html}</main></html>"
        self._send(200, "text/html", text.encode())

    def _send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
