"""The read-along script of a lesson, made from the lesson itself, so that it never lags behind it."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from courses import steps
from courses.pages import CoursePage, LessonPage

MOST_LINES = 3  # of the idea: the reader sees the rest


def courses(root):
    """Returns [(course, [(slug, title), …]), …] of a site. Two queries."""
    if root is None:
        return []
    lessons = list(LessonPage.objects.listed().below(f"{root}learn/"))
    found = []
    for course in CoursePage.objects.live().below(f"{root}learn/").order_by("path"):
        mine = [(one.slug, one.title) for one in lessons if one.path.startswith(course.path)]
        if mine:
            found.append((course, mine))
    return found


def lesson_at(course, lesson, root):
    """Returns a published lesson of a site by the slugs of its course and its own, or None."""
    if root is None:
        return None
    pages = LessonPage.objects.live().select_related("locale")
    return pages.filter(url_path=f"{root}learn/{course}/{lesson}/").first()


def of(lesson):
    """Returns the five steps: title, what to read out, what to ask, and what the helper does meanwhile."""
    words = {
        "connect": (
            [],
            lesson.connect_question,
            _("Wait. Let them think for 10 seconds or more. Tell your own story only if they ask."),
        ),
        "see": (
            _idea(lesson),
            _("What is new to you here? Say it in your own words."),
            _("Read slowly. Point with your finger, not with the mouse."),
        ),
        "try": (
            [lesson.try_intro],
            _("What would you tap first?"),
            _("Hands off the keyboard. Count to 10 before you help. Say where to look, not what to tap."),
        ),
        "reflect": (
            [],
            lesson.reflect_prompt,
            _("Listen. There is no wrong answer. What they write is theirs: look away while they type."),
        ),
        "plan": (
            [lesson.plan_intro],
            _("When will you do this in your own portal?"),
            _("Let them choose the step. Do not ask for their password, and do not type it."),
        ),
    }
    return [
        {"title": steps.TITLES[slug], "say": [line for line in say if line], "ask": ask, "do": do}
        for slug, (say, ask, do) in words.items()
    ]


def _idea(lesson):
    """Returns the first paragraphs of the idea as plain lines."""
    found = [
        " ".join(strip_tags(str(block.value.source).replace("</p>", " ").replace("<br/>", " ")).split())
        for block in lesson.see
        if block.block_type == "paragraph"
    ]
    return [line for line in found if line][:MOST_LINES]
