"""What platforms may link to: the courses and lessons that an organisation publishes, and their addresses."""

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse

from courses.lti.models import Grade
from courses.pages import CoursePage, LessonPage
from courses.slips.reading import root_path
from lms.organisations import sites

Kind = Grade.Kind
MODELS = {Kind.COURSE: CoursePage, Kind.LESSON: LessonPage}
_TARGET = re.compile(rf"/({'|'.join(Kind.values)})/([0-9a-f-]{{36}})/$")


@dataclass(frozen=True)
class Item:
    """A course or lesson that can be linked to. `value` names it in a form."""

    kind: str
    key: uuid.UUID
    title: str

    @property
    def value(self):
        """Returns what names the item in a form."""
        return f"{self.kind}:{self.key}"


def page_of(organisation, kind, key, language):
    """Returns the published page on the organisation's site, in this language where there is one; or None."""
    live = MODELS[Kind(kind)].objects.live().filter(translation_key=key).select_related("locale")
    for code in dict.fromkeys((language, *organisation.languages)):
        root = root_path(organisation, code)
        found = live.below(root).first() if root and code in organisation.languages else None
        if found:
            return found
    return None


def wanted(message):
    """Returns (kind, key) of what a launch asks for: by its address, else by its own parameters; or None."""
    found = _TARGET.search(urlsplit(message.target).path)
    pairs = [found.groups()] if found else []
    pairs += [(kind, message.custom.get(kind)) for kind in Kind.values]
    for kind, key in pairs:
        try:
            return kind, uuid.UUID(str(key))
        except ValueError:
            continue
    return None


def address_of(organisation, item):
    """Returns the whole address that a link at a platform carries."""
    return sites.address(organisation, reverse("lti_machine:content", args=[item.kind, item.key]))


def offered(organisation, language):
    """Returns [(course Item, [lesson Item, …])] of what the organisation publishes. Two queries."""
    language = language if language in organisation.languages else organisation.languages[0]
    root = root_path(organisation, language)
    if root is None:
        return []
    courses = list(CoursePage.objects.live().below(root).order_by("path"))
    lessons = {course.path: [] for course in courses}
    for lesson in LessonPage.objects.listed().below(root):
        if (path := lesson.path[: -LessonPage.steplen]) in lessons:
            lessons[path].append(Item(Kind.LESSON, lesson.translation_key, lesson.title))
    return [
        (Item(Kind.COURSE, course.translation_key, course.title), lessons[course.path])
        for course in courses
        if lessons[course.path]
    ]


def counted(organisation, kind, key, language):
    """Returns the keys of the lessons that a grade for a course or lesson counts; empty where it has gone."""
    page = page_of(organisation, kind, key, language)
    if page is None:
        return set()
    if kind == Kind.LESSON:
        return {page.translation_key}
    return set(LessonPage.objects.live().child_of(page).values_list("translation_key", flat=True))
