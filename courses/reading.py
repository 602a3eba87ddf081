"""What there is to read by its key: lessons (`lesson:course/slug`) and words of the glossary (`word:key`).

Rooms below this one ask for it through lms/skills/links.py, under the kind "reading".
"""

from courses.links import root_path
from courses.pages import LessonPage
from courses.shelf.glossary import GlossaryTerm
from lms.organisations import places
from lms.site.kept import Keeper
from lms.skills.links import Link

_kept = Keeper(most=500)


def find(*, skills, organisation, language):
    """Returns {key: [Link]} of what is published; a key that leads nowhere is left out.

    Two queries at most, none while no content changes.
    """
    owner = organisation and organisation.pk
    keys = tuple(sorted(skills))
    return _kept.under((places.top(), owner, language, keys), lambda: _find(keys, organisation, language))


def _find(keys, organisation, language):
    root = root_path(organisation, language)
    lessons, words = _of("lesson", keys), _of("word", keys)
    found = {}
    if root is not None and lessons:
        for page in LessonPage.objects.listed().below(root).filter(key__in=lessons):
            url = places.below(f"/{language}/{page.url_path[len(root) :]}")
            found[f"lesson:{page.key}"] = [Link(page.title, url, page.minutes)]
    if words:
        terms = GlossaryTerm.objects.listed(organisation=organisation, language=language)
        for term in terms.filter(key__in=words):
            url = places.below(f"/{language}/words/#word-{term.key}")
            found[f"word:{term.key}"] = [Link(term.word, url)]
    return found


def _of(kind, keys):
    return [key.removeprefix(f"{kind}:") for key in keys if key.startswith(f"{kind}:")]
