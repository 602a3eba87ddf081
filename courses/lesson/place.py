"""Where a lesson stands: its course, its number, the addresses around it."""

from dataclasses import dataclass
from urllib.parse import urljoin

from courses.pages import LessonPage
from lms.site.kept import Keeper

_places = Keeper(most=1000)


@dataclass(frozen=True)
class Place:
    """A lesson's place in its course, with addresses relative to the site asked."""

    url: str
    course_url: str
    course_title: str
    number: int
    of: int

    def step_url(self, step):
        """Returns the address of one of the five steps."""
        return f"{self.url}{step}/"

    @property
    def course_slug(self):
        """The last part of the course's address."""
        return self.course_url.rstrip("/").rpartition("/")[2]

    @property
    def done_url(self):
        """The address of the last page."""
        return f"{self.url}done/"


def of(lesson, request):
    """Returns the Place of a lesson. Costs one query, none while no content changes."""
    url = lesson.get_url(request) or ""
    course_title, number, count = _places.under(lesson.path, lambda: LessonPage.objects.place_of(lesson))
    return Place(url=url, course_url=urljoin(url, "../"), course_title=course_title, number=number, of=count)
