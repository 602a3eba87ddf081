"""What the desk shows of adopted courses: lists with their states, and changes side by side."""

import re
from functools import partial
from html import unescape

from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses import steps
from courses.activities.models import Activity
from courses.adopting import actions, bringing
from courses.adopting.models import AdaptedPage, Adoption, LibraryCourse
from courses.library_loader import trees
from courses.library_loader.models import LibraryPage
from courses.pages import LessonPage
from courses.shelf.fact_cards import FactCard
from lms.comparing import showing as comparing


def offered(organisation):
    """Returns the library's courses with what the organisation has of each: {course, adoption, waiting}."""
    mine = Adoption.objects.for_organisation(organisation).select_related("course")
    adopted = {one.course_id: one for one in mine}
    waiting = _waiting_by_course(organisation, list(adopted.values()))
    return [
        {"course": course, "adoption": adopted.get(course.pk), "waiting": waiting.get(course.slug, 0)}
        for course in LibraryCourse.objects.all()
        if course.is_offered or course.pk in adopted
    ]


def _waiting_by_course(organisation, adopted):
    """Returns {slug: how many pages have updates to decide about}. Two queries."""
    names = {trees.key_of(organisation, f"course/{one.course.slug}"): one.course.slug for one in adopted}
    roots = Page.objects.filter(translation_key__in=list(names)).values_list("path", "translation_key")
    roots = {path: names[key] for path, key in roots}
    found = {}
    within = AdaptedPage.objects.filter(upstream__isnull=False, page__depth__gte=4)
    step = Page.steplen
    for path, depth in within.filter(_below(roots)).values_list("page__path", "page__depth"):
        above = path[: depth * step - step]  # a lesson's course; a course is itself among the roots
        slug = roots.get(path) or roots.get(above, "")
        found[slug] = found.get(slug, 0) + 1
    return found


def _below(paths):
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(page__path__startswith=path)
    return found


def lessons(adoption):
    """Returns the lessons of an adopted course: {key, title, pages: [{page, language, state, …}], is_live}.

    In the order of the site's first language, and those last that the organisation has deleted.
    """
    courses = actions.courses_of(adoption)
    pages = [page for course in courses for page in _children(course)]
    pks = [one.pk for one in [*courses, *pages]]
    rows = {row.page_id: row for row in LibraryPage.objects.filter(page__in=pks)}
    adapted = {row.page_id: row for row in AdaptedPage.objects.filter(page__in=list(rows))}
    found = {}
    for page in pages:
        one = found.setdefault(
            page.translation_key, {"key": page.translation_key, "title": page.title, "pages": []}
        )
        one["pages"].append(_state(page, rows.get(page.pk), adapted.get(page.pk), adoption))
        one["is_live"] = any(version["page"].live for version in one["pages"])
    head = [_state(page, rows.get(page.pk), adapted.get(page.pk), adoption) for page in courses]
    here = {page.key for page in pages}
    gone = [key for key in adoption.lessons if key not in here]
    return {"head": head, "lessons": list(found.values()), "gone": gone}


def _children(course):
    return LessonPage.objects.child_of(course).select_related("locale").order_by("path")


def _state(page, row, own, adoption):
    """Returns {page, language, state, label, waiting, is_librarys}."""
    is_adapted = bringing.is_adapted(page, row, own)
    is_waiting = own is not None and own.upstream is not None
    if row is None:
        label = _("Your own")
    elif is_waiting:
        label = _("Adapted; the library has changes for you")
    elif is_adapted:
        label = _("Adapted")
    elif isinstance(page, LessonPage) and adoption.lessons and page.key not in adoption.lessons:
        label = _("The library has taken it back")
    else:
        label = _("As the library has it")
    return {
        "page": page,
        "language": page.locale.get_display_name(),
        "label": label,
        "is_adapted": row is not None and is_adapted,
        "is_waiting": is_waiting,
        "is_librarys": row is not None,
    }


def side_by_side(page, found):
    """Returns changes for people: {token, where, kind, before, now, yours, parts, is_yours_too}."""
    pieces = _pieces(found)
    shown = []
    for change in found:
        field = type(page)._meta.get_field(change.field)
        step = steps.TITLES.get(change.field.partition("_")[0], "")
        shown.append(
            comparing.row(
                change,
                where=f"{step}: {field.verbose_name}" if step else str(field.verbose_name).capitalize(),
                block=_block_label(change, field),
                say=partial(_text, field=field, is_stream=change.is_stream, pieces=pieces),
            )
        )
    return shown


def _block_label(change, field):
    said = change.now or change.before
    if not change.is_stream or not said:
        return ""
    block = field.stream_block.child_blocks.get(said[0]["type"])
    return block.label if block is not None else ""


def _pieces(found):
    """Returns {(kind, key): words} of the fact cards and activities in the changes. Two queries."""
    wanted = {"fact": set(), "activity": set()}
    for change in found:
        for block in [*change.before, *change.now, *change.yours] if change.is_stream else []:
            if block["type"] == "fact":
                wanted["fact"].add(block["value"])
            elif block["type"] in ("check", "activity"):
                wanted["activity"].add(block["value"])
    facts = FactCard.objects.filter(pk__in=wanted["fact"]).values_list("pk", "value", "text")
    told = {("fact", pk): f"{value} {text}" for pk, value, text in facts}
    activities = Activity.objects.non_polymorphic().filter(pk__in=wanted["activity"])
    return told | {("activity", pk): prompt for pk, prompt in activities.values_list("pk", "prompt")}


def _text(said, field, is_stream, pieces):
    if not is_stream:
        choices = dict(field.flatchoices or [])
        return "\n".join(str(choices.get(one, one)) for one in said if one not in (None, ""))
    return "\n".join(_block_text(block, pieces) for block in said)


def _block_text(block, pieces):
    kind = "activity" if block["type"] == "check" else block["type"]
    if kind in ("fact", "activity"):
        return pieces.get((kind, block["value"]), _("a piece that is gone"))
    return "\n".join(_lines(block["value"]))


def _lines(value):
    if isinstance(value, dict):
        if value.get("type") == "item" and "value" in value:
            return _lines(value["value"])
        return [line for one in value.values() for line in _lines(one)]
    if isinstance(value, list):
        return [line for one in value for line in _lines(one)]
    text = re.sub(r"<br\s*/?>|</p>\s*<p[^>]*>", "\n", str(value))
    return [line for line in (unescape(strip_tags(part)).strip() for part in text.split("\n")) if line]
