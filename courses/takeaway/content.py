"""A course as plain words, for pages and papers made outside the site. Read from what is published."""

from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

from courses.lesson import tasks
from courses.pages import CoursePage, LessonPage
from courses.routing import root_paths

MOST_LESSONS = 40


@dataclass(frozen=True)
class Part:
    """Something to read: `kind` is heading, text, points, steps or example; `lines` are plain text."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question of a lesson, with each answer and what is said to it, where it has such."""

    prompt: str
    answers: tuple[tuple[str, bool, str], ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A lesson as published: the page itself, its parts to read, its questions and practice tasks' titles."""

    page: LessonPage
    number: int
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    tasks: tuple[str, ...]

    @property
    def file(self):
        """The name of its page in a pack."""
        return f"{self.number:02}-{self.page.slug}.html"

    def lines(self, field):
        """Returns the plain lines of one of the page's lists, such as `summary`."""
        return [str(block.value) for block in getattr(self.page, field)]

    @property
    def words(self):
        """What we call a thing and what portals may call it: (we say, they say)."""
        return [(block.value["say"], ", ".join(block.value["also"])) for block in self.page.words]


def find(request, language, slug):
    """Returns the published course of the site that is asked, or None. One query."""
    root = root_paths(request).get(language)
    if root is None:
        return None
    return CoursePage.objects.live().at(f"{root}learn/{slug}/").first()


def lessons(course, language):
    """Returns the published lessons of a course, MOST_LESSONS at most, in their order.

    One query for the pages, one for activities, facts and tasks each a lesson.
    """
    pages = LessonPage.objects.live().child_of(course).order_by("path")[:MOST_LESSONS]
    return [_lesson(page, number, language) for number, page in enumerate(pages, 1)]


def _lesson(page, number, language):
    activities = [
        block.value for block in (*page.see, *page.try_it) if block.block_type in ("check", "activity")
    ]
    activities = [activity for activity in activities if activity is not None and activity.live]
    found = tasks.find(page.scenario_slugs(), learner=None, language=language)
    return Lesson(
        page=page,
        number=number,
        parts=tuple(part for block in page.see if block.value is not None for part in _parts(block)),
        questions=tuple(_question(activity) for activity in activities if activity.HAS_ANSWER),
        tasks=tuple(task.title for task in found.values()),
    )


def plain(value):
    """Returns the words of rich text without its marks."""
    source = getattr(value, "source", value)
    return " ".join(unescape(strip_tags(str(source).replace("</p>", " "))).split())


def _parts(block):
    value, kind = block.value, block.block_type
    if kind == "heading":
        return [Part("heading", (str(value),))]
    if kind == "paragraph":
        return [Part("text", (plain(value),))]
    if kind in ("list", "steps"):
        return [Part("points" if kind == "list" else "steps", tuple(plain(line) for line in value))]
    if kind == "example":
        return [Part("example", (value["title"], value["text"]))]
    if kind == "do_dont":
        return [Part("do", tuple(value["do"])), Part("dont", tuple(value["dont"]))]
    if kind == "term":
        return [Part("text", (f"{value['word']}: {value['meaning']}",))]
    if kind == "picture":
        return [Part("text", (value["alt"],))]
    if kind == "fact" and value.live:
        source = f"{value.source_title}, {value.source_publisher}, {value.source_year}"
        return [Part("text", (f"{value.value}: {value.text} ({source})",))]
    return []


def _question(activity):
    answers = tuple(
        (option.value["text"], bool(option.value["is_right"]), option.value["feedback"])
        for option in getattr(activity, "options", ())
        if {"text", "is_right", "feedback"} <= set(option.value)
    )
    return Question(activity.prompt, answers)
