"""Where a skill can be learned: answers the skills' question for lessons, and for sheets to print."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from analytics.xapi.addresses import activity_iri
from courses.finding import STEP
from courses.pages import CoursePage, LessonPage
from lms.organisations import places
from lms.skills.links import Link


def lessons(*, skills, organisation, language):
    """Returns {skill: [Link, …]} of an organisation's published lessons, in their order.

    One query; the site's root paths are cached by Wagtail.
    """
    root = root_path(organisation, language)
    if root is None:
        return {}
    found = {}
    for lesson in LessonPage.objects.listed().below(root).filter(skill__in=skills):
        url = places.below(f"/{language}/{lesson.url_path[len(root) :]}")
        found.setdefault(lesson.skill, []).append(Link(lesson.title, url, lesson.minutes))
    return found


def handouts(*, skills, organisation, language):
    """Returns {skill: [Link, …]} of the sheets of each course that teaches a skill: a PDF for a class.

    One query; the site's root paths are cached by Wagtail.
    """
    root = root_path(organisation, language)
    if root is None:
        return {}
    its_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)
    above = CoursePage.objects.live().filter(path=its_path)
    lessons = LessonPage.objects.listed().below(root).filter(skill__in=skills)
    lessons = lessons.annotate(course=Subquery(above.values("title")), slug_of=Subquery(above.values("slug")))
    found = {}
    with translation.override(language):
        for skill, course, slug in lessons.values_list("skill", "course", "slug_of"):
            if course is not None:
                url = reverse("takeaway:paper", kwargs={"slug": slug, "name": "handouts"})
                title = _("Sheets to print: %(course)s") % {"course": course}
                found.setdefault(skill, {}).setdefault(url, Link(title, url))
    return {skill: list(places.values()) for skill, places in found.items()}


def lessons_of_courses(organisation, language, addresses):
    """Returns {course's address: [address of each of its published lessons, in their order]}.

    Of a course that is not there in this language, those in another one. One query for each that is asked.
    """
    base = activity_iri("course", "")
    keys = {address.removeprefix(base): address for address in addresses if address.startswith(base)}
    found = {}
    for code in dict.fromkeys((language, *dict(settings.LANGUAGES))):
        left = {key: address for key, address in keys.items() if address not in found}
        root = root_path(organisation, code) if left else None
        if root is not None:
            found |= _lessons_below(root, left)
    return found


def _lessons_below(root, keys):
    its_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)
    above = CoursePage.objects.filter(path=its_path).values("key")[:1]
    lessons = LessonPage.objects.listed().below(root).annotate(course=Subquery(above))
    found = {}
    for course, lesson in lessons.filter(course__in=keys).values_list("course", "key"):
        found.setdefault(keys[course], []).append(activity_iri("lesson", lesson))
    return found


def root_path(organisation, language):
    """Returns where an organisation's pages of one language begin in the tree, or None."""
    site_id = organisation and organisation.site_id
    return next(
        (
            root.root_path
            for root in Site.get_site_root_paths()
            if root.site_id == site_id and root.language_code == language
        ),
        None,
    )
