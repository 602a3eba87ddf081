"""Loads the open library into an organisation's site, in every language, as often as one likes."""

from django.db import transaction
from django.db.models import Model
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.library_loader import files, pages, pieces, trees
from courses.pages import CaregiverPage, CourseIndexPage, CoursePage, GlossaryPage, HomePage, LessonPage


def load(organisation, progress=None, *, library=None):
    """Gives an organisation its home page and the library's courses, and returns a Tally of what was done.

    A second run changes nothing, unless a file of the library has changed; and even then it leaves alone
    what an author has edited. All or nothing.
    """
    library = library or files.read()
    tally = trees.Tally()
    # The index of references is written once a page, not at each of its savings.
    with transaction.atomic(), disable_reference_index_auto_update():
        locales = {code: Locale.objects.get(language_code=code) for code in files.LANGUAGES}
        found = pieces.load(library, locales)
        total = sum(len(course.facts.lessons) for course in library.courses) * len(locales)
        done = 0
        for language, locale in locales.items():
            put = _putter(organisation, locale, tally)
            home, learn = _frame(library, organisation, language, put)
            if language == files.LANGUAGES[0]:
                trees.root_home(organisation, home)
            for course in library.courses:
                parent = _course(course, language, learn, put)
                for lesson in course.lessons[language]:
                    _lesson(course, lesson, parent, found, put)
                    done += 1
                    if progress:
                        progress(done, total)
    return tally


def frame(organisation):
    """Gives an organisation its home page and the pages beside it, in every language, without courses.

    A second run changes nothing. All or nothing.
    """
    library, tally = files.read(), trees.Tally()
    with transaction.atomic():
        for language in files.LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            home, _learn = _frame(library, organisation, language, _putter(organisation, locale, tally))
            if language == files.LANGUAGES[0]:
                trees.root_home(organisation, home)
    return tally


def _putter(organisation, locale, tally):
    def put(model, *, parent, name, slug, values):
        return trees.put(
            model,
            organisation=organisation,
            parent=parent,
            locale=locale,
            name=name,
            slug=slug,
            values=values,
            mark=files.checksum(repr(_plain(values))),
            tally=tally,
        )

    return put


def _plain(value):
    """Returns a value as plain data that is the same whenever the files are the same."""
    if isinstance(value, dict):
        return [(key, _plain(value[key])) for key in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return f"{value._meta.model_name} {value.key}" if isinstance(value, Model) else value


def _frame(library, organisation, language, put):
    """Returns the home page and the list of courses, with the pages for caregivers and of words beside it."""
    home = put(
        HomePage,
        parent=trees.top(),
        name="home",
        slug=trees.home_slug(organisation, language),
        values=pages.home(library, language),
    )
    learn = put(
        CourseIndexPage, parent=home, name="learn", slug="learn", values=pages.learn(library, language)
    )
    put(
        CaregiverPage,
        parent=home,
        name="caregivers",
        slug="caregivers",
        values=pages.caregivers(library, language),
    )
    put(GlossaryPage, parent=home, name="words", slug="words", values=pages.glossary(library, language))
    return home, learn


def _course(course, language, learn, put):
    slug = course.facts.slug
    return put(
        CoursePage, parent=learn, name=f"course/{slug}", slug=slug, values=pages.course(course, language)
    )


def _lesson(course, lesson, parent, found, put):
    name = f"{course.facts.slug}/{lesson.slug}"
    put(
        LessonPage,
        parent=parent,
        name=f"lesson/{name}",
        slug=lesson.slug,
        values=pages.lesson(name, lesson, found),
    )
