"""The insights pages beside the overview, as values with their words: pages, files, figures and the read API
are made of the same sections."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import charts
from analytics.metrics import SMALLEST_GROUP, people, skills, views
from analytics.tables import Section, Told

LABELS = {
    "says": gettext_lazy("Says they do it"),
    "learned": gettext_lazy("Finished a lesson"),
    "tried": gettext_lazy("Tried a task"),
    "alone": gettext_lazy("Can do alone"),
    "kept": gettext_lazy("Still knows it after 30 days"),
    "done": gettext_lazy("Did it for real"),
}
STAGES = {
    "came": gettext_lazy("Came here"),
    "started": gettext_lazy("Started a lesson"),
    "finished": gettext_lazy("Finished a lesson"),
    "practised": gettext_lazy("Practiced a task"),
    "planned": gettext_lazy("Planned a step"),
    "did": gettext_lazy("Did it for real"),
}
JOINED = gettext_lazy("Joined the class")
NOT_SHOWN = gettext_lazy("not shown")


def shares(key, title, text, corner, lines):
    """Returns a section of one share a line; `lines` are [(key, label, Share), …]."""
    rows = [(name, label, [share]) for name, label, share in lines]
    return Section(key, title, text, corner, {"share": _("People")}, rows, figure="bars")


def of_gaps(matrix, titles):
    """Returns the section of the overview: each skill, and what people say, learned, tried, can do alone."""
    return Section(
        "gaps",
        _("The gaps, skill by skill"),
        _("What people say, learned, tried and can do alone."),
        _("Skill"),
        {name: LABELS[name] for name in charts.MEASURES},
        [(row.skill, titles.get(row.skill, row.skill), list(row.measures.values())) for row in matrix.rows],
        figure="bars",
    )


def of_skill(organisation, slug, *, tasks, tells_says=True, **view):
    """Returns the sections of one skill: six measures, the gap of each pair, confidence against skill.

    Without what people say where its audit holds it back. Who finished a refresher, and who both answered and
    tried, are groups that have no audit: what is about them is told of everybody only.
    """
    found = skills.skill_figures(organisation, tasks=tasks, **view)[slug]
    is_cut = views.is_cut(view)
    left_out = {"kept"} if is_cut else set()
    left_out |= set() if tells_says else {"says"}
    names = [name for name in skills.MEASURES if name not in left_out]
    text = _("How many points the row lies above the column, among people who have both.")
    return [
        shares(
            "measures",
            _("Six numbers"),
            noting(_("Each is about the people who could show it."), view),
            _("Measure"),
            [(name, LABELS[name], found.share(name)) for name in names],
        ),
        Section(
            "gaps",
            _("The gap between each two"),
            text,
            _("Measure"),
            {name: LABELS[name] for name in names},
            [(one, LABELS[one], [found.gap(one, other) for other in names]) for one in names],
        ),
        *(_confidence(found) if tells_says and not is_cut else []),
    ]


def noting(text, view):
    """Returns a section's text; of a cut with a sentence on what is left out there."""
    said = _(
        "With a filter, some numbers are left out. They are about smaller groups, and two views together "
        "could show a few people. You find them without a filter."
    )
    return f"{text} {said}" if views.is_cut(view) else text


def _confidence(found):
    return [
        shares(
            "confidence",
            _("What people think, and what they can do"),
            _("Of the people who answered the question and tried a task."),
            _("Group"),
            [
                ("over", _("Says yes, but could not do it alone"), found.over_rating),
                ("under", _("Says no, but could do it alone"), found.under_rating),
            ],
        )
    ]


def of_people(organisation, **view):
    """Returns the sections on the way people take. Who comes back is told of all time only."""
    sections = [funnel(organisation, **view)]
    if not any(view.values()):
        back = people.returns(organisation)
        lines = [
            (f"{days}", _("After %(days)s days or more") % {"days": days}, share)
            for days, share in back.items()
        ]
        text = _("Of the people who first came that long ago.")
        sections.append(shares("returns", _("Who comes back"), text, _("Time"), lines))
    return sections


def funnel(organisation, *, known=None, first=(), **view):
    """Returns the section from the first visit to real life; `known` is how many came, if it is known.

    `first` are lines that stand above: how many joined a class.
    """
    found = people.funnel(organisation, people=known, **view)
    return shares(
        "funnel",
        _("From the first visit to real life"),
        _("Each line counts people who also did everything above it."),
        _("Step"),
        [*first, *((name, label, found[name]) for name, label in STAGES.items())],
    )


def of_check(organisation, *, matrix, titles, **view):
    """Returns the sections on self-checks: how they changed, and what people say, question by question.

    How they changed is told of everybody only. Without numbers its text says why.
    """
    is_cut = views.is_cut(view)
    found = people.Change() if is_cut else people.change(organisation)
    text = noting(_("Of the people who took the same self-check two times or more."), view)
    if found.is_hidden and not is_cut:
        text += " " + _(
            "Too few people did so far. The numbers show once {smallest} people took one two times."
        ).format(smallest=SMALLEST_GROUP)
    answers = [(row.skill, titles.get(row.skill, row.skill), row.says) for row in matrix.rows]
    return [
        Section(
            "change",
            _("From the first self-check to the last"),
            text,
            _("Measure"),
            {"number": _("Number")},
            [] if found.is_hidden else _change(found),
            figure="bars",
            top=100,
        ),
        shares(
            "answers",
            _("What people say, question by question"),
            _("Of the people who answered the question: how many said “most times” or “always”."),
            _("Skill"),
            answers,
        ),
    ]


def _change(found):
    between = Told([round(found.low, 1), round(found.high, 1)], f"{found.low:+.1f} – {found.high:+.1f}")
    effect = Told(None, "–") if found.effect is None else Told(round(found.effect, 2), f"{found.effect:.2f}")
    first, last = round(found.first), round(found.last)
    return [
        ("people", _("People who took it twice"), [found.of]),
        ("first", _("First time, of 100"), [Told(first, f"{first}", size=first)]),
        ("last", _("Last time, of 100"), [Told(last, f"{last}", size=last)]),
        ("change", _("Change in points"), [Told(round(found.mean, 1), f"{found.mean:+.1f}")]),
        ("between", _("Where the true change likely lies (95% interval)"), [between]),
        ("effect", _("Size of the effect (d)"), [effect]),
    ]


def or_dash(share):
    """Returns a share as a value of a table, a dash where there is none."""
    return Told(None, "–") if share.is_hidden else share
