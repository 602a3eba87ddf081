"""Which lessons a person's device keeps: every part of the courses they take, and of the one that is open."""

from django.db.models import Q

from courses import steps
from courses.pages import CoursePage, LessonPage
from courses.progress.models import Enrolment
from courses.routing import root_paths
from lms.organisations import places
from lms.site.offline.keeping import Kept

MOST_COURSES = 12


def pages(request, here):
    """Returns the pages to keep of the courses that the learner takes and of the one at `here`.

    Each in the language it is read in. Three queries, however many lessons.
    """
    parts = [part for part in here.split("/") if part]
    language = parts[0] if parts else ""
    root = root_paths(request).get(language)
    if root is None:
        return []
    opened = Q(pk__in=[])
    if parts[1:2] == ["learn"] and len(parts) > 2:
        opened = Q(url_path=f"{root}learn/{parts[2]}/")
    enrolments = Enrolment.objects.for_learner(request.learner).latest_first()
    keys = list(enrolments.values_list("course_key", flat=True)[:MOST_COURSES])
    courses = CoursePage.objects.live().below(root).filter(Q(translation_key__in=keys) | opened)
    paths = list(courses.values_list("path", "url_path"))
    if not paths:
        return []
    among = Q()
    for path, _url_path in paths:
        among |= Q(path__startswith=path)
    found = LessonPage.objects.listed().filter(among).values_list("url_path", flat=True)
    kept = [Kept(places.below(f"/{language}/{name}")) for name in ("", "learn/", "words/")]
    kept += [Kept(_address(url_path, root, language)) for _path, url_path in paths]
    for url_path in found:
        kept += lesson(_address(url_path, root, language))
    return kept


def lesson(url):
    """Returns the parts of a lesson at this address; each step leads to the next, the last to the end."""
    kept = [Kept(url)]
    for step in steps.SLUGS:
        after = steps.after(step)
        kept.append(Kept(f"{url}{step}/", f"{url}{after}/" if after else f"{url}done/"))
    return [*kept, Kept(f"{url}done/")]


def _address(url_path, root, language):
    return places.below(f"/{language}/{url_path.removeprefix(root)}")
