"""The sections on courses and lessons, on practice tasks and trainers, and on the mistakes made in tasks.

Of all there are, or of one course or task: its code is its key, or the whole address where it is another
system's.
"""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import contents
from analytics.metrics import HIDDEN, activities, views
from analytics.reading_activities import STEPS
from analytics.sections import NOT_SHOWN, noting, or_dash, shares
from analytics.tables import Section, Told
from analytics.xapi.addresses import activity_iri

STEP_LABELS = {
    "connect": gettext_lazy("Connect"),
    "see": gettext_lazy("See"),
    "try": gettext_lazy("Try"),
    "reflect": gettext_lazy("Think back"),
    "plan": gettext_lazy("Plan"),
}


def code(kind, activity) -> str:
    """Returns what an activity is called in addresses of pages."""
    return activity.removeprefix(activity_iri(kind, ""))


def of_courses(organisation, *, titles, reader, asked="", **view):
    """Returns (sections on courses and lessons, [(code, title), …] of the courses).

    With one `asked` for only that course and its lessons. `titles` turns addresses into {address: title};
    `reader` is the language of who reads.
    Raises Http404 where there is no such course.
    """
    courses = activities.lessons(organisation, "course", **view)
    lessons = activities.lessons(organisation, "lesson", **view)
    names = titles([one.activity for one in (*courses, *lessons)])
    options = _options("course", courses, names)
    if asked:
        courses, options = _only(
            "course", asked, courses, options, titles, lambda: activities.lessons(organisation, "course")
        )
        course = [one.activity for one in courses]
        order = next(iter(contents.find("lessons", organisation, reader, course).values()), [])
        lessons = [one for one in lessons if one.activity in order]
        lessons.sort(key=lambda one: order.index(one.activity))
    lines = [(one.activity, names[one.activity], [_begun(one), one.ended]) for one in courses]
    made = [
        Section(
            "courses",
            _("Courses"),
            _("Of the people who opened it: how many finished it."),
            _("Course"),
            {"begun": _("Opened it"), "share": _("Finished it")},
            lines,
            figure="bars",
            links=_links("course", courses),
        ),
        Section(
            "steps",
            _("Where people stop in a lesson"),
            _("Of the people who opened the lesson: how many finished each step."),
            _("Lesson"),
            {"begun": _("Opened it")} | STEP_LABELS | {"ended": _("Finished it")},
            [
                (
                    one.activity,
                    names[one.activity],
                    [_begun(one), *(one.steps.get(step, HIDDEN) for step in STEPS), one.ended],
                )
                for one in lessons
            ],
            is_short=True,
            figure="stairs",
        ),
    ]
    return made, options


def of_tasks(organisation, *, titles, reader, asked="", **view):
    """Returns (sections on tasks, trainers and mistakes, [(code, title), …] of the tasks).

    Of a cut, who began, passed and did it alone: the rest is told of everybody only. With one `asked` for
    only that task, with all its mistakes. Raises Http404 where there is no such task.
    """
    found = activities.tasks(organisation, **view)
    names = titles([one.activity for one in found])
    options = _options("scenario", found, names)
    if asked:
        found, options = _only(
            "scenario", asked, found, options, titles, lambda: activities.tasks(organisation)
        )
    columns = {"begun": _("Tried it"), "passed": _("Passed"), "alone": _("Alone")}
    text = _("Of the people who tried it.")
    more = ()
    if not views.is_cut(view):
        more = ("tries", "hints", "minutes")
        columns |= {"tries": _("Tries"), "hints": _("Hints"), "minutes": _("Minutes")}
        text = _("Tries, hints and minutes are those of the middle person among all who passed.")
    rows = [
        (
            one.activity,
            names[one.activity],
            [_begun(one), one.passed, one.alone, *(getattr(one, name) for name in more)],
        )
        for one in found
    ]
    tasks = Section(
        "tasks",
        _("Practice tasks"),
        noting(text, view),
        _("Task"),
        columns,
        rows,
        is_short=True,
        figure="bars",
        links=_links("scenario", found),
    )
    if views.is_cut(view):
        return [tasks], options
    words = contents.find("mistakes", organisation, reader, [one.activity for one in found if one.mistakes])
    return [tasks, *_trainers(found, names), *_mistakes(found, names, words, is_one=bool(asked))], options


def _trainers(found, names):
    """Returns the section on the trainers that were used; none where none was."""
    lines = [
        (
            one.activity,
            names[one.activity],
            [one.accuracy, or_dash(one.sensitivity), or_dash(one.false_alarms)],
        )
        for one in found
        if not one.accuracy.is_hidden
    ]
    if not lines:
        return []
    return [
        Section(
            "trainers",
            _("Short trainings"),
            _("Right answers of all; fake messages that people spotted; real ones they took for fake."),
            _("Training"),
            {"right": _("Right"), "spotted": _("Fakes spotted"), "alarms": _("False alarms")},
            lines,
            is_short=True,
            figure="bars",
        )
    ]


def _mistakes(found, names, words, *, is_one):
    """Returns the section on the mistake made most often in each task, or on all mistakes of one task."""
    lines = []
    for one in found:
        known = words.get(
            one.activity, {}
        )  # what other systems say of mistakes is their own, and may be text
        made = [(known[slug], slug, share) for slug, share in one.mistakes if share.count and slug in known]
        for said, slug, share in made if is_one else made[:1]:
            label = said if is_one else f"{names[one.activity]}: {said}"
            lines.append((f"{one.activity}#{slug}", label, [share]))
    if not lines:
        return []
    lines.sort(key=lambda line: -line[2][0].percent)
    title = _("Mistakes people made") if is_one else _("The mistake made most often")
    text = _("Of the people who ended a try: how many made this mistake one time or more.")
    corner = _("Mistake") if is_one else _("Task and mistake")
    return [shares("mistakes", title, text, corner, [(key, label, *cells) for key, label, cells in lines])]


def _begun(one):
    """Returns how many people began it, as a value of a table."""
    return Told(None, str(NOT_SHOWN)) if one.is_held else one.begun


def _options(kind, found, names):
    return [(code(kind, one.activity), names[one.activity]) for one in found]


def _links(kind, found):
    name = "task" if kind == "scenario" else kind
    return {one.activity: (name, code(kind, one.activity)) for one in found}


def _only(kind, asked, found, options, titles, find_all):
    """Returns ([the one that is asked for], options); nothing of it where nobody of the cut began it.

    Raises Http404 where nobody at all did.
    """
    mine = [one for one in found if code(kind, one.activity) == asked]
    if mine:
        return mine, options
    there = [one for one in find_all() if code(kind, one.activity) == asked]
    if not there:
        raise Http404
    return [], [*options, *_options(kind, there, titles([one.activity for one in there]))]
