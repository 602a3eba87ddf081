"""What an organisation takes along of its lessons: each course as its archive, own words and questions."""

from functools import partial

from courses.around.faq.models import FaqQuestion
from courses.carrying import archive, leaving
from courses.carrying.archive import dumped
from courses.pages import CoursePage
from courses.shelf.glossary import GlossaryTerm
from lms.organisations import roles


def part(organisation):
    """Returns a step a course, and one for words and questions."""
    found, taken = [], []
    for course in _courses(organisation):
        name = leaving.free(course.slug, taken)
        taken.append(name)
        found.append(partial(_course, course, name))
    return [*found, partial(_words, organisation)]


def _courses(organisation):
    """Returns each course once, in whatever language it is written; drafts as well."""
    found = {}
    for home in roles.homes(organisation):
        for course in CoursePage.objects.descendant_of(home).select_related("locale").order_by("path"):
            found.setdefault(course.translation_key, course)
    return list(found.values())


def _course(course, name):
    return {f"courses/{name}.zip": archive.packed(leaving.files_of(course))}


def _words(organisation):
    kinds = {
        "words": (GlossaryTerm, ("key", "word", "meaning")),
        "questions": (FaqQuestion, ("key", "group", "question", "answer")),
    }
    found = {}
    for name, (model, fields) in kinds.items():
        rows = model.objects.filter(organisation=organisation).select_related("locale").order_by("pk")
        said = [
            {"language": row.locale.language_code} | {field: str(getattr(row, field)) for field in fields}
            for row in rows
        ]
        if said:
            found[f"words/{name}.yaml"] = dumped(said).encode()
    return found
