"""Two packages in Chromium, against a server: what they set is kept, what they try to reach is not there."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as settings_now
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import sync_playwright

from courses.carrying.packages import writing
from courses.packages.models import Attempt, Session
from lms.people.models import Learner, User
from tests.courses.packages import zips
from tests.journeys.conftest import FLAGS, PHONE, WCAG, chromium_path
from tests.organisations import tenants

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def tenant(locales):
    return tenants.make("quokka", slug="quokka", hostname="quokka.localhost")


class OnOneConnection(ThreadedWSGIServer):
    """Leaves the test's connection open when an answer is sent."""

    def _close_connections(self):
        pass


class ServerThread(LiveServerThread):
    """A server on this test's own transaction: one request at a time, as they share its connection."""

    server_class = OnOneConnection

    def __init__(self, shared):
        super().__init__("localhost", StaticFilesHandler, connections_override=shared)
        self.daemon = True
        self.turn = threading.Lock()

    def run(self):
        """Serves until `terminate`. Django's own closes the connections in the end."""
        for alias, connection in self.connections_override.items():
            connections[alias] = connection
        handler = StaticFilesHandler(WSGIHandler())

        def one_at_a_time(environ, start):
            with self.turn:
                return handler(environ, start)

        self.httpd = self._create_server(connections_override=self.connections_override)
        self.port = self.httpd.server_address[1]
        self.httpd.set_app(one_at_a_time)
        self.is_ready.set()
        self.httpd.serve_forever()


@pytest.fixture
def port(tenant, settings):
    """A server in this process; packages have a host of their own there."""
    shared = {alias: connections[alias] for alias in connections}
    for connection in shared.values():
        connection.inc_thread_sharing()
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)  # it would close the test's own
    server = ServerThread(shared)
    server.start()
    assert server.is_ready.wait(30)
    settings.PACKAGES_ORIGIN = f"http://packages.localhost:{server.port}"
    yield server.port
    server.terminate()
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)
    for connection in shared.values():
        connection.dec_thread_sharing()


@pytest.fixture
def browse(port, client_for, ruth_here):
    """Does something on Ruth's phone: `browse(act)` calls `act(page)`; `page.sent` is [(address, headers)].

    The browser is closed again before the database is asked: its driver's loop has connections of its own.
    """
    cookie = client_for(ruth_here, host="quokka.localhost").cookies[settings_now.SESSION_COOKIE_NAME]
    path = chromium_path()

    def run(act):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "domain": "quokka.localhost", "path": "/"}]
            )
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.sent = []
            page.on("requestfinished", lambda request: page.sent.append((request.url, request.all_headers())))
            act(page)
            browser.close()
        return page.sent

    return run


@pytest.fixture
def ruth_here(tenant):
    user = User.objects.create_user("ruth@example.org", "a-long-walk-by-the-lake", first_name="Ruth")
    return Learner.objects.create(user=user, organisation=tenant.organisation)


def opened(page, address):
    """Opens a package's page, starts it where it is not started, and returns its frame."""
    page.goto(address)
    start = page.get_by_role("button", name="Start this part")
    if start.count():
        start.click()
    return page.frame_locator("iframe[data-package]")


def shown(frame):
    """Returns the step that a lesson of our own export shows."""
    return frame.locator("article:not([hidden]) [data-step]:not([hidden])")


def answer_all(step):
    """Answers each question of a step, rightly or not."""
    questions = step.locator("[data-question]")
    for number in range(questions.count()):
        questions.nth(number).locator("input").first.check()
        questions.nth(number).locator("fieldset + button").click()


