"""What there is to read by its key: lessons (`lesson:course/slug`) and words of the glossary (`word:key`).

Rooms below this one ask for it through lms/skills/links.py, under the kind "reading".
"""

from django.db.models import Value

from courses.links import root_path
from courses.pages import LessonPage
from courses.shelf.glossary import GlossaryTerm
from lms.organisations import places
from lms.site.kept import Keeper
from lms.skills.links import Link

_kept = Keeper(most=500)


def find(*, skills, organisation, language):
    """Returns {key: [Link]} of what is published; a key that leads nowhere is left out.

    One query at most, none while no content changes.
    """
    owner = organisation and organisation.pk
    keys = tuple(sorted(skills))
    return _kept.under((places.top(), owner, language, keys), lambda: _find(keys, organisation, language))


def _find(keys, organisation, language):
    root = root_path(organisation, language)
    lessons, words = _of("lesson", keys), _of("word", keys)
    pages = LessonPage.objects.none()
    if root is not None and lessons:
        pages = LessonPage.objects.listed().below(root).filter(key__in=lessons)
    terms = GlossaryTerm.objects.listed(organisation=organisation, language=language).filter(key__in=words)
    both = (
        pages.order_by()
        .values_list(Value("lesson"), "key", "title", "url_path", "minutes")
        .union(terms.order_by().values_list(Value("word"), "key", "word", Value(""), Value(0)), all=True)
    )
    found = {}
    for kind, key, title, path, minutes in both:
        place = f"/{language}/{path[len(root) :]}" if path else f"/{language}/words/#word-{key}"
        found[f"{kind}:{key}"] = [Link(title, places.below(place), minutes or None)]
    return found


def _of(kind, keys):
    return [key.removeprefix(f"{kind}:") for key in keys if key.startswith(f"{kind}:")]
