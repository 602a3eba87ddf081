"""A course as plain words, for pages and papers made outside the site. Read from what is published."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from courses.lesson import tasks
from courses.pages import CoursePage, LessonPage
from courses.routing import root_paths

MOST_LESSONS = 40


@dataclass(frozen=True)
class Part:
    """Something to read: `kind` is heading, text, points, steps, example, do, dont or picture.

    `lines` are plain text; `image` is an author's own picture, which a paper shows as its words.
    """

    kind: str
    lines: tuple[str, ...]
    image: Any = None

    @property
    def file(self):
        """The name of its picture in a package."""
        return f"pictures/{self.image.get_file_hash()[:16]}.jpg" if self.image else ""


@dataclass(frozen=True)
class Question:
    """A question of a lesson, with each answer, whether it fits and what is said to it, where it has such.

    `kind` and `key` are the activity's; `keys` those of the answers, in their order. `solution` holds, for a
    task without answers to choose from, what fits and why.
    """

    prompt: str
    answers: tuple[tuple[str, bool, str], ...] = ()
    key: str = ""
    kind: str = ""
    keys: tuple[str, ...] = ()
    solution: tuple[tuple[str, str], ...] = ()

    @property
    def keyed(self):
        """The answers with their keys: (key, text, whether it fits, what is said to it)."""
        return [(key, *answer) for key, answer in zip(self.keys, self.answers, strict=True)]


@dataclass(frozen=True)
class Lesson:
    """A lesson as published: the page itself, its parts to read, its questions and practice tasks."""

    page: LessonPage
    number: int
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    practice: tuple[tasks.Task, ...]

    @property
    def tasks(self):
        """The titles of its practice tasks."""
        return tuple(task.title for task in self.practice)

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

    @property
    def text(self):
        """All that is there to read, as one plain text."""
        lines = [line for part in self.parts for line in part.lines]
        return "\n".join([self.page.connect_question, *lines, self.page.try_intro, *self.lines("summary")])


def find(request, language, slug):
    """Returns the published course of the site that is asked, or None. One query."""
    root = root_paths(request).get(language)
    if root is None:
        return None
    return CoursePage.objects.live().at(f"{root}learn/{slug}/").first()


def lessons(course, language, *, organisation):
    """Returns the published lessons of a course, MOST_LESSONS at most, in their order.

    Their practice tasks are the open library's and the organisation's own. One query for the pages, one for
    activities, facts and tasks each a lesson.
    """
    pages = LessonPage.objects.live().child_of(course).order_by("path")[:MOST_LESSONS]
    return [_lesson(page, number, language, organisation) for number, page in enumerate(pages, 1)]


def _lesson(page, number, language, organisation):
    activities = [
        block.value for block in (*page.see, *page.try_it) if block.block_type in ("check", "activity")
    ]
    activities = [activity for activity in activities if activity is not None and activity.live]
    slugs = page.scenario_slugs()
    found = tasks.find(slugs, learner=None, language=language, organisation=organisation)
    return Lesson(
        page=page,
        number=number,
        parts=tuple(part for block in page.see if block.value is not None for part in _parts(block)),
        questions=tuple(_question(activity) for activity in activities if activity.HAS_ANSWER),
        practice=tuple(found[slug] for slug in slugs if slug in found),
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
    if kind == "timeline":
        moments = tuple(f"{one['when']}: {one['what']}" for one in value["moments"])
        return [Part("heading", (value["title"],)), Part("points", moments)]
    if kind == "film":
        captions = tuple(scene["caption"] for scene in value["scenes"])
        return [Part("heading", (value["title"],)), Part("steps", captions)]
    if kind == "picture":
        return [Part("picture", (value["alt"], *filter(None, [value["caption"]])), image=value["picture"])]
    if kind == "screen":
        return [Part("picture", (value["alt"], value["caption"]))]
    if kind == "fact" and value.live:
        source = f"{value.source_title}, {value.source_publisher}, {value.source_year}"
        return [Part("text", (f"{value.value}: {value.text} ({source})",))]
    return []


def _question(activity):
    options = [
        option.value
        for option in getattr(activity, "options", ())
        if {"key", "text", "is_right", "feedback"} <= set(option.value)
    ]
    return Question(
        activity.prompt,
        tuple((option["text"], bool(option["is_right"]), option["feedback"]) for option in options),
        key=activity.key,
        kind=activity.KIND,
        keys=tuple(option["key"] for option in options),
        solution=() if options else tuple(_solution(activity)),
    )


def _solution(activity):
    if activity.KIND == "flash-cards":
        return [(card.value["front"], card.value["back"]) for card in activity.cards]
    if activity.IS_FREE_TEXT:
        return []
    return [(line.text, line.feedback) for line in activity.mark(activity.right()).lines]
