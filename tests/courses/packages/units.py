"""A unit of a cmi5 package as it speaks with its endpoint, without a browser."""

import json
import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from courses.packages import launching, origins
from courses.packages.cmi5 import launches

HOST = "packages.localhost:8000"
ADL = "http://adlnet.gov/expapi/verbs/"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"


class Unit:
    """One launch: knows what its address says, and makes the statements that cmi5 asks for."""

    def __init__(self, client, address):
        self.client, self.path = client, urlsplit(address).path
        self.asked = dict(parse_qsl(urlsplit(address).query))
        self.actor = json.loads(self.asked["actor"])
        self.word, self.minute = None, 0

    def begin(self):
        """Fetches the word and the launch data."""
        self.word = self.fetch().json()["auth-token"]
        self.data = self.state("LMS.LaunchData").json()
        return self

    def fetch(self):
        return self.client.post(urlsplit(self.asked["fetch"]).path, headers={"host": HOST})

    def send(self, method, resource, body=None, *, query=(), word=None, kind="application/json", **headers):
        """Asks the endpoint for something."""
        path = f"{urlsplit(self.asked['endpoint']).path}{resource}"
        said = {"authorization": f"Basic {word or self.word}", "x-experience-api-version": "1.0.3"}
        data = json.dumps(body) if isinstance(body, dict | list) else body or ""
        address = f"{path}?{urlencode(dict(query))}" if query else path
        given = {"host": HOST} | said | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, address, data, content_type=kind, headers=given)

    def place(self, name=None):
        """The parameters of a document of ours."""
        found = {"activityId": self.asked["activityId"], "registration": self.asked["registration"]}
        found["agent"] = json.dumps(self.actor)
        return found | ({"stateId": name} if name else {})

    def state(self, name=None, body=None, *, method="GET", **more):
        return self.send(method, "activities/state", body, query=self.place(name), **more)

    def statement(self, verb, *, is_defined=True, result=None, **more):
        """Returns a statement as cmi5 wants it."""
        self.minute += 1
        results = {
            "completed": {"completion": True, "duration": "PT5S"},
            "passed": {"success": True, "duration": "PT5S", "score": {"scaled": 0.9}},
            "failed": {"success": False, "duration": "PT5S", "score": {"scaled": 0.2}},
            "terminated": {"duration": "PT9S"},
        }
        result = results.get(verb) if result is None else result
        context = json.loads(json.dumps(self.data["contextTemplate"]))
        context["registration"] = self.asked["registration"]
        names = ["cmi5"] if is_defined else []
        names += ["moveon"] if result and {"success", "completion"} & result.keys() else []
        context["contextActivities"]["category"] = [{"id": f"{CATEGORIES}{name}"} for name in names]
        said = {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": verb if ":" in verb else f"{ADL}{verb}"},
            "object": {"id": self.asked["activityId"]},
            "context": context,
            "timestamp": f"2026-11-21T10:{self.minute:02}:00.000Z",
        }
        return said | ({"result": result} if result else {}) | more

    def say(self, *verbs):
        """Sends statements in one request and returns the answer."""
        made = [one if isinstance(one, dict) else self.statement(one) for one in verbs]
        return self.send("POST", "statements", made)


def launched(client, package, attempt=None, language="en"):
    """Launches a package as its page does, and returns the Unit, which has its word and its data."""
    session = launches.begin(package=package, attempt=attempt, language=language)
    base = launching.base(f"http://{HOST}", launching.token_of(session))
    address = f"{origins.address(base, package.launch)}?{launches.parameters(session, base)}"
    return Unit(client, address)
