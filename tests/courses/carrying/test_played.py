"""Packages played in Chromium: what another learning site hears, and how a page reads without one."""

import io
import re
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from analytics.lrs.clients import actions
from courses.carrying.packages import writing
from tests.analytics.lrs.conftest import Asker
from tests.courses.carrying.lms import ACTIVITY, ACTOR, PUBLISHED, REGISTRATION, SESSION, Lms
from tests.journeys.conftest import DESK, FLAGS, PHONE, WCAG, chromium_path

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
PAGE = "01-what-a-portal-is.html"
ADL = "http://adlnet.gov/expapi/verbs/"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"


@pytest.fixture
def folder(course, tmp_path):
    """Unpacks the course in a form: `folder(kind)` returns where."""

    def make(kind):
        with zipfile.ZipFile(io.BytesIO(writing.write(course, kind))) as package:
            package.extractall(tmp_path / kind)
        return tmp_path / kind

    return make


class Player:
    """A learner's hands in the lesson that a page or its frame shows."""

    def __init__(self, place):
        self.place = place
        self.shown = place.locator("article:not([hidden]) [data-step]:not([hidden])")

    def go(self, times=1):
        """Presses the last button of the step: next, done, or close."""
        for _time in range(times):
            self.shown.locator(".go button").last.click()

    def answer(self, question, *keys):
        """Chooses answers and has them checked; returns what is said."""
        one = self.shown.locator(f"[data-question={question}]")
        for key in keys:
            one.locator("input").nth(key).check()
        one.locator("fieldset + button").click()
        return one.locator(".result").inner_text()

    def note(self):
        """Returns what the page says above the lesson."""
        return self.place.locator("[data-note]").inner_text()

    def lesson(self):
        """Plays the lesson from its first step to its end: one wrong answer first, all right at last."""
        self.go(4)
        self.go()  # too early: the questions are open
        assert self.shown.get_attribute("data-step") == "try"
        self.answer("who-runs-it", 1)
        self.answer("who-runs-it", 0)
        self.answer("portal-in-one-line", 0)
        self.go(3)
        assert self.shown.get_attribute("data-step") == "done"


@pytest.fixture
def browse():
    """Does something in Chromium and closes it: its event loop keeps others from the database."""

    def run(act, **options):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            page = browser.new_page(locale="en-US", **options)
            page.set_default_timeout(20_000)
            faults = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            result = act(page)
            browser.close()
        assert not faults
        return result

    return run


def test_scorm_is_told_in_order_and_goes_on_where_one_left(folder, browse):
    place = folder("scorm-1.2")

    def play(page):
        with Lms(place) as lms:
            page.goto(f"{lms.url}/scorm/{PAGE}")
            player = Player(page.frame_locator("iframe"))
            player.go(2)
            said = [player.answer("who-runs-it", 1), player.answer("who-runs-it", 0)]
            first = page.evaluate("calls")
            page.locator("iframe").evaluate("frame => frame.src = 'about:blank'")  # the LMS closes the lesson
            page.wait_for_function("calls.at(-1)[0] === 'LMSFinish'")
            left = page.evaluate("calls")[len(first) :]
            page.reload()
            player.shown.locator("[data-question]").first.wait_for()
            assert player.shown.get_attribute("data-step") == "try"
            assert player.shown.locator("input").first.is_checked()
            player.answer("portal-in-one-line", 1)
            player.go(3)
            player.go()
            return said, first, left, page.evaluate("calls"), page.evaluate("JSON.parse(sessionStorage.data)")

    said, first, left, second, data = browse(play, viewport=PHONE)

    assert said == ["Not yet. Read why, and try again.", "This fits."]
    assert first[:3] == [
        ["LMSInitialize", ""],
        ["LMSSetValue", "cmi.core.lesson_status", "incomplete"],
        ["LMSCommit", ""],
    ]
    assert ["LMSSetValue", "cmi.core.lesson_location", "try"] in first
    assert left[0][1] == "cmi.core.session_time" and re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", left[0][2])
    assert left[1:] == [["LMSSetValue", "cmi.core.exit", "suspend"], ["LMSCommit", ""], ["LMSFinish", ""]]
    assert ["LMSSetValue", "cmi.core.lesson_status", "incomplete"] not in second
    done = [call[1:] for call in second if call[0] == "LMSSetValue" and "core.score" in call[1]]
    assert done == [["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"], ["cmi.core.score.raw", "50"]]
    assert data["cmi.core.lesson_status"] == "completed" and data["cmi.core.exit"] == ""
    assert [call[0] for call in second][-1] == "LMSFinish"
    assert [call[0] for call in second].count("LMSFinish") == 1


