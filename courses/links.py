"""Where a skill can be learned: answers the skills' question for lessons."""

from wagtail.models import Site

from courses.pages import LessonPage
from lms.skills.links import Link


def lessons(*, skills, organisation, language):
    """Returns {skill: [Link, …]} of an organisation's published lessons, in their order.

    One query; the site's root paths are cached by Wagtail.
    """
    root = _root_path(organisation, language)
    if root is None:
        return {}
    found = {}
    for lesson in LessonPage.objects.listed().below(root).filter(skill__in=skills):
        url = f"/{language}/{lesson.url_path[len(root) :]}"
        found.setdefault(lesson.skill, []).append(Link(lesson.title, url, lesson.minutes))
    return found


def _root_path(organisation, language):
    site_id = organisation and organisation.site_id
    return next(
        (
            root.root_path
            for root in Site.get_site_root_paths()
            if root.site_id == site_id and root.language_code == language
        ),
        None,
    )
