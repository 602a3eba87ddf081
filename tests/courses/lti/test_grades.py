"""A grade is sent once, and again after a failure; a chosen link is a signed answer; an LMS is connected."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from courses.lti import actions, delivery, grades, keys, tasks
from courses.lti.models import OLD_KEY_DAYS, Grade, Identity, Login, Registration, ToolKey
from courses.pages import LessonPage
from lms.organisations import history
from tests.factories import lti_platform as lms

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Runs what is said within, and then what waits for the end of its transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def in_course(registration, browser_of, to_course):
    """A learner who came to the course."""
    browser_of().open(to_course)
    return Identity.objects.get().learner


def test_each_lesson_that_is_finished_sends_the_share_once(
    in_course, platform, lesson, other_lesson, finish, run
):
    assert platform.scores == []  # nothing is sent before the first lesson
    with run():
        finish(in_course, lesson)
    with run():
        finish(in_course, lesson)  # again: it is finished already
        tasks.send_what_waits()

    assert [score["scoreGiven"] for score in platform.scores] == [0.5]
    assert platform.scores[0] | {"timestamp": ""} == {
        "userId": lms.SUBJECT,
        "scoreGiven": 0.5,
        "scoreMaximum": 1,
        "activityProgress": "InProgress",
        "gradingProgress": "FullyGraded",
        "timestamp": "",
    }
    with run():
        finish(in_course, other_lesson)
    last = platform.scores[-1]
    assert (last["scoreGiven"], last["activityProgress"]) == (1, "Completed")
    assert last["timestamp"] > platform.scores[0]["timestamp"] and last["timestamp"].endswith("Z")
    assert len(platform.scores) == 2 and platform.faults == []
    registration = Registration.objects.get()
    assert registration.grades_sent == 2 and Grade.objects.get().sent_at


def test_a_failure_is_tried_again_later_with_the_same_moment(in_course, platform, lesson, finish, run):
    platform.answers[:] = [503]
    with run():
        finish(in_course, lesson)
    grade = Grade.objects.get()
    assert platform.scores == [] and grade.waits and not grade.failures
    assert "503" in grade.last_error and grade.next_try_at > timezone.now()

    tasks.send_what_waits()
    assert platform.scores == []  # not before its time
    Grade.objects.update(next_try_at=timezone.now())
    tasks.send_what_waits()

    moment = grade.changed_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert [score["timestamp"] for score in platform.scores] == [moment]
    grade.refresh_from_db()
    assert not grade.last_error and not grade.waits


def test_a_grade_that_the_platform_cannot_take_lets_the_others_pass(
    registration, platform, browser_of, to_lesson, lesson, finish, run
):
    """Three such, one after another, are the platform's trouble: it is left alone for a while."""
    for subject in ("one", "two", "three", "four"):
        browser_of().open(to_lesson, sub=subject)
        finish(Identity.objects.get(subject=subject).learner, lesson)
    due = timezone.now()
    for number, grade in enumerate(Grade.objects.order_by("pk")):
        Grade.objects.filter(pk=grade.pk).update(next_try_at=due - timedelta(seconds=9 - number))

    platform.answers[:] = [500, 429, 200, 405]
    assert delivery.deliver(registration) == 1
    assert [score["userId"] for score in platform.scores] == ["three"]
    registration.refresh_from_db()
    assert registration.next_try_at is None and Grade.objects.filter(waits=True, failures=0).count() == 3

    Grade.objects.update(next_try_at=timezone.now())
    platform.answers[:] = [500] * delivery.MOST_TROUBLES
    assert delivery.deliver(registration) == 0
    registration.refresh_from_db()
    assert registration.next_try_at > timezone.now() and "500" in registration.last_error


def test_a_grade_that_is_refused_for_good_is_given_up_until_it_changes(
    in_course, platform, lesson, other_lesson, finish, run
):
    platform.answers[:] = [404] * delivery.MOST_REFUSALS
    with run():
        finish(in_course, lesson)
    for _number in range(delivery.MOST_REFUSALS):
        Grade.objects.update(next_try_at=timezone.now())
        tasks.send_what_waits()
    given_up = Grade.objects.get()
    assert not given_up.waits and platform.answers == [] and platform.scores == []

    with run():
        finish(in_course, other_lesson)
    assert [score["scoreGiven"] for score in platform.scores] == [1]


