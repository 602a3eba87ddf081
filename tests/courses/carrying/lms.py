"""Another learning site, as small as can be: it serves a package and speaks cmi5 or SCORM 1.2 with it."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

TOKEN = "b3Blbjpz"
ACTOR = {"objectType": "Agent", "name": "R", "account": {"homePage": "https://lms.example", "name": "7"}}
REGISTRATION = "b9b0f1c6-6f4e-4b8a-9d6a-0d1a5b1c2d3e"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
ACTIVITY = "https://lms.example/activities/7"
PUBLISHED = "https://portalwise.example/activities/packages/lesson/1"

# The run-time of SCORM 1.2: notes each call, and keeps the data for the next launch.
SCORM = """<!doctype html><html lang="en"><title>LMS</title><body><script>
const data = JSON.parse(sessionStorage.data ?? '{"cmi.core.lesson_status": "not attempted"}');
window.calls = [];
const note = (...call) => { calls.push(call); sessionStorage.data = JSON.stringify(data); return "true"; };
window.API = {
  LMSInitialize: (given) => note("LMSInitialize", given),
  LMSFinish: (given) => note("LMSFinish", given),
  LMSCommit: (given) => note("LMSCommit", given),
  LMSGetValue: (name) => data[name] ?? "",
  LMSSetValue: (name, value) => { data[name] = value; return note("LMSSetValue", name, value); },
  LMSGetLastError: () => "0", LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
};
</script><iframe title="lesson" src="PAGE" width="360" height="700"></iframe></body></html>"""


class Lms:
    """Where the package is served, and what the lesson said: `asked`, in order, and `statements`."""

    def __init__(self, folder, *, mode="Normal", mastery=None, refusals=0):
        self.asked, self.statements, self.documents, self.tokens = [], [], {}, 0
        self.mode, self.mastery, self.refusals = mode, mastery, refusals
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def launch(self, page):
        """Returns the address by which cmi5 launches a page (section 8.1 of its specification)."""
        self.tokens = 0
        about = {"endpoint": f"{self.url}/xapi/", "fetch": f"{self.url}/token", "actor": json.dumps(ACTOR)}
        about |= {"registration": REGISTRATION, "activityId": ACTIVITY}
        return f"{self.url}/{page}?{urlencode(about)}"

    def launch_data(self):
        """Returns the LMS.LaunchData document (section 10)."""
        grouping = [{"objectType": "Activity", "id": PUBLISHED}]
        template = {"contextActivities": {"grouping": grouping}, "extensions": {SESSION: "s-1"}}
        data = {"contextTemplate": template, "launchMode": self.mode, "moveOn": "Completed"}
        data |= {"returnURL": f"{self.url}/look.css"}
        return data if self.mastery is None else data | {"masteryScore": self.mastery}


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, lms, *args, **kwargs):
        self.lms = lms
        super().__init__(*args, **kwargs)

    def log_message(self, *args):
        """Says nothing."""

    def _parts(self):
        parts = urlsplit(self.path)
        return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}

    def _answer(self, status, said=None):
        data = b"" if said is None else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _body(self):
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _may(self):
        right = (f"Basic {TOKEN}", "1.0.3")
        if (self.headers["Authorization"], self.headers["X-Experience-API-Version"]) == right:
            return True
        self._answer(401)
        return False

    def do_GET(self):
        """Serves a file, the SCORM frame, or a document."""
        path, asked = self._parts()
        if path.startswith("/scorm/"):
            data = SCORM.replace("PAGE", path.removeprefix("/scorm")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(data)
        elif not path.startswith("/xapi/"):
            super().do_GET()
        elif self._may():
            self.lms.asked.append(("GET", path, asked.get("stateId") or asked.get("profileId")))
            if asked.get("stateId") == "LMS.LaunchData":
                assert json.loads(asked["agent"]) == ACTOR and asked["registration"] == REGISTRATION
                self._answer(200, self.lms.launch_data())
            elif path == "/xapi/agents/profile":
                self._answer(200, {"languagePreference": "fr-FR, es-MX", "audioPreference": "off"})
            elif "kept" in self.lms.documents:
                self._answer(200, self.lms.documents["kept"])
            else:
                self._answer(404)

    def do_PUT(self):
        """Keeps a document of the lesson's own."""
        if self._may():
            assert self._parts()[1]["stateId"] != "LMS.LaunchData"
            self.lms.documents["kept"] = self._body()
            self._answer(204)

    def do_POST(self):
        """Gives the token, once, or takes statements."""
        path, _asked = self._parts()
        if path == "/token":
            self.lms.asked.append(("POST", path, None))
            self.lms.tokens += 1
            self._answer(200, {"auth-token": TOKEN} if self.lms.tokens == 1 else {"error-code": "1"})
        elif self._may():
            said = self._body()
            if self.lms.refusals:
                self.lms.refusals -= 1
                self._answer(503)
                return
            self.lms.statements += said
            self._answer(200, [one["id"] for one in said])
