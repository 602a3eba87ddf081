"""A library update reaches everybody who follows it, each once, and leaves what is their own."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from wagtail.models import Page

from courses.adopting import actions, bringing, shelf, tasks, updating
from courses.adopting.models import AdaptedPage, Adoption, LibraryCourse
from courses.library_loader import loader
from courses.library_loader.models import LibraryPage
from courses.pages import LessonPage
from lms.comparing.data import same
from tests.courses.adopting.conftest import FIRST, SECOND, with_lessons

pytestmark = pytest.mark.django_db


def minutes(organisation_lessons=None):
    return sorted(LessonPage.objects.filter(slug=FIRST).values_list("minutes", flat=True))


def left(page):
    return [change.token for change in actions.waiting(page)]


def order(course):
    return [page.slug for page in LessonPage.objects.child_of(course).order_by("path")]


def test_an_update_reaches_both_organisations_once(loaded, nonprofit, small_library, changed, update):
    loader.load(nonprofit, library=small_library)

    assert update(changed(minutes=59)) == 0

    assert minutes() == [59] * 4
    revisions = list(Page.objects.values_list("pk", "latest_revision_id"))
    assert update(changed(minutes=59)) == 0
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == revisions


def test_a_crash_in_the_middle_loses_and_doubles_nothing(
    loaded, nonprofit, small_library, changed, update, monkeypatch
):
    loader.load(nonprofit, library=small_library)
    real, calls = bringing.bring, []

    def killed(adoption, *args, **kwargs):
        calls.append(adoption.pk)
        real(adoption, *args, **kwargs)
        if len(calls) == 2:
            raise KeyboardInterrupt  # the worker is killed after the pages, before the end

    monkeypatch.setattr(bringing, "bring", killed)
    with pytest.raises(KeyboardInterrupt):
        update(changed(minutes=59))
    after_the_crash = minutes()
    waiting = Adoption.objects.due().count()
    assert update(changed(minutes=59)) == 0

    assert (after_the_crash.count(59), waiting) == (2, 1)
    assert minutes() == [59] * 4
    assert len(calls) == 3
    assert calls[1] == calls[2]


def test_one_that_fails_stops_nobody(loaded, nonprofit, small_library, changed, update, monkeypatch):
    loader.load(nonprofit, library=small_library)
    real = bringing.bring

    def failing(adoption, *args, **kwargs):
        if adoption.organisation == loaded:
            raise ValueError("a fault")
        real(adoption, *args, **kwargs)

    monkeypatch.setattr(bringing, "bring", failing)
    assert update(changed(minutes=59)) == 0
    assert minutes().count(59) == 2
    assert Adoption.objects.progress() == {"done": 1, "of": 2, "stuck": 1}

    monkeypatch.setattr(bringing, "bring", real)
    assert updating.try_again() == 1
    assert update(changed(minutes=59)) == 0
    assert minutes() == [59] * 4


def test_a_database_that_is_away_sets_nothing_aside(adoption, changed, update, monkeypatch):
    def failing(*args, **kwargs):
        raise OperationalError("deadlock detected")

    with monkeypatch.context() as away:
        away.setattr(bringing, "bring", failing)
        with pytest.raises(OperationalError):
            update(changed(minutes=59))

    assert not Adoption.objects.stuck().exists()
    assert update(changed(minutes=59)) == 0
    assert minutes() == [59, 59]


def test_whoever_comes_second_finds_it_done(adoption, changed, update, in_force, monkeypatch):
    update(changed(minutes=59))
    monkeypatch.setattr(bringing, "bring", lambda *args, **kwargs: pytest.fail("brought twice"))

    tasks.bring(adoption.pk)
    tasks.update_adopted()


def test_files_older_than_the_rows_bring_nothing(adoption, small_library, update, in_force):
    LibraryCourse.objects.update(version="newer")
    old = shelf.put(small_library)
    LibraryCourse.objects.update(version="newer")

    assert updating.bring(adoption.pk, old) is False


def test_closed_organisations_and_those_who_stopped_are_left_alone(adoption, changed, update):
    actions.stop(adoption=adoption, by=None)

    assert update(changed(minutes=59)) == 0

    assert 59 not in minutes()


def test_an_adapted_lesson_waits_and_the_rest_follows(lesson, lesson_es, changed, update):
    actions.adapt(page=lesson, by=None)

    update(changed(minutes=59))

    lesson.refresh_from_db()
    lesson_es.refresh_from_db()
    own = AdaptedPage.objects.get(page=lesson.pk)
    assert lesson.minutes != 59
    assert lesson_es.minutes == 59
    assert (own.base["minutes"], own.upstream["minutes"]) == (lesson.minutes, 59)


def test_a_lesson_somebody_just_edited_counts_as_adapted(lesson, changed, update):
    lesson.title = "Our own title"
    lesson.save_revision()

    update(changed(minutes=59))

    (change,) = actions.waiting(lesson)
    assert (change.field, change.now) == ("minutes", [59])


def test_a_hidden_lesson_is_renewed_and_stays_hidden(adoption, lesson, changed, update):
    actions.hide(adoption=adoption, lesson_key=lesson.translation_key, by=None)

    update(changed(minutes=59))
    lesson.refresh_from_db()
    assert (lesson.live, lesson.minutes) == (False, 59)

    actions.show(adoption=adoption, lesson_key=lesson.translation_key, by=None)
    lesson.refresh_from_db()
    assert (lesson.live, lesson.minutes) == (True, 59)
    update(changed(minutes=58))
    lesson.refresh_from_db()
    assert lesson.minutes == 58


def test_an_order_of_ones_own_stays(adoption, course, lesson, changed, update, small_library):
    assert order(course) == [FIRST, SECOND]
    actions.move(adoption=adoption, lesson_key=lesson.translation_key, to=actions.DOWN, by=None)
    assert order(course) == [SECOND, FIRST]

    update(changed(minutes=59))

    assert order(course) == [SECOND, FIRST]


def test_the_librarys_new_order_comes_to_who_has_none(course, small_library, update):
    update(with_lessons(small_library, lambda found: found[::-1]))

    assert order(course) == [SECOND, FIRST]


def test_a_new_lesson_comes_behind_its_neighbour(course, small_library, update, own_lesson):
    update(with_lessons(small_library, lambda found: found[1:]))
    for page in LessonPage.objects.filter(slug=FIRST):
        page.delete()
    own_lesson("our-own")

    update(with_lessons(small_library, lambda found: [*found[1:], *found[:1]]))

    assert order(course) == [SECOND, FIRST, "our-own"]


def another(lesson, slug="a-new-lesson"):
    return lesson.model_copy(update={"slug": slug})


def test_a_lesson_that_moves_others_and_one_that_was_rewritten_come_together(
    adoption, course, small_library, update
):
    def change(found):
        first, second = found
        return [first, another(first), second.model_copy(update={"minutes": 59})]

    assert update(with_lessons(small_library, change)) == 0

    adoption.refresh_from_db()
    assert adoption.failed_version == ""
    assert order(course) == [FIRST, "a-new-lesson", SECOND]
    assert set(LessonPage.objects.filter(slug=SECOND).values_list("minutes", flat=True)) == {59}
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_lesson_that_takes_anothers_place_comes_and_the_other_goes(adoption, course, small_library, update):
    update(with_lessons(small_library, lambda found: [another(found[1]), found[0]]))

    adoption.refresh_from_db()
    assert adoption.failed_version == ""
    assert order(course)[:2] == ["a-new-lesson", FIRST]
    assert set(LessonPage.objects.filter(slug=SECOND).values_list("live", flat=True)) == {False}
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_lesson_that_is_offered_again_is_shown_again(adoption, course, lesson, small_library, update):
    update(with_lessons(small_library, lambda found: found[1:]))
    lesson.refresh_from_db()
    assert not lesson.live

    update(small_library)

    lesson.refresh_from_db()
    assert (lesson.live, lesson.has_unpublished_changes) == (True, False)
    assert order(course) == [FIRST, SECOND]
    assert not bringing.is_adapted(lesson, LibraryPage.objects.get(page=lesson.pk), None)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lesson_that_the_organisation_hid_itself_stays_hidden(
    when, adoption, lesson, small_library, update
):
    def do(act):
        act(adoption=adoption, lesson_key=lesson.translation_key, by=None)

    if when == "before":
        do(actions.hide)
    update(with_lessons(small_library, lambda found: found[1:]))
    if when == "after":
        do(actions.show)
        do(actions.hide)

    update(small_library)

    lesson.refresh_from_db()
    assert not lesson.live


def test_what_the_library_takes_back_is_hidden_unless_it_was_adapted(
    lesson, lesson_es, small_library, update
):
    actions.adapt(page=lesson, by=None)

    update(with_lessons(small_library, lambda found: found[1:]))

    lesson.refresh_from_db()
    lesson_es.refresh_from_db()
    assert (lesson.live, lesson_es.live) == (True, False)


def test_what_an_organisation_has_deleted_stays_away_until_it_asks(
    adoption, course, lesson, lesson_es, changed, update, small_library
):
    lesson.delete()
    lesson_es.delete()
    update(changed(minutes=59))
    assert order(course) == [SECOND]

    adoption.refresh_from_db()
    actions.bring_again(adoption=adoption, name=f"start-here/{FIRST}", by=None)
    update(small_library)

    assert order(course) == [FIRST, SECOND]


def test_a_deleted_course_is_not_followed_and_can_be_adopted_again(
    adoption, course, changed, update, small_library
):
    for page in actions.courses_of(adoption):
        page.delete()
    update(changed(minutes=59))
    adoption.refresh_from_db()
    assert not adoption.is_following

    actions.adopt(organisation=adoption.organisation, course=adoption.course, by=None)
    update(small_library)

    assert len(actions.courses_of(adoption)) == 2


def test_nothing_that_one_adapts_shows_at_another(loaded, nonprofit, small_library, lesson, changed, update):
    loader.load(nonprofit, library=small_library)
    actions.adapt(page=lesson, by=None)
    draft = lesson.get_latest_revision_as_object()
    draft.title = "A quokka of our own"
    draft.save_revision().publish()

    update(changed(minutes=59))

    titles = LessonPage.objects.filter(slug=FIRST).values_list("title", flat=True)
    assert list(titles).count("A quokka of our own") == 1
    assert AdaptedPage.objects.count() == 1


def test_taking_and_leaving_block_by_block(lesson, small_library, changed, update, paula):
    sees = small_library.courses[0].lessons["en"][0].see
    first, last = sees[0], sees[-1]
    assert first.kind == "paragraph"
    text = type(first)(paragraph="A new first line of the library.")
    actions.adapt(page=lesson, by=paula)
    draft = lesson.get_latest_revision_as_object()
    draft.see.append(("heading", "Our own heading"))
    draft.save_revision().publish()

    update(changed(see=[text, *sees[1:-1]], minutes=59))

    lesson.refresh_from_db()
    asked = actions.waiting(lesson)
    assert sorted(change.field for change in asked) == ["minutes", "see", "see"]
    rewritten = next(change for change in asked if change.field == "see" and change.now)
    gone = next(change for change in asked if change.field == "see" and not change.now)
    assert same(gone.before[0]["type"]) == last.kind
    actions.decide(page=lesson, tokens=[rewritten.token], is_taken=True, by=paula)
    actions.decide(page=lesson, tokens=[gone.token], is_taken=False, by=paula)
    actions.decide(page=lesson, tokens=left(lesson), is_taken=True, by=paula)

    lesson.refresh_from_db()
    draft = lesson.get_latest_revision_as_object()
    assert "A new first line of the library." in str(draft.see[0].value)
    assert draft.see[-1].value == "Our own heading"
    assert draft.see[-2].block_type == last.kind
    assert draft.minutes == 59
    assert lesson.minutes != 59  # a draft until somebody publishes it
    assert actions.waiting(lesson) == []
    with pytest.raises(actions.Refused):
        actions.decide(page=lesson, tokens=[gone.token], is_taken=True, by=paula)


def test_letting_go_follows_again(adoption, lesson, changed, update):
    actions.adapt(page=lesson, by=None)
    draft = lesson.get_latest_revision_as_object()
    draft.title = "Our own title"
    draft.save_revision().publish()

    actions.let_go(adoption=adoption, page=lesson, by=None)
    update(changed(minutes=59))

    lesson.refresh_from_db()
    assert lesson.title != "Our own title"
    assert lesson.minutes == 59
    assert not AdaptedPage.objects.exists()


def test_the_command_tells_how_far_it_is(loaded, changed, in_force, capsys):
    in_force(changed(minutes=59))

    call_command("update_adopted")

    assert "1 of 1 adopted courses" in capsys.readouterr().out
    assert minutes() == [59, 59]


def test_the_command_fails_where_a_course_could_not_be_brought(loaded, changed, in_force, monkeypatch):
    in_force(changed(minutes=59))

    def failing(*args, **kwargs):
        raise ValueError("a fault")

    monkeypatch.setattr(bringing, "bring", failing)
    with pytest.raises(CommandError, match="lakeside/start-here"):
        call_command("update_adopted")
