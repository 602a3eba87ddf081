"""A small library: two lessons of the real one, with every kind of activity, in the clinic's site."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.library_loader import files, loader
from courses.pages import CoursePage, LessonPage
from lms.organisations.models import Organisation
from lms.site import freshness, guest_pages
from lms.skills import library as skills

KEPT = ("what-a-portal-is", "portal-phone-visit-911")
HOST = "lakeside.localhost"


@pytest.fixture(scope="session")
def small_library():
    """Two lessons of the open library with what they need."""
    whole = files.read()
    course = whole.courses[0]
    lessons = {
        language: [one for one in found if one.slug in KEPT] for language, found in course.lessons.items()
    }
    wanted_facts = {item.value for one in lessons["en"] for item in one.see if item.kind == "fact"}
    wanted = {item.value for one in lessons["en"] for item in one.see if item.kind == "check"}
    wanted |= {key for one in lessons["en"] for key in one.try_.activities}
    return replace(
        whole,
        courses=[replace(course, lessons=lessons)],
        facts={key: fact for key, fact in whole.facts.items() if key in wanted_facts},
        activities={key: one for key, one in whole.activities.items() if key in wanted},
        glossary=dict(list(whole.glossary.items())[:3]),
    )


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, small_library):
    """Both organisations with the small library at the clinic, made once and undone after the last test.

    Each test runs in a savepoint of its own inside, so that none sees what another did.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        for code in ("en", "es"):
            Locale.objects.get_or_create(language_code=code)
        skills.load()
        nonprofit = Organisation.objects.create(
            name="Good Neighbor Health",
            slug="good-neighbor",
            kind="nonprofit",
            site=Site.objects.get(is_default_site=True),
        )
        root = Page.objects.get(depth=1).add_child(title="Lakeside Clinic", slug="lakeside")
        host = Site.objects.create(hostname=HOST, port=8000, root_page=root)
        clinic = Organisation.objects.create(
            name="Lakeside Clinic", slug="lakeside", kind="clinic", site=host
        )
        loader.load(clinic, library=small_library)
        yield {"nonprofit": nonprofit.pk, "clinic": clinic.pk}
        transaction.set_rollback(True)


@pytest.fixture
def locales(site, db):
    """English and Spanish."""
    return {locale.language_code: locale for locale in Locale.objects.all()}


@pytest.fixture
def nonprofit(site, db):
    return Organisation.objects.get(pk=site["nonprofit"])


@pytest.fixture
def clinic(site, db):
    return Organisation.objects.get(pk=site["clinic"])


@pytest.fixture
def loaded(clinic):
    """The clinic's site with the small library."""
    cache.clear()  # the site's root paths of another test's database
    return clinic


@pytest.fixture
def course(loaded):
    return CoursePage.objects.in_language("en").get()


@pytest.fixture
def lesson(loaded):
    return LessonPage.objects.in_language("en").get(slug=KEPT[0])


@pytest.fixture
def other_lesson(loaded):
    return LessonPage.objects.in_language("en").get(slug=KEPT[1])


@pytest.fixture
def lesson_es(loaded):
    return LessonPage.objects.in_language("es").get(slug=KEPT[0])


@pytest.fixture
def url(lesson):
    """The address of the lesson in English."""
    return "/en/learn/start-here/what-a-portal-is/"


@pytest.fixture
def count_rows():
    """Counts everything that hangs on learners in this app, and the learners."""
    from django.apps import apps

    models = [
        apps.get_model(name)
        for name in (
            "people.Learner",
            "courses.Enrolment",
            "courses.LessonProgress",
            "courses.ActivityAnswer",
            "courses.NotebookEntry",
            "self_check.PlanStep",
        )
    ]
    return lambda: {model.__name__: model.objects.count() for model in models}


@pytest.fixture
def own_lesson(course):
    """Makes a lesson of the clinic's own in the course: `own_lesson("slug")` returns the page."""

    def make(slug):
        page = LessonPage(
            title=f"Our own {slug}",
            slug=slug,
            locale=course.locale,
            skill="messaging",
            connect_question="When?",
            try_intro="Try.",
            reflect_prompt="And now?",
            plan_intro="Plan.",
        )
        return course.add_child(instance=page)

    return make


@pytest.fixture
def ready(settings, monkeypatch, tmp_path):
    """Pages are kept, from an empty shelf on, with a mark file of the test's own."""
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(freshness, "_FILE", tmp_path / "content-mark")
    monkeypatch.setattr(freshness, "_known", (None, 0.0, 0))
    monkeypatch.setattr(freshness, "_EVERY", 3600)  # so that the file alone tells
    guest_pages.shelf.clear()
    yield
    guest_pages.shelf.clear()
