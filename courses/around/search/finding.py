"""Finds what an organisation's site has about some words, in the language of the page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from courses.around.faq.models import FaqQuestion
from courses.pages import CoursePage, LessonPage
from courses.shelf.glossary import GlossaryTerm
from lms.organisations import places
from lms.search import words
from sandbox_portal.scenarios.models import Scenario

MOST_OF_A_KIND = 12
MOST_ASKED = 100  # letters of a search that are read


@dataclass(frozen=True)
class Found:
    """One result: what it is called, where it lies, and a line about it."""

    title: str
    url: str
    text: str = ""


def find(query, *, organisation, root, language):
    """Returns [(kind's title, [Found, …]), …] without empty kinds.

    `root` is the path of the site's home page in this language (None: the site has no pages). Every word must
    be there; where that finds nothing at all, any of them will do. At most 9 queries, twice where the first
    found nothing.
    """
    query = query[:MOST_ASKED]
    for operator in ("and", "or"):
        groups = _groups(query, operator, organisation=organisation, root=root, language=language)
        found = [(title, rows) for title, rows in groups if rows]
        if found or len(words.asked(query).split()) < 2:
            return found
    return []


def _groups(query, operator, *, organisation, root, language):
    asked = words.asked(query)
    if not asked:
        return []

    backend = get_search_backend()

    def search(rows):
        return list(backend.search(asked, rows, operator=operator)[:MOST_OF_A_KIND])

    here = Page.objects.filter(url_path=root, locale__language_code=language).first() if root else None
    groups = []
    if here is not None:
        for title, model in ((_("Lessons"), LessonPage), (_("Courses"), CoursePage)):
            pages = search(model.objects.live().descendant_of(here).public())
            groups.append((title, [_page(page, root, language) for page in pages]))
    mine = {"organisation": organisation, "locale": Locale.objects.get(language_code=language)}
    asked_often, terms = search(_shown(FaqQuestion, mine)), search(_shown(GlossaryTerm, mine))
    groups.append((_("Questions people ask"), [_faq(row, language) for row in asked_often]))
    groups.append((_("Words to know"), [_word(row, language) for row in terms]))
    tasks = Scenario.objects.filter(is_current=True, is_preview=False).open_to(organisation)
    spoken = words.asked(query, language)
    found = list(backend.search(spoken, tasks, operator=operator)[:MOST_OF_A_KIND])
    groups.insert(1, (_("Practice tasks"), [_task(row, language) for row in found]))
    return groups


def _shown(model, mine):
    """Returns the live rows of a shelf that this organisation's site may show, in no order."""
    rows = model.objects.live().usable_by(mine["organisation"])
    return rows.filter(locale=mine["locale"]).order_by()  # by key: the search follows no relation


def _page(page, root, language):
    lines = getattr(page, "summary", "")
    text = lines if isinstance(lines, str) else next((block.value for block in page.can_do), "")
    return Found(page.title, places.below(f"/{language}/{page.url_path[len(root) :]}"), text)


def _faq(row, language):
    return Found(row.question, places.below(f"/{language}/faq/#{row.key}"), Truncator(row.answer).words(18))


def _word(row, language):
    url = places.below(f"/{language}/words/#word-{row.key}")
    return Found(row.word[:1].upper() + row.word[1:], url, row.meaning)


def _task(row, language):
    return Found(row.text("title", language), reverse("practice:task", args=[row.slug]))