def look(page):
    """Fails where the page around the frame breaks WCAG or is wider than the screen."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        options = {
            "runOnly": {"type": "tag", "values": WCAG},
            "resultTypes": ["violations"],
            "iframes": False,
        }
        faults = [
            f"{one['id']}: {one['help']}" for one in Axe().run(page, options=options).response["violations"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert not faults and wide <= 1, (width, faults, wide)
    page.set_viewport_size(PHONE)


def test_packages_are_played_kept_and_stay_in_their_place(browse, tenant, port, bring, put_in):
    lesson = tenant.own.lesson
    twelve = bring(tenant.organisation, zips.scorm_12())[0]
    later = bring(tenant.organisation, zips.scorm_2004(f"http://quokka.localhost:{port}"))[0]
    leaving = bring(tenant.organisation, zips.scorm_12_that_ends_on_leaving())[0]
    packages = (twelve, later, leaving)
    for package in packages:
        put_in(package, lesson)
    here, there = f"http://quokka.localhost:{port}", f"http://packages.localhost:{port}"
    addresses = [
        here + reverse("packages:play", args=[lesson.translation_key, package.key]) for package in packages
    ]
    told = {}

    def act(page):
        # SCORM 1.2: begins anew, says what it reached, goes on where it was left.
        frame = opened(page, addresses[0])
        frame.get_by_text("begin true").wait_for()
        assert frame.locator("#entry").inner_text() == "ab-initio calm"
        assert frame.locator("#place").inner_text() == ""
        frame.get_by_role("button", name="Finish").click()
        frame.get_by_text("end true").wait_for()
        page.get_by_text("You finished this part. Your score: 80 of 100.").wait_for()
        page.reload()
        frame.get_by_text("begin true").wait_for()
        assert frame.locator("#place").inner_text() == "page-2"
        assert frame.locator("#data").inner_text() == "half <done> ñ"
        assert frame.locator("#entry").inner_text() == "resume calm"
        assert frame.locator("h1").evaluate("title => getComputedStyle(title).color") == "rgb(1, 2, 3)"
        look(page)

        # SCORM 2004, with a script that tries to get out.
        frame = opened(page, addresses[1])
        for line in ("own=got:mine", "fetch0=", "fetch1=", "fetch2=", "picture="):
            frame.get_by_text(line).wait_for()
        lines = frame.locator("#told").inner_text().strip(";").split(";")
        told.update(line.split("=", 1) for line in lines)
        assert frame.locator("#query").inner_text() == "?lang=en"
        frame.get_by_role("button", name="Finish").click()
        page.get_by_text("You finished this part. Your score: 90 of 100.").wait_for()

        # One that says its result as it is left.
        opened(page, addresses[2]).get_by_text("ready").wait_for()
        page.get_by_role("link", name="Back to the lesson").click()
        page.wait_for_url("**/try/")
        scores = page.get_by_text("Your score: 90 of 100.")
        for _again in range(20):
            if scores.count() == 2:
                break
            page.wait_for_timeout(250)
            page.reload()
        assert scores.count() == 2

    sent = browse(act)

    assert {told[name] for name in ("page", "top", "navigate")} == {"refused"}
    assert {told[name] for name in ("fetch0", "fetch1", "fetch2", "picture")} == {"refused"}
    assert (told["cookie"], told["session"], told["origin"]) == ("got:none", "got:none", "got:null")
    theirs = [headers for url, headers in sent if url.startswith(f"{there}/")]
    ours = [headers for url, headers in sent if url.startswith(f"{here}/")]
    assert len(theirs) > 6
    assert not any("cookie" in headers for headers in theirs)
    assert any("sessionid" in headers.get("cookie", "") for headers in ours)
    kept = {row.package_id: row for row in Attempt.objects.all()}
    assert (kept[twelve.pk].score, kept[twelve.pk].is_done) == (0.8, True)
    assert (kept[later.pk].score, kept[later.pk].is_passed) == (0.9, True)
    left = kept[leaving.pk]
    assert (left.is_done, left.is_passed, left.score) == (True, True, 0.9)
    assert left.values["cmi.core.lesson_location"] == "page-1"
    assert len(left.values["cmi.suspend_data"]) == 30_000
    assert "cmi.interactions.0.id" not in kept[twelve.pk].values


def test_our_own_cmi5_export_and_an_h5p_package_play(browse, tenant, port, bring, put_in):
    lesson = tenant.own.lesson
    unit = bring(tenant.organisation, writing.write(tenant.own.course, "cmi5"))[0]
    h5p = bring(tenant.organisation, zips.h5p())[0]
    for package in (unit, h5p):
        put_in(package, lesson)
    here, there = f"http://quokka.localhost:{port}", f"http://packages.localhost:{port}"
    addresses = [
        here + reverse("packages:play", args=[lesson.translation_key, package.key]) for package in (unit, h5p)
    ]

    def act(page):
        # cmi5: told from its first step to its end; it leads to a page of ours that says so.
        frame = opened(page, addresses[0])
        shown(frame).first.wait_for()
        page.get_by_text("Saved.").wait_for()
        for step in range(5):
            if step == 2:
                answer_all(shown(frame))
            shown(frame).locator(".go button").last.click()
        page.get_by_text("Saved. You finished this part.").wait_for()
        look(page)
        shown(frame).locator(".go button").last.click()
        frame.get_by_role("heading", name="This part is closed").wait_for()
        page.reload()
        frame.locator("[data-step=done]:not([hidden])").wait_for()  # it goes on where it was left

        # H5P: its own scripts, in a page that we make for it.
        frame = opened(page, addresses[1])
        frame.get_by_text("before 0 at content/images/x.png").wait_for()
        button = frame.get_by_role("button", name="Is </script> it?")
        assert button.evaluate("one => getComputedStyle(one).color") == "rgb(4, 5, 6)"
        button.click()
        frame.get_by_text("answered, text number").wait_for()
        page.get_by_text("Saved. You finished this part. Your score: 75 of 100.").wait_for()
        look(page)
        page.get_by_role("link", name="Back to the lesson").click()
        page.wait_for_url("**/try/")
        frame = opened(page, addresses[1])
        frame.get_by_text("before 1").wait_for()

    sent = browse(act)

    theirs = [(url, headers) for url, headers in sent if url.startswith(f"{there}/")]
    assert not any("cookie" in headers for _url, headers in theirs)
    asked = [headers for url, headers in theirs if "/~xapi/activities/state" in url]
    assert asked
    assert {headers.get("origin") for headers in asked} == {"null"}
    kept = {row.package_id: row for row in Attempt.objects.all()}
    assert kept[unit.pk].is_done
    assert (kept[h5p.pk].is_done, kept[h5p.pk].is_passed, kept[h5p.pk].score) == (True, True, 0.75)
    assert kept[h5p.pk].values["h5p.state"] == '{"clicks":1}'
    said = [one["verb"] for one in Session.objects.get(attempt=kept[unit.pk]).said]
    assert said in (["initialized"], ["initialized", "terminated"])  # the last as it was left
