"""Loads the open library into an organisation's site, in every language, as often as one likes."""

from itertools import count

from django.db import transaction
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.adopting import bringing
from courses.adopting import shelf as shelves
from courses.adopting.models import Adoption, LibraryCourse
from courses.around.faq.models import FaqPage
from courses.library_loader import editions, files, pages, trees
from courses.pages import CaregiverPage, CourseIndexPage, GlossaryPage, HomePage


def load(organisation, progress=None, *, library=None):
    """Gives an organisation its home page, adopts every course for it, and returns a Tally of what was done.

    A second run changes nothing, unless a file of the library has changed; and even then it leaves alone
    what an author has edited, and the courses that the organisation no longer follows. All or nothing.
    """
    library = library or files.read()
    tally = trees.Tally()
    total = sum(len(found) for course in library.courses for found in course.lessons.values())
    done = count(1)
    # The index of references is written once a page, not at each of its savings.
    with transaction.atomic(), disable_reference_index_auto_update():
        shelf = shelves.put(library)
        learn = {}
        for language, locale in shelf.locales.items():
            put = _putter(organisation, locale, tally)
            home, index = _frame(library, organisation, language, put)
            learn[language] = index, locale
            if language == files.LANGUAGES[0]:
                trees.root_home(organisation, home)
        for adoption in _adoptions(organisation, library):
            bringing.bring(
                adoption,
                shelf.edition(adoption.course.slug),
                learn=learn,
                tally=tally,
                on_lesson=(lambda: progress(next(done), total)) if progress else None,
            )
    return tally


def _adoptions(organisation, library):
    """Yields the library's courses as the organisation has adopted them, if it follows them."""
    courses = {row.slug: row for row in LibraryCourse.objects.offered()}
    for course in library.courses:
        row, _is_new = Adoption.objects.select_related("course").get_or_create(
            organisation=organisation, course=courses[course.facts.slug]
        )
        if row.is_following:
            yield row


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
            mark=editions.sheet(model, name, slug, values).mark,
            tally=tally,
        )

    return put


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
    put(FaqPage, parent=home, name="faq", slug="faq", values=pages.faq(library, language))
    return home, learn
