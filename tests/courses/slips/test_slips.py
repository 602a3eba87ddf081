"""Take-home slips: handed to many, opened without an account, counted without a name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.pages import LessonPage
from courses.progress import actions as progress
from courses.slips import actions, demo, reading, tasks
from courses.slips.models import KEPT_DAYS, Opening, Slip
from lms.organisations import history, roles
from lms.organisations.models import Membership
from lms.people import actions as people
from lms.people import export
from lms.people.models import Learner
from lms.small_numbers import shown
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from sandbox_portal.signals import scenario_passed

pytestmark = pytest.mark.django_db
Role = Membership.Role
TASK = "refill-in-time"
STEPS = ("connect", "see", "try", "reflect", "plan")


@pytest.fixture
def lesson(clinic):
    return LessonPage.objects.live().filter(locale__language_code="en").first()


@pytest.fixture
def slip(clinic, lesson, noor):
    """A slip in Spanish, made by the clinic's author."""
    loader.load([LIBRARY / f"{TASK}.yaml"])
    return actions.make(
        organisation=clinic,
        lesson_key=lesson.translation_key,
        task=TASK,
        language="es",
        label="Front desk",
        by=noor,
    )


@pytest.fixture
def desk_of(client_for, clinic):
    """Returns a browser at the clinic's desk for somebody."""

    def make(user):
        roles.sync(organisation=clinic)
        return client_for(user)

    return make


def page(slip, language="es"):
    return f"/{language}/slip/{slip.code}/"


def desk(organisation, name, *more):
    return reverse(f"slip_desk:{name}", args=[organisation.pk, *more])


def counts(slip):
    found = Slip.objects.with_counts().get(pk=slip.pk)
    return found.opened, found.done


def finish_lesson(learner, lesson, organisation):
    for step in STEPS:
        progress.finish_step(learner=learner, organisation=organisation, lesson=lesson, step=step)


def pass_task(learner, organisation):
    run = ScenarioRun.objects.create(
        learner=learner,
        organisation=organisation,
        scenario=Scenario.objects.current().get(slug=TASK),
        state=ScenarioRun.State.PASSED,
        ended_at=timezone.now(),
    )
    scenario_passed.send(sender=ScenarioRun, run=run, learner=learner)


def test_the_short_link_leads_to_the_slip_in_its_language(slip, client_for):
    answer = client_for().get(f"/go/{slip.code.lower()}/")

    assert (answer.status_code, answer["Location"]) == (302, page(slip))


def test_a_visitor_goes_on_to_lesson_and_task_without_an_account(slip, lesson, client_for):
    visitor = client_for()

    seen = visitor.get(page(slip))
    to_lesson = visitor.post(page(slip), {"to": "lesson"})
    to_task = visitor.post(page(slip, "en"), {"to": "task"})

    spanish = lesson.get_translation(LessonPage.objects.filter(locale__language_code="es").first().locale)
    assert spanish.title in seen.text and "noindex" in seen.text
    assert visitor.get(to_lesson["Location"]).status_code == 200
    assert to_lesson["Location"].startswith("/es/learn/")
    assert to_task["Location"] == f"/en/practice/task/{TASK}/"
    assert counts(slip) == (1, 0)


def test_looking_counts_nothing_and_makes_nobody(slip, client_for):
    client_for().get(page(slip))
    client_for().post(page(slip), {"to": "elsewhere"})

    assert not Opening.objects.exists()
    assert not Learner.objects.exists()


def test_each_person_counts_once(slip, guest, client_for):
    browser = client_for(guest)
    for _time in range(3):
        browser.post(page(slip), {"to": "lesson"})

    assert counts(slip) == (1, 0)


@pytest.mark.parametrize("lesson_first", [True, False])
def test_it_is_done_when_both_parts_are(lesson_first, slip, lesson, guest, clinic):
    actions.open_slip(slip=slip, learner=guest)

    parts = [lambda: finish_lesson(guest, lesson, clinic), lambda: pass_task(guest, clinic)]
    first, second = parts if lesson_first else reversed(parts)
    first()
    assert counts(slip) == (1, 0)
    second()

    assert counts(slip) == (1, 1)


