"""The loader: the same result however often it runs, and authors' work left alone."""

import pytest
import yaml
from wagtail.models import Page

from courses.activities.models import Activity
from courses.library_loader import files, loader
from courses.library_loader.activities import keys_for
from courses.library_loader.prose import rich
from courses.pages import CoursePage, HomePage, LessonPage
from courses.shelf.fact_cards import FactCard


def test_the_whole_library_holds():
    library = files.read()

    assert len(library.courses[0].facts.lessons) == 7
    assert {len(found) for found in library.courses[0].lessons.values()} == {7}


@pytest.mark.django_db
def test_both_languages_stand_in_trees_of_their_own(loaded, clinic):
    clinic.site.refresh_from_db()
    home = clinic.site.root_page.specific

    assert isinstance(home, HomePage)
    assert [page.locale.language_code for page in home.get_translations(inclusive=True)] == ["en", "es"]
    english, spanish = LessonPage.objects.in_language("en"), LessonPage.objects.in_language("es")
    assert list(english.values_list("translation_key", "key").order_by("key")) == list(
        spanish.values_list("translation_key", "key").order_by("key")
    )


@pytest.mark.django_db
def test_a_second_run_changes_nothing(loaded, clinic, small_library):
    def rows():
        pages = Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at")
        return list(pages), list(Activity.objects.non_polymorphic().values_list("pk", "source_checksum"))

    before = rows()

    tally = loader.load(clinic, library=small_library)

    assert rows() == before
    assert (tally.made, tally.renewed, tally.left_alone) == (0, 0, 0)


@pytest.mark.django_db
def test_what_an_author_changed_is_left_alone(lesson, clinic, small_library):
    lesson.title = "Our own title"
    lesson.save_revision().publish()
    changed = _with_other_minutes(small_library)

    tally = loader.load(clinic, library=changed)

    lesson.refresh_from_db()
    assert lesson.title == "Our own title"
    assert lesson.minutes != 59
    assert tally.left_alone == 1
    assert tally.renewed == 1


@pytest.mark.django_db
def test_a_changed_file_renews_the_page(lesson, clinic, small_library):
    loader.load(clinic, library=_with_other_minutes(small_library))

    lesson.refresh_from_db()
    assert lesson.minutes == 59
    assert lesson.live


@pytest.mark.django_db
def test_an_alias_of_a_renewed_page_says_the_same(lesson, clinic, small_library):
    alias = lesson.create_alias(update_slug="once-more")

    loader.load(clinic, library=_with_other_minutes(small_library))

    assert LessonPage.objects.get(pk=alias.pk).minutes == 59


@pytest.mark.django_db
def test_two_organisations_each_get_their_own_pages(loaded, nonprofit, small_library):
    loader.load(nonprofit, library=small_library)

    keys = CoursePage.objects.in_language("en").values_list("key", "translation_key")
    assert len(keys) == 2
    assert len({key for key, _ in keys}) == 1
    assert len({translation for _, translation in keys}) == 2
    assert FactCard.objects.filter(organisation__isnull=False).count() == 0


def _with_other_minutes(library):
    from dataclasses import replace

    course = library.courses[0]
    lessons = {
        language: [
            one.model_copy(update={"minutes": 59}) if one.slug == "what-a-portal-is" else one for one in found
        ]
        for language, found in course.lessons.items()
    }
    return replace(library, courses=[replace(course, lessons=lessons)])


@pytest.fixture
def copied(tmp_path):
    """A copy of the library's files to break."""
    from shutil import copytree

    return copytree(files.FOLDER, tmp_path / "library")


def test_a_fault_names_the_file_and_the_key(copied):
    path = next(copied.glob("start-here/01-*.en.yaml"))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    del data["connect"]["question"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    with pytest.raises(
        files.LibraryError, match=r"start-here/01-.*\.en\.yaml: connect\.question: Field required"
    ):
        files.read(copied)


def test_a_key_that_points_nowhere_is_told(copied):
    path = next(copied.glob("start-here/01-*.en.yaml"))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["try"]["activities"] = ["nowhere"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    with pytest.raises(files.LibraryError, match="no activity is called nowhere"):
        files.read(copied)


def test_an_activity_that_stands_in_two_files_is_told(copied):
    (copied / "start-here" / "activities.yaml").write_text(
        (copied / "activities.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )

    with pytest.raises(files.LibraryError, match="start-here/activities.yaml: .* stands in another file too"):
        files.read(copied)


def test_a_missing_language_is_told(copied):
    next(copied.glob("start-here/03-*.es.yaml")).unlink()

    with pytest.raises(files.LibraryError, match="no file for lesson .* in es"):
        files.read(copied)


def test_marks_become_html_and_nothing_else_does():
    assert rich("**Call** <now>") == "<b>Call</b> &lt;now&gt;"
    assert rich("[see](https://example.org/a)") == '<a href="https://example.org/a">see</a>'
    assert rich("[see](javascript:alert)") == "[see](javascript:alert)"


def test_keys_are_never_twice_the_same():
    keys = keys_for(["The same", "The same", "¿?"])

    assert keys == ["the-same", "the-same-2", "answer-3"]