def test_cmi5_is_told_in_order_and_our_own_record_store_takes_it(folder, browse, client, clinic):
    place = folder("cmi5")

    def play(page):
        with Lms(place, mastery=0.8) as lms:
            page.goto(lms.launch(PAGE))
            page.wait_for_selector("html[lang=es]")  # the learner's wish, kept at the LMS
            Player(page).lesson()
            Player(page).go()
            page.wait_for_url("**/look.css")  # where the LMS wants the learner back
            page.goto(lms.launch(PAGE))
            page.wait_for_selector("html[lang=es]")
            assert Player(page).shown.get_attribute("data-step") == "done"
            page.goto("about:blank")
            page.wait_for_timeout(300)
            return lms.asked, lms.statements

    asked, statements = browse(play, viewport=PHONE)

    verbs = [one["verb"]["id"].removeprefix(ADL) for one in statements]
    assert verbs == ["initialized", "completed", "passed", "terminated", "initialized", "terminated"]
    assert asked[:4] == [
        ("POST", "/token", None),
        ("GET", "/xapi/activities/state", "LMS.LaunchData"),
        ("GET", "/xapi/agents/profile", "cmi5LearnerPreferences"),
        ("GET", "/xapi/activities/state", "lesson"),
    ]
    for one in statements:
        context = one["context"]
        assert one["actor"] == ACTOR and one["object"]["id"] == ACTIVITY
        assert context["registration"] == REGISTRATION
        mark = {MASTERY: 0.8} if one["verb"]["id"].endswith("passed") else {}
        assert context["extensions"] == {SESSION: "s-1"} | mark
        assert context["contextActivities"]["grouping"][0]["id"] == PUBLISHED
        categories = [category["id"] for category in context["contextActivities"]["category"]]
        judged = ["moveon"] if one["verb"]["id"].endswith(("completed", "passed")) else []
        assert categories == [CATEGORIES + name for name in ["cmi5", *judged]]
    results = [one.get("result", {}) for one in statements]
    assert all(re.fullmatch(r"PT\d+\.\d\dS", results[at].pop("duration")) for at in (1, 2, 3, 5))
    assert results == [{}, {"completion": True}, {"success": True, "score": {"scaled": 1}}, {}, {}, {}]
    record, secret = actions.create(organisation=clinic, name="tablet", scopes_granted=["all"])
    assert Asker(client, record, secret).store(*statements) == [one["id"] for one in statements]


def test_cmi5_keeps_the_learning_sites_rules(folder, browse):
    place = folder("cmi5")

    def look(page):
        with Lms(place, mode="Browse") as lms:
            page.goto(lms.launch(PAGE))
            page.get_by_text("Nothing is counted").or_(page.locator("html[lang=es]")).first.wait_for()
            Player(page).lesson()
            Player(page).go()
            page.wait_for_url("**/look.css")
            return lms.statements, lms.documents

    def miss(page):
        with Lms(place, mastery=0.6, refusals=1) as lms:
            page.goto(lms.launch(PAGE))
            page.locator("[data-note] button").click()  # the LMS did not answer; try again
            page.wait_for_function("!document.querySelector('[data-note] button')")
            player = Player(page)
            player.go(2)
            player.answer("who-runs-it", 0)
            player.answer("portal-in-one-line", 1)  # half of them is less than 0.6
            lms.refusals = 1
            player.go(3)
            page.locator("[data-note] button").click()
            page.wait_for_function("!document.querySelector('[data-note] button')")
            page.wait_for_timeout(200)
            player.go()
            page.wait_for_url("**/look.css")
            return lms.statements, lms.documents["kept"]

    statements, documents = browse(look)
    missed, kept = browse(miss)

    assert [one["verb"]["id"].removeprefix(ADL) for one in statements] == ["initialized", "terminated"]
    assert documents == {}
    verbs = [one["verb"]["id"].removeprefix(ADL) for one in missed]
    assert verbs == ["initialized", "completed", "terminated"]
    assert kept["hasCompleted"] and kept["done"] and "hasPassed" not in kept
    assert not any(MASTERY in one["context"]["extensions"] for one in missed)


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, DESK], ids=["phone", "desk"])
def test_a_page_by_itself_reads_and_every_step_holds_wcag(folder, browse, size):
    place = folder("scorm-1.2")

    def check(page):
        faults = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        assert not faults, [(fault["id"], fault["nodes"][0]["html"]) for fault in faults]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    def read(page):
        page.goto(f"file://{place}/{PAGE}")
        player = Player(page)
        page.get_by_text("This page is open by itself").wait_for()
        for _step in range(3):
            check(page)
            player.go()
        page.locator("[data-language=es]").click()
        assert page.locator("html").get_attribute("lang") == "es"
        assert player.shown.get_attribute("data-step") == "reflect"

    browse(read, viewport=size)


def test_without_script_all_is_there_to_read(folder, browse, lesson, lesson_es):
    place = folder("cmi5")

    def read(page):
        page.goto(f"file://{place}/{PAGE}")
        text = page.locator("main").inner_text()
        page.locator("summary").first.click()
        return text, page.locator("details[open]").first.inner_text()

    text, told = browse(read, java_script_enabled=False)

    for words in (lesson.connect_question, lesson.reflect_prompt, lesson_es.reflect_prompt):
        assert words in text
    assert "This fits." in told