def test_a_platform_that_cannot_be_called_holds_nobody_up(in_course, lesson, finish, run, settings):
    settings.LRS_FORWARD_TO_LOOPBACK = False  # as in the open: this machine is no address to call
    with run():
        finish(in_course, lesson)

    registration = Registration.objects.get()
    assert "https://" in registration.trouble and Grade.objects.get().waits
    with override("es"):
        assert registration.trouble.startswith("No se puede llamar a su dirección")


@pytest.mark.parametrize("endpoint", [None, {"scope": [], "lineitem": "x"}, {"scope": [lms.SCORE]}])
def test_nothing_is_owed_where_no_grade_is_wanted(
    endpoint, registration, browser_of, to_lesson, lesson, finish, run, platform
):
    browser_of().open(to_lesson, **{lms.AGS: endpoint})
    with run():
        finish(Identity.objects.get().learner, lesson)

    assert platform.scores == [] and not Grade.objects.get().waits


def test_what_was_finished_before_the_link_is_sent_with_it(
    in_course, platform, lesson, browser_of, to_lesson, finish, run
):
    with run():
        finish(in_course, lesson)
    with run():
        browser_of().open(to_lesson, **{lms.LTI + "resource_link": {"id": "link-2"}})

    assert [score["scoreGiven"] for score in platform.scores] == [0.5, 1]
    other = browser_of()
    with run():
        other.open(to_lesson, sub="somebody-else")
    assert len(platform.scores) == 2


def test_a_new_column_in_the_gradebook_gets_the_grade_that_the_old_one_had(
    registration, browser_of, to_lesson, platform, lesson, finish, run
):
    browser_of().open(to_lesson)
    with run():
        finish(Identity.objects.get().learner, lesson)
    with run():
        browser_of().open(to_lesson)  # the same column: it has the grade
    assert len(platform.scores) == 1

    moved = {"scope": [lms.SCORE], "lineitem": f"{platform.base}{lms.LINE_ITEM}&again=1"}
    browser_of().open(to_lesson, **{lms.AGS: moved})
    grade = Grade.objects.get()
    assert grade.waits and grade.sent_at is None and grade.line_item == moved["lineitem"]


def test_a_lesson_counts_the_grades_that_it_is_part_of_and_no_others(in_course, lesson, other_lesson):
    def settled(key, kind):
        Grade.objects.update(key=key, kind=kind)
        with CaptureQueriesContext(connection) as asked:
            grades.settle(learner=in_course, lesson=lesson)
        return len(asked)

    for number in range(5):
        Grade.objects.create(
            identity=Identity.objects.get(),
            resource_link=f"link-{number + 2}",
            kind=Grade.Kind.LESSON,
            key=other_lesson.translation_key,
        )
    assert settled(other_lesson.translation_key, Grade.Kind.LESSON) == 2
    assert settled(lesson.translation_key, Grade.Kind.LESSON) > 2 + 6  # all of them are its own


def test_a_teacher_chooses_a_lesson_and_the_platform_can_verify_the_answer(
    registration, browser_of, platform, lesson, to_lesson, to_course
):
    browser = browser_of()
    page = browser.launch("http://lakeside.localhost:8000/lti/deep/", **platform.choosing())
    assert page.status_code == 200 and lesson.title in page.content.decode()
    assert f"frame-ancestors 'self' {platform.base}" in page["Content-Security-Policy"]
    form = {"ticket": page.context["ticket"], "language": "en"}

    cookieless = browser_of().client  # inside a frame there may be none
    for item in ("", f"lesson:{registration.organisation.pk}"):
        assert cookieless.post("/lti/choose/", form | {"item": item}).status_code == 422
    chosen = cookieless.post("/lti/choose/", form | {"item": f"lesson:{lesson.translation_key}"})
    claims = lms.verified(chosen.context["token"], keys.key_set(registration.organisation))

    assert chosen.context["to"] == f"{platform.base}/return"
    assert f"form-action 'self' {platform.base}" in chosen["Content-Security-Policy"]
    assert (claims["iss"], claims["aud"]) == (lms.CLIENT, [platform.base])
    assert claims[lms.LTI + "deployment_id"] == lms.DEPLOYMENT
    assert claims[lms.LTI + "message_type"] == "LtiDeepLinkingResponse"
    assert claims[lms.DEEP + "data"] == "keep-this" and claims["nonce"]
    (link,) = claims[lms.DEEP + "content_items"]
    assert (link["type"], link["title"], link["url"]) == ("ltiResourceLink", lesson.title, to_lesson)
    assert browser_of().open(link["url"])["Location"] == urlsplit(lesson.get_url()).path
    assert Identity.objects.count() == 1  # of the launch just now: who chooses leaves no row


