"""Finds pages by their address in one query each, with all that their frame shows.

Wagtail's own routing costs two queries a level of the tree, and its look for restrictions two more.
"""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Length, Substr
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

STEP = Page.steplen


def _children(of_path, depth):
    """Returns the published pages one level below a path. The range lets the database use its index."""
    return Page.objects.live().filter(
        path__range=(Concat(of_path, Value("0" * STEP)), Concat(of_path, Value("Z" * STEP))), depth=depth
    )


def _number(pages):
    return Subquery(pages.order_by().values("depth").annotate(number=Count("pk")).values("number"))


class SitePageQuerySet(PageQuerySet):
    def at(self, url_path):
        """Returns the page with this path in the tree, which knows whether it is restricted.

        It is asked for by its slug too: that has an index, and the path in the tree has none.
        """
        closed = PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef("path"), 1, Length("page__path"))
        )
        here = self.filter(url_path=url_path, slug=url_path.strip("/").rpartition("/")[2])
        return here.select_related("locale").annotate(is_restricted=Exists(closed))

    def below(self, root_path):
        """Returns the pages inside a site's tree of one language."""
        return self.filter(url_path__startswith=root_path)

    def in_language(self, language):
        """Returns the pages written in one language."""
        return self.filter(locale__language_code=language)

    def of_key(self, translation_key, language):
        """Returns the published page of a translation key, in this language where there is one, or None."""
        found = list(self.live().filter(translation_key=translation_key).select_related("locale"))
        return next(
            (page for page in found if page.locale.language_code == language), next(iter(found), None)
        )

    def titles(self, translation_keys, language):
        """Returns {translation key: title}, in this language where there is one. One query."""
        rows = self.filter(translation_key__in=translation_keys).values_list(
            "translation_key", "title", "locale__language_code"
        )
        found = {}
        for key, title, code in rows:
            if key not in found or code == language:
                found[key] = title
        return found


class CoursePageQuerySet(SitePageQuerySet):
    def of_lesson(self, lesson):
        """Returns the course that a lesson lies in."""
        return self.select_related("locale").get(path=lesson.path[:-STEP])

    def with_counts(self):
        """Adds `lesson_count`, how many of its lessons are published (None where none is)."""
        return self.annotate(lesson_count=_number(_children(OuterRef("path"), OuterRef("depth") + 1)))


LONG = ("see", "try_it", "words", "sources", "can_do", "call_instead", "summary", "plan_when", "plan_will")


class LessonPageQuerySet(SitePageQuerySet):
    def place_of(self, lesson):
        """Returns a lesson's course title, its number in the course, and how many there are. One query.

        Two levels of the tree at once: counting in the database took four times as long to write and to run.
        """
        parent = lesson.path[:-STEP]
        siblings = Q(path__startswith=parent, depth=lesson.depth, live=True)
        rows = dict(Page.objects.filter(Q(path=parent) | siblings).values_list("path", "title"))
        title = rows.pop(parent, "")
        return title, sum(path <= lesson.path for path in rows) or 1, len(rows) or 1

    def listed(self):
        """Returns published lessons in their order, without their long parts."""
        return self.live().order_by("path").defer(*LONG)

    def after(self, lesson):
        """Returns the next published lesson of the same course, or None."""
        parent = lesson.path[:-STEP]
        found = self.listed().filter(path__gt=lesson.path, path__startswith=parent, depth=lesson.depth)
        return found.first()
