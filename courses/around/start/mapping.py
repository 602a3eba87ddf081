"""The map of a course, drawn by the server: the course, its skills, and the lessons that teach each.

Measures are those of the drawing (a unit is a pixel at 360 pixels' width). Every box is a link, and the same
stands below the drawing as a list.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.around.start import knowing
from courses.pages import LessonPage
from courses.progress.models import LessonProgress
from lms.skills.models import Skill

WIDTH, TRUNK, INDENT, GAP = 360, 18, 34, 12
LINE, PAD, LETTERS = 20, 14, 33
HEAD_LETTERS = 31


@dataclass(frozen=True)
class Box:
    """One lesson or skill on the map; `lines` are (y, words), `joint` is where its line leaves the trunk."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple
    kind: str
    joint: int
    url: str = ""
    label: str = ""


def of(course, *, learner, request, language):
    """Returns the map: boxes, trunk, height, and rows for the list. Four queries, however many lessons."""
    lessons = list(LessonPage.objects.listed().child_of(course))
    done = {}
    if learner:
        rows = LessonProgress.objects.for_learner(learner)
        wanted = [lesson.translation_key for lesson in lessons]
        done = {row.lesson_key: row for row in rows.filter(lesson_key__in=wanted)}
    known = knowing.keys(learner, lessons)
    titles = Skill.objects.titles(language)
    groups = {}
    for lesson in lessons:
        state = _state(done.get(lesson.translation_key), lesson.translation_key in known)
        groups.setdefault(lesson.skill, []).append((lesson, *state, lesson.get_url(request)))
    return _drawn(groups, titles)


def _state(progress, is_known):
    """Returns (kind, words) of how far somebody is with a lesson."""
    if progress and progress.completed_at:
        return "good", _("Done")
    if progress and progress.done:
        return "sun", _("Started")
    return ("known", _("You know this")) if is_known else ("", "")


def _drawn(groups, titles):
    boxes, lists, y = [], [], 8
    for skill, lessons in groups.items():
        title = titles.get(skill, skill)
        head = _box(0, y, WIDTH, title, HEAD_LETTERS, "skill", "", title)
        boxes.append(head)
        y += head.height + GAP
        rows = []
        for lesson, kind, words, url in lessons:
            text = f"{lesson.title} ({words})" if words else lesson.title
            box = _box(INDENT, y, WIDTH - INDENT, text, LETTERS, kind or "open", url, text)
            boxes.append(box)
            y += box.height + GAP
            rows.append({"label": lesson.title, "url": url, "state": words, "kind": kind})
        lists.append((title, rows))
        y += GAP
    last = max((box.joint for box in boxes if box.kind != "skill"), default=8)
    return {"boxes": boxes, "lists": lists, "width": WIDTH, "height": y, "trunk": TRUNK, "last": last}


def _box(x, y, width, text, letters, kind, url, label):
    words = _wrapped(text, letters)
    height = max(48, PAD * 2 + LINE * len(words))
    top = y + (height - LINE * len(words)) // 2 + 15
    lines = tuple((top + LINE * number, line) for number, line in enumerate(words))
    return Box(x, y, width, height, lines, kind, y + height // 2, url, label)


def _wrapped(text, letters):
    """Returns the text in lines of at most so many letters; a word is never cut."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
