"""What the library's authors said of their own lesson by PEMAT-P, for the desk of those who use it."""

from functools import cache

from courses.library_loader import files
from courses.library_loader.models import LibraryPage
from courses.pages import LessonPage
from courses.plain_language import pemat


def said_of(page):
    """Returns {judged_on, understanding, acting, against, is_changed} of a lesson from the library, or None.

    `against` lists the items that the authors themselves do not see met. Costs one query.
    """
    kept = _kept().get(page.key) if isinstance(page, LessonPage) else None
    known = LibraryPage.objects.of_page(page).first() if kept else None
    if known is None:
        return None
    return {
        "judged_on": kept.judged_on,
        "understanding": kept.score(pemat.UNDERSTANDING),
        "acting": kept.score(pemat.ACTING),
        "against": [item.text for item in pemat.ITEMS if item.number in kept.disagree],
        "is_changed": page.latest_revision_id != known.revision_id,
    }


@cache
def _kept():
    return files.judgements()