def test_what_was_done_before_counts_as_well(slip, lesson, guest, clinic):
    finish_lesson(guest, lesson, clinic)
    pass_task(guest, clinic)

    actions.open_slip(slip=slip, learner=guest)

    assert counts(slip) == (1, 1)


def test_who_does_not_agree_is_not_counted_from_then_on_and_before(slip, guest, ruth, client_for):
    people.choose_counting(learner=guest, is_counted=False)
    answer = client_for(guest).post(page(slip), {"to": "lesson"})
    actions.open_slip(slip=slip, learner=ruth)

    people.choose_counting(learner=ruth, is_counted=False)

    assert answer.status_code == 302
    assert counts(slip) == (0, 0)
    assert not Opening.objects.exists()


def test_who_is_erased_leaves_no_count(slip, guest):
    actions.open_slip(slip=slip, learner=guest)

    people.erase(learner=guest)

    assert counts(slip) == (0, 0)


@pytest.mark.parametrize("is_guests_task", [True, False])
def test_a_guest_who_signs_in_counts_once_and_keeps_what_is_done(
    is_guests_task, slip, lesson, guest, ruth, clinic, django_capture_on_commit_callbacks
):
    actions.open_slip(slip=slip, learner=guest)
    actions.open_slip(slip=slip, learner=ruth)
    one, other = (ruth, guest) if is_guests_task else (guest, ruth)
    finish_lesson(one, lesson, clinic)
    pass_task(other, clinic)

    with django_capture_on_commit_callbacks(execute=True):
        people.adopt_guest(user=ruth.user, guest=guest)

    assert counts(slip) == (1, 1)


def test_what_a_guest_has_done_is_done_for_the_account(slip, guest, ruth):
    actions.open_slip(slip=slip, learner=guest)
    actions.open_slip(slip=slip, learner=ruth)
    Opening.objects.for_learner(guest).update(done_at=timezone.now())

    people.adopt_guest(user=ruth.user, guest=guest)

    assert counts(slip) == (1, 1)


def test_after_90_days_only_the_number_is_left(slip, guest, ruth):
    actions.open_slip(slip=slip, learner=guest)
    actions.open_slip(slip=slip, learner=ruth)
    Opening.objects.filter(learner=ruth).update(
        opened_at=timezone.now() - timedelta(days=KEPT_DAYS, minutes=1), done_at=timezone.now()
    )

    assert tasks.forget_openings() == 1
    assert tasks.forget_openings() == 0

    assert list(Opening.objects.values_list("learner", flat=True)) == [guest.pk]
    assert counts(slip) == (2, 1)


def test_a_slip_that_ended_says_so_and_keeps_only_its_counts(slip, guest, noor, client_for):
    actions.open_slip(slip=slip, learner=guest)

    actions.end(slip=slip, by=noor)
    actions.end(slip=slip, by=noor)

    assert client_for().get(page(slip)).status_code == 410
    assert client_for().post(page(slip), {"to": "lesson"}).status_code == 410
    assert counts(slip) == (1, 0)
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("number", "words"), [(0, "fewer than 10"), (9, "fewer than 10"), (10, "10 or more"), (14, "10 or more")]
)
def test_a_count_never_tells_of_one_person(number, words):
    assert shown(number) == words


def test_no_page_of_the_desk_tells_an_exact_count(slip, noor, clinic, desk_of):
    Slip.objects.filter(pk=slip.pk).update(opened_before=1713, done_before=7)
    browser = desk_of(noor)

    for address in (desk(clinic, "list"), desk(clinic, "show", slip.pk)):
        text = browser.get(address).text
        assert "1710 or more" in text and "fewer than 10" in text
        assert "1713" not in text


def test_an_author_makes_a_slip_and_the_history_tells(clinic, lesson, noor, staff_of, desk_of):
    loader.load([LIBRARY / f"{TASK}.yaml"])
    said = {"lesson": str(lesson.translation_key), "task": TASK, "language": "es", "label": "Front desk"}

    answer = desk_of(noor).post(desk(clinic, "new"), said)

    made = Slip.objects.get()
    assert answer["Location"] == desk(clinic, "show", made.pk)
    assert (made.organisation, made.made_by, made.language) == (clinic, noor, "es")
    assert [line["who"] for line in history.of(clinic)] == [noor]


