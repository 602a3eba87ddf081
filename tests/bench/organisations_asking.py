"""What bench_organisations asks of one database, by the product's own views and actions."""

from collections import Counter

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Revision

from courses import routing
from courses.adopting import shelf, tasks
from courses.adopting.models import Adoption
from courses.pages import CourseIndexPage, CoursePage
from lms.health.models import Lease
from lms.organisations import sites
from lms.organisations.models import Membership, Organisation
from tests.bench import organisations_filling as filling
from tests.bench import organisations_library as library
from tests.bench import two_databases


class Answers:
    """Answers by the name of what is wanted."""

    def __init__(self, many):
        self.many, self._questions = many, None

    def __call__(self, what, *rest):
        acts = {
            "seconds": self._seconds,
            "queries": self._queries,
            "size": _size,
            "pages": _revisions,
            "progress": lambda: Adoption.objects.progress(),
            "new edition": _new_edition,
            "as the schedule does": _as_the_schedule_does,
        }
        return acts[what](*rest)

    def _work(self, what):
        if what == "two":
            return filling.two
        if what == "more":
            return lambda: filling.more(self.many)
        self._questions = self._questions or questions()
        return self._questions[what]

    def _seconds(self, what):
        return two_databases.seconds(self._work(what))

    def _queries(self, what):
        with CaptureQueriesContext(connection) as found:
            self._work(what)()
        return len(found)


def questions():
    """Returns {what: a function that asks it once}, of the organisation that came last."""
    organisation = Organisation.objects.select_related("site").order_by("-pk")[0]
    site = organisation.site
    host = site.hostname
    author = organisation.memberships.get(role=Membership.Role.AUTHOR).user
    desk = Client(HTTP_HOST=host)
    desk.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    learn = CourseIndexPage.objects.descendant_of(site.root_page).get()
    course = CoursePage.objects.child_of(learn).order_by("path")[3]
    visitor, requests = Client(HTTP_HOST=host), RequestFactory(HTTP_HOST=host)
    explorer = reverse("wagtailadmin_explore", args=[learn.pk])
    chooser = reverse("wagtailadmin_choose_page")
    child = reverse("wagtailadmin_choose_page_child", args=[learn.pk])
    search = reverse("wagtailadmin_choose_page_search")
    shown, word = f"/en/learn/{course.slug}/", max(course.title.split(), key=len)

    def look_up():
        request = requests.get("/en/")
        assert sites.asked(request).organisation == organisation
        assert set(routing.root_paths(request)) == {"en", "es"}

    return {
        "explorer": lambda: _get(desk, explorer, course.title),
        "chooser": lambda: (_get(desk, chooser, ""), _get(desk, child, course.title)),
        "chooser, search": lambda: _get(desk, f"{search}?q={word}", course.title),
        "course page": lambda: _get(visitor, shown, course.title),
        "site look-up": look_up,
    }


def _get(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert words in answer.content.decode(), address


def _size():
    return {
        "organisations": Organisation.objects.count(),
        "pages": Page.objects.count(),
        "adopted courses": Adoption.objects.count(),
    }


def _revisions():
    """Returns {page: how many revisions it has}."""
    return dict(Counter(int(key) for key in Revision.page_revisions.values_list("object_id", flat=True)))


def _new_edition():
    """Writes the list of the library's courses as a release with new files does, and has the worker look."""
    shelf.put(library.made(2))
    tasks.update_adopted.delay()


def _as_the_schedule_does():
    """Has the worker look again, once the killed one's hold is over."""
    Lease.objects.filter(name="courses.adopting").update(until=None)
    tasks.update_adopted.delay()