def test_a_ticket_of_another_organisation_or_none_chooses_nothing(
    registration, browser_of, platform, nonprofit, lesson
):
    page = browser_of().launch("http://lakeside.localhost:8000/lti/deep/", **platform.choosing())
    form = {"ticket": page.context["ticket"], "item": f"lesson:{lesson.translation_key}"}

    assert browser_of(host="localhost").client.post("/lti/choose/", form).status_code == 400
    assert browser_of().client.post("/lti/choose/", form | {"ticket": "made-up"}).status_code == 400


def test_a_login_in_a_frame_that_is_for_choosing_needs_no_window(registration, browser_of, platform):
    hints = platform.hints("http://lakeside.localhost:8000/lti/deep/")
    answer = browser_of().client.get("/lti/login/", hints, headers={"Sec-Fetch-Dest": "iframe"})

    assert answer.status_code == 302 and Login.objects.count() == 1


def test_keys_are_sealed_shown_without_their_private_half_and_replaced(registration, nonprofit, client_for):
    clinic = registration.organisation
    row, pair = keys.in_use(clinic)
    assert pair.as_pem(private=True).decode()[40:90] not in row.sealed_private
    shown = client_for().get("/lti/keys.json").json()["keys"]
    assert [set(key) for key in shown] == [{"kty", "n", "e", "alg", "use", "kid"}]

    keys.rotate(organisation=clinic)
    both = [key["kid"] for key in client_for().get("/lti/keys.json").json()["keys"]]
    assert both == [str(keys.in_use(clinic)[0].key_id), str(row.key_id)]
    ToolKey.objects.filter(pk=row.pk).update(replaced_at=timezone.now() - timedelta(days=OLD_KEY_DAYS + 1))
    assert len(keys.key_set(clinic)["keys"]) == 1
    theirs = client_for(host="localhost").get("/lti/keys.json").json()["keys"]
    assert not {key["kid"] for key in theirs} & set(both)


def test_an_admin_connects_tries_changes_and_removes_one(loaded, platform, client_for, staff_of):
    from lms.organisations import roles

    admin, author = staff_of("dana", loaded, "admin"), staff_of("nora", loaded, "author")
    roles.sync(organisation=loaded)
    desk, place = client_for(admin), f"/admin/learning-systems/{loaded.pk}/"
    assert client_for(author).get(place).status_code in (302, 403)
    assert "No LMS is connected yet" in desk.get(place).content.decode()
    filled = desk.get(place + "new/", {"kind": "moodle", "site": "https://learn.example.org"})
    assert "https://learn.example.org/mod/lti/auth.php" in filled.content.decode()
    assert desk.get(place + "new/", {"kind": "moodle", "site": "nowhere"}).status_code == 422

    facts = platform.facts()
    form = facts | {"deployment_ids": "dep-1\ndep-1\n dep-2 "}
    assert desk.post(place + "new/", form | {"token_url": "ftp://x.example/"}).status_code == 422
    assert desk.post(place + "new/", form).status_code == 302
    made = Registration.objects.get()
    assert made.deployments == ["dep-1", "dep-2"] and made.organisation == loaded
    assert desk.post(place + "new/", form).status_code == 422  # the same client once more

    platform.tool_keys = keys.key_set(loaded)
    tried = desk.post(f"{place}{made.pk}/check/").context["tried"]
    assert [one.is_good for one in tried] == [True, True]
    platform.tool_keys = {"keys": []}
    tried = desk.post(f"{place}{made.pk}/check/").context["tried"]
    assert [one.is_good for one in tried] == [True, False]

    assert desk.post(f"{place}{made.pk}/change/", form | {"name": "Day school"}).status_code == 302
    assert LessonPage.objects.live().first().title in desk.get(place + "links/").content.decode()
    desk.post(place + "key/")
    assert desk.get(f"{place}{made.pk}/remove/").status_code == 200 and Registration.objects.exists()
    desk.post(f"{place}{made.pk}/remove/")
    assert not Registration.objects.exists()
    told = [str(act["what"]) for act in history.of(loaded)]
    for words in ("Connect a", "Change a", "Remove a", "Make a new key"):
        assert any(words in line for line in told), told


def test_a_registration_is_removed_with_who_came_from_it_but_not_what_they_learned(in_course, registration):
    actions.remove(registration=registration)

    in_course.refresh_from_db()
    assert not Identity.objects.exists() and in_course.pk