@pytest.mark.parametrize(
    ("field", "value"),
    [("lesson", ""), ("lesson", "1b7ff372-0000-4000-8000-000000000000"), ("task", "no-such-task"),
     ("language", "fr"), ("label", "Ruth 555-0123-4"), ("label", "ruth@example.org")],
)  # fmt: skip
def test_what_does_not_hold_is_said_and_makes_nothing(field, value, clinic, lesson, noor, desk_of):
    loader.load([LIBRARY / f"{TASK}.yaml"])
    said = {"lesson": str(lesson.translation_key), "task": TASK, "language": "es", "label": ""}

    answer = desk_of(noor).post(desk(clinic, "new"), said | {field: value})

    assert answer.status_code == 422
    assert not Slip.objects.exists()


def test_a_lesson_without_this_language_is_refused(clinic, lesson, noor, desk_of):
    loader.load([LIBRARY / f"{TASK}.yaml"])
    LessonPage.objects.filter(translation_key=lesson.translation_key, locale__language_code="es").update(
        live=False
    )
    said = {"lesson": str(lesson.translation_key), "task": TASK, "language": "es"}

    answer = desk_of(noor).post(desk(clinic, "new"), said)

    assert answer.status_code == 422
    assert "not published in this language" in answer.text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER])
def test_who_has_no_role_for_it_makes_no_slips(role, slip, clinic, staff_of, desk_of):
    browser = desk_of(staff_of("amir", clinic, role))

    for name, more in (("list", []), ("new", []), ("show", [slip.pk]), ("pdf", [slip.pk])):
        assert slip.code not in browser.get(desk(clinic, name, *more), follow=True).text
    browser.post(desk(clinic, "end", slip.pk))
    assert Slip.objects.get().ended_at is None


def test_staff_of_another_organisation_see_and_end_nothing(slip, clinic, nonprofit, theo, desk_of):
    roles.sync(organisation=nonprofit)
    browser = desk_of(theo)

    for place in (clinic, nonprofit):
        for name in ("show", "pdf"):
            answer = browser.get(desk(place, name, slip.pk))
            assert slip.code not in answer.text and "Front desk" not in answer.text
        browser.post(desk(place, "end", slip.pk))
    assert slip.code not in browser.get(desk(nonprofit, "list")).text
    assert Slip.objects.get().ended_at is None


def test_a_slip_is_found_on_its_own_organisations_site_only(slip, nonprofit, client_for):
    stranger = client_for(host="localhost")

    assert stranger.get(f"/go/{slip.code}/", follow=True).status_code == 404
    assert stranger.get(page(slip)).status_code == 404


def test_the_paper_is_tagged_in_its_language_and_holds_the_address(slip, clinic, noor, desk_of):
    answer = desk_of(noor).get(desk(clinic, "pdf", slip.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert b"/Lang (es)" in answer.content
    for kind in (b"/H1", b"/H2", b"/P", b"/Figure"):
        assert kind in answer.content
    assert b"/Alt" in answer.content  # the words beside the code; not as plain bytes, for the accents
    assert reading.address_of(slip) == f"http://lakeside.localhost:8000/go/{slip.code}/"


def test_ones_own_data_tells_of_the_slip(slip, guest, clinic):
    actions.open_slip(slip=slip, learner=guest)

    assert export.of(guest)["slips"][0]["from"] == clinic.name


def test_the_demo_hands_out_one_slip_once(clinic, lesson, monkeypatch):
    place = lesson.url_path.partition("/learn/")[2]
    monkeypatch.setattr(demo, "LESSON", f"learn/{place}")
    monkeypatch.setattr(demo, "LANGUAGE", "en")

    demo.load()
    demo.load()

    made = Slip.objects.get()
    assert (made.organisation, made.lesson_key) == (clinic, lesson.translation_key)
