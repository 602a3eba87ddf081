"""Another LMS: an admin connects it, a teacher chooses a lesson, a learner finishes it, the grade arrives."""

import time

import pytest

from tests.factories import lti_platform as lms
from tests.journeys.conftest import DESK
from tests.journeys.test_certificate_and_letters import answer_all
from tests.journeys.test_every_page import NARROW
from tests.journeys.test_guest import take_lesson

LESSON, SLUG = "What a portal is", "what-a-portal-is"
GRADE_SECONDS = 90


@pytest.fixture
def platform(product):
    found = lms.Platform()
    found.tool = product.clinic
    yield found
    found.close()


def connect(desk, platform):
    """Connects the platform by hand, as an admin does, and tries whether it answers."""
    desk.page.goto(f"{desk.base}/admin/")
    desk.page.goto(desk.page.locator("a[href*='/admin/learning-systems/']").first.evaluate("one => one.href"))
    assert f"{desk.base}/lti/login/" in desk.page.content()
    desk.check()
    desk.press("Connect an LMS")
    desk.page.select_option("main [name=kind]", "other")
    desk.fill("site", platform.base)
    desk.press("Go on")
    facts = platform.facts() | {"deployment_ids": lms.DEPLOYMENT}
    for name in ("name", "issuer", "client_id", "login_url", "token_url", "key_set_url", "deployment_ids"):
        desk.fill(name, facts[name])
    desk.check()
    desk.press("Connect")
    desk.press("Try whether it answers")
    desk.is_told("It gave us a token: the client ID and our key are known there.")
    desk.check()


def choose(teacher, platform):
    """Chooses a lesson inside the platform's frame and returns the address that it links to."""
    platform.target, platform.message = f"{platform.tool}/lti/deep/", platform.choosing()
    teacher.page.goto(f"{platform.base}/course")
    frame = teacher.page.frame_locator("iframe")
    frame.get_by_role("radio", name=LESSON).first.check()
    frame.get_by_role("button", name="Go on").click()
    frame.get_by_role("button", name="Add the link to my course").click()
    frame.get_by_role("heading", name="Added").wait_for()
    claims = lms.verified(platform.links[0], platform.keys_of_tool())
    return claims[lms.DEEP + "content_items"][0]["url"]


def test_from_the_first_setting_to_the_grade(visitor, platform):
    connect_as = visitor(size=DESK)
    connect_as.sign_in("dana@example.org")
    connect(connect_as, platform)
    platform.target = choose(visitor(size=DESK), platform)
    platform.message = {}

    learner = visitor(size=NARROW)
    learner.page.goto(f"{platform.base}/course")
    with learner.context.expect_page() as opened:
        learner.page.frame_locator("iframe").get_by_role("link", name="Open the course").click()
    learner.page = opened.value
    learner.page.wait_for_url("**/learn/**")
    learner.check()
    take_lesson(learner, SLUG)
    answer_all(learner)
    learner.go("/learning-systems/")
    learner.is_told("Night school")
    learner.check()

    until = time.monotonic() + GRADE_SECONDS
    while not platform.scores and time.monotonic() < until:
        time.sleep(0.5)
    assert [(one["userId"], one["scoreGiven"]) for one in platform.scores] == [(lms.SUBJECT, 1)]
    assert platform.faults == []
