"""Plain language at the desk: the panel that reads along, the step that holds back, the reviewers' form."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from courses.library_loader import files
from courses.pages import LessonPage
from courses.plain_language import page_words, pemat, report
from courses.plain_language.models import PematReview, PlainLanguageTask
from lms.organisations import roles
from lms.organisations.models import Membership
from lms.people.models import User

pytestmark = pytest.mark.django_db

HARD = (
    "Notwithstanding the aforementioned administrative considerations, authentication necessitates "
    "multifactorial verification methodologies throughout institutional infrastructures. "
)
HARD_SPANISH = (
    "Consideraciones administrativas institucionales multifactoriales obstaculizan procedimientos. "
)

STREAMS = ("can_do", "see", "try_it", "plan_when", "plan_will", "summary", "words", "call_instead", "sources")
EMPTY = {f"{name}-count": 0 for name in STREAMS} | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}


@pytest.fixture
def hard_lesson(lesson):
    """A lesson of which nobody would understand a word."""
    lesson.connect_help = HARD[:250]
    lesson.try_intro = HARD * 2
    lesson.plan_intro = HARD * 2
    lesson.see = [("paragraph", f"<p>{HARD * 8}</p>")]
    return lesson


@pytest.fixture
def publisher(clinic, client_for):
    """A publisher of the clinic, signed in at the desk."""
    return _signed_in(clinic, client_for, Membership.Role.PUBLISHER)


def _signed_in(clinic, client_for, role):
    user = User.objects.create_user(f"{role}@lakeside.example", None)
    Membership.objects.create(organisation=clinic, user=user, role=role)
    roles.sync(organisation=clinic)
    client = client_for()
    client.force_login(user)
    return client


def test_the_words_of_a_lesson_are_all_its_words(lesson):
    words = page_words.of(lesson)

    assert words.language == "en"
    assert words.blocks["title"] == lesson.title
    assert lesson.connect_question in words.text
    assert lesson.see[0].value.source.split(">")[1].split("<")[0].strip()[:20] in words.text
    assert not any(address in words.text for address in ("https://", "getting-started"))


def test_activities_and_facts_count_with_the_page(lesson):
    words = page_words.of(lesson)
    shown = [block.value for block in lesson.try_it if hasattr(block.value, "prompt")]

    assert shown
    assert all(piece.prompt in words.text for piece in shown)


def test_the_desk_and_the_library_read_a_lesson_alike(lesson):
    library = next(one for one in files.read().courses[0].lessons["en"] if one.slug == lesson.slug)
    read = report.of(lesson)

    assert read.holds
    assert library.title in page_words.of(lesson).text
    assert read.report.grade <= 6


def test_a_hard_page_is_held_back_with_the_sentences_that_cause_it(hard_lesson):
    reading = report.of(hard_lesson)

    assert not reading.holds
    assert "too hard" in reading.stops[0].text
    assert any("administrative" in sentence for sentence in reading.stops[0].sentences)
    assert "administrative" in reading.as_text()


def test_a_hard_page_is_held_back_in_spanish_too(hard_lesson, locales):
    hard_lesson.locale = locales["es"]
    hard_lesson.see = [("paragraph", f"<p>{HARD_SPANISH * 60}</p>")]

    assert "70" in report.of(hard_lesson).stops[0].text


def test_a_drawing_without_words_holds_a_page_back(lesson):
    lesson.drawing_alt = " "

    assert "drawing" in report.of(lesson).stops[-1].text


def test_the_step_lets_a_plain_page_pass_to_the_next_reader(lesson, clinic, publisher):
    state = clinic.workflow.start(_draft(lesson), None)

    steps = TaskState.objects.filter(workflow_state=state).order_by("pk")
    assert steps[0].task.specific == PlainLanguageTask.objects.get()
    assert steps[0].status == TaskState.STATUS_APPROVED
    assert steps[1].status == TaskState.STATUS_IN_PROGRESS


def test_the_step_sends_a_hard_page_back_and_says_why(hard_lesson, clinic, publisher):
    state = clinic.workflow.start(_draft(hard_lesson), None)

    state.refresh_from_db()
    step = TaskState.objects.get(workflow_state=state)
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert step.status == TaskState.STATUS_REJECTED
    assert "administrative" in step.comment


def _draft(lesson):
    lesson.save_revision()
    return LessonPage.objects.get(pk=lesson.pk)


def test_publishing_a_hard_page_from_the_editor_is_refused_kindly(hard_lesson):
    form = _form(hard_lesson, {"action-publish": "1"})

    assert not form.is_valid()
    faults = " ".join(form.non_field_errors())
    assert "administrative" in faults
    assert "Save it as a draft" in faults


def test_a_hard_draft_is_always_kept(hard_lesson):
    assert _form(hard_lesson, {}).is_valid()


def _form(lesson, data):
    handler = lesson.get_edit_handler().get_form_class()
    form = handler(data, instance=lesson, parent_page=lesson.get_parent())
    form.fields.clear()
    form.formsets.clear()
    return form


def test_many_hard_pages_are_not_published_in_a_row(hard_lesson, publisher):
    _draft(hard_lesson).unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = publisher.post(f"{url}?id={hard_lesson.pk}&next=/admin/", {"include_descendants": ""})

    assert response.status_code == 302
    assert not LessonPage.objects.get(pk=hard_lesson.pk).live


def test_the_editor_shows_the_panel(publisher, lesson):
    page = publisher.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert f'data-plain-language="{reverse("plain_language:read", args=[lesson.pk])}"' in page
    assert "This page can be published." in page
    assert "Nobody has reviewed this page yet." in page


def test_what_is_typed_is_read_without_being_saved(publisher, lesson):
    before = LessonPage.objects.get(pk=lesson.pk).try_intro

    url = reverse("plain_language:read", args=[lesson.pk])

    page = publisher.post(url, EMPTY | {"try_intro": HARD * 2, "plan_intro": HARD * 2})

    assert "administrative" in page.content.decode()
    assert LessonPage.objects.get(pk=lesson.pk).try_intro == before


def test_half_a_form_is_refused(publisher, lesson):
    assert publisher.post(reverse("plain_language:read", args=[lesson.pk]), {"title": "x"}).status_code == 400


ANSWERS = {pemat.name(item): pemat.AGREE for item in pemat.ITEMS}


def test_a_review_is_kept_with_the_revision(publisher, lesson):
    lesson.save_revision()
    url = reverse("plain_language:review", args=[lesson.pk])

    publisher.post(url, ANSWERS | {"item_3": "disagree", "item_19": "na", "note": "Shorter, please."})

    kept = PematReview.objects.get()
    assert kept.revision_id == LessonPage.objects.get(pk=lesson.pk).latest_revision_id
    assert (kept.understanding, kept.acting) == (94, 100)
    assert "understanding 94 %" in publisher.get(url).content.decode()
    assert "Shorter, please." in publisher.get(url).content.decode()


def test_a_review_with_gaps_says_what_is_missing_and_keeps_nothing(publisher, lesson):
    response = publisher.post(reverse("plain_language:review", args=[lesson.pk]), {"item_1": "agree"})

    assert response.status_code == 422
    assert "Choose an answer." in response.content.decode()
    assert not PematReview.objects.exists()


def test_an_item_that_always_applies_cannot_be_skipped(publisher, lesson):
    url = reverse("plain_language:review", args=[lesson.pk])

    assert publisher.post(url, ANSWERS | {"item_1": "na"}).status_code == 422


def test_an_author_writes_and_does_not_review(clinic, client_for, lesson):
    author = _signed_in(clinic, client_for, Membership.Role.AUTHOR)

    answer = author.get(reverse("plain_language:review", args=[lesson.pk]))

    assert answer.status_code in (302, 403)
    assert author.post(reverse("plain_language:read", args=[lesson.pk]), EMPTY).status_code == 200


def test_pemat_has_its_items_and_its_sum():
    groups = [item.group for item in pemat.ITEMS]

    assert (groups.count(pemat.UNDERSTANDING), groups.count(pemat.ACTING)) == (17, 7)
    assert pemat.score(dict.fromkeys(ANSWERS, pemat.NOT_FOR_THIS), pemat.ACTING) is None
