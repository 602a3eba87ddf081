"""The clinic, and a learning management system that knows it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from courses import steps
from courses.lti import actions, keys
from courses.progress import actions as progress
from tests.factories.lti_platform import Platform

BASE = "http://lakeside.localhost:8000"


@pytest.fixture(scope="package")
def running_platform():
    platform = Platform()
    yield platform
    platform.close()


@pytest.fixture
def platform(running_platform, settings):
    """The platform, as if new. It runs on this machine, which only trials may call."""
    settings.LRS_FORWARD_TO_LOOPBACK = True
    cache.clear()
    for kept in ("scores", "links", "assertions", "answers", "faults"):
        getattr(running_platform, kept).clear()
    return running_platform


@pytest.fixture
def registration(loaded, platform):
    """The clinic knows the platform, and the platform the clinic's keys."""
    made = actions.keep(organisation=loaded, facts=platform.facts())
    platform.tool_keys = keys.key_set(loaded)
    return made


class Browser:
    """A browser that goes through a launch as a platform sends it."""

    def __init__(self, client, platform):
        self.client, self.platform = client, platform

    def begin(self, target, **headers):
        """Begins a login and returns (state, nonce)."""
        hints = self.platform.hints(target)
        answer = self.client.get("/lti/login/", hints, headers={"Sec-Fetch-Dest": "document"} | headers)
        assert answer.status_code == 302, answer.content
        asked = {name: one[0] for name, one in parse_qs(urlsplit(answer["Location"]).query).items()}
        assert asked["redirect_uri"] == f"{BASE}/lti/launch/" and asked["response_mode"] == "form_post"
        assert asked["login_hint"] == "hint-1" and asked["lti_message_hint"] == "message-1"
        return asked["state"], asked["nonce"]

    def launch(self, target, **changes):
        """Goes through login and launch; returns the launch's answer."""
        state, nonce = self.begin(target)
        claims = self.platform.claims(nonce, target, **changes)
        return self.client.post("/lti/launch/", {"state": state, "id_token": self.platform.token(claims)})

    def open(self, target, **changes):
        """Goes through a whole launch; returns the answer of the page that goes on."""
        answer = self.launch(target, **changes)
        assert answer.status_code == 302, answer.content.decode()
        return self.client.get(answer["Location"])


@pytest.fixture
def browser_of(client_for, platform):
    """Makes browsers: `browser_of()` is a new visitor's."""
    return lambda someone=None, **more: Browser(client_for(someone, **more), platform)


@pytest.fixture
def to_lesson(lesson):
    """The address that a link to the lesson carries."""
    return f"{BASE}/lti/launch/lesson/{lesson.translation_key}/"


@pytest.fixture
def to_course(course):
    """The address that a link to the course carries."""
    return f"{BASE}/lti/launch/course/{course.translation_key}/"


@pytest.fixture
def finish():
    """Finishes a lesson: `finish(learner, lesson)`."""

    def all_steps(learner, lesson):
        for step in steps.SLUGS:
            progress.finish_step(learner=learner, organisation=learner.organisation, lesson=lesson, step=step)

    return all_steps
