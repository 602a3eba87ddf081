"""Pieces of a lesson's pages that everybody in the same place sees alike, kept (docs/adr/0201, 0225).

Nothing of a person goes into them: which steps are done is the state of a page, not a name.
"""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from courses.lesson import parts
from lms.site import own_pages
from lms.site.kept import Keeper

_pieces = Keeper(most=2000)
_answered = Keeper(most=1000)  # an answer of keys is one of few


def steps(items, *, language):
    """Returns the row of the five steps as HTML; `items` are dicts with label, state, url."""
    key = ("steps", language, *((item["url"], item["state"]) for item in items))
    return _pieces.under(key, lambda: render_to_string("components/steps.html", {"steps": items}))


def around_the_idea(lesson, *, wording, organisation, language, is_draft=False):
    """Returns {"before", "after"}: what stands above and below the blocks of the idea, as HTML.

    `wording` is the organisation's, for when to call. Nothing of a draft is kept.
    """

    def make():
        call_instead = wording.lines(lesson.call_instead, "call-")
        words = {"lesson": lesson, "call_instead": call_instead}
        return {
            name: render_to_string(f"courses/lesson/idea_{name}.html", words) for name in ("before", "after")
        }

    if is_draft:
        return make()
    return _pieces.under(("idea", lesson.pk, organisation and organisation.pk, language), make)


class Answered(NamedTuple):
    """An activity as a page shows it, and whether the answer counts as one."""

    html: bytes
    is_answered: bool


def activity(activity, response, *, action, language):
    """Returns an activity as Answered, with the answer `response` (keys only, or None) and what we say to it.

    Alike for everybody who gave this answer. The form's token is open: lms.site.own_pages.TOKEN.
    """
    key = (activity.pk, response, action, language)
    return _answered.under(key, lambda: _activity(activity, response, action, language))


def _activity(activity, response, action, language):
    part = parts.answered(activity, response)
    words = {"part": part, "action": action, "csrf_token": own_pages.TOKEN}
    with translation.override(language):
        return Answered(render_to_string(activity.template, words).encode(), part.is_answered)


def ending(tasks, *, may_finish, action, back_url, language):
    """Returns the end of Try as bytes: its tasks, as (Task, address), and the way on.

    Alike for everybody who has passed the same of them. The form's token is open.
    """

    def make():
        words = {
            "tasks": [{"task": task, "url": url} for task, url in tasks],
            "may_finish": may_finish,
            "here_url": action,
            "back_url": back_url,
            "csrf_token": own_pages.TOKEN,
        }
        with translation.override(language):
            return render_to_string("courses/lesson/try_end.html", words).encode()

    return _pieces.under(("ending", tasks, may_finish, action, back_url, language), make)
