"""What one group or one month did, on pages of their own.

Every share is of everybody in it, the group that the audit is about (docs/adr/0190, 0275).
"""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import sections
from analytics.metrics import SMALLEST_GROUP, Share, activities, groups, people, skills
from analytics.pages import Choice, Page
from analytics.tables import Section, Told
from lms.skills import SLUGS
from lms.small_numbers import FLOOR, STEP, shown

OF_A_GROUP = ("learned", "tried", "alone", "done")
COLUMNS = {"planned": gettext_lazy("Planned a step"), **sections.LABELS}
_FOURTHS = 20  # an axis up to a multiple of it has whole numbers at each fourth
_DOINGS = {"begun": gettext_lazy("Began it"), "ended": gettext_lazy("Finished it")}
_TRIES = {
    "begun": gettext_lazy("Tried it"),
    "ended": gettext_lazy("Passed"),
    "alone": gettext_lazy("Alone"),
}


def code(cut) -> str:
    """Returns what a cut is called in addresses."""
    return "" if cut is None else f"{cut.kind}-{cut.value}" if cut.value else cut.kind


def why(is_anybody) -> str:
    """Returns the state of a page without numbers."""
    return "few" if is_anybody else "nobody"


def parts(organisation, view, came, text, titles, tasks, activity_titles, *, first=()) -> list:
    """Returns the sections of an audited cut: from the first visit to real life, skills, and activities.

    `came` is how many people the audit found in it; `first` are lines above the funnel's own.
    """
    figures = skills.of_cut(organisation, people=came, tasks=tasks, **view)
    found = activities.doings(organisation, **view)
    names = activity_titles([one.activity for one in found])
    return [
        sections.funnel(organisation, known=came, first=first, **view),
        Section(
            "skills",
            _("Skill by skill"),
            text,
            _("Skill"),
            {name: COLUMNS[name] for name in OF_A_GROUP},
            [
                (skill, titles.get(skill, skill), [figures[skill].share(name) for name in OF_A_GROUP])
                for skill in SLUGS
            ],
            is_short=True,
            figure="bars",
        ),
        _table("courses", _("Courses"), _("Courses"), text, _DOINGS, found, names, came, "course"),
        _table("lessons", _("Lessons"), _("Lesson"), text, _DOINGS, found, names, came, "lesson"),
        _table("tasks", _("Practice tasks"), _("Task"), text, _TRIES, found, names, came, "scenario"),
    ]


def _table(key, title, corner, text, columns, found, names, came, kind):
    lines = [
        (
            one.activity,
            names.get(one.activity, one.activity),
            [Share.among(getattr(one, name), came) for name in columns],
        )
        for one in found
        if one.kind == kind
    ]
    return Section(key, title, text, corner, columns, lines)


def of_classes(organisation, asked, *, titles, find_tasks, activity_titles, today, led_by=None):
    """Returns the page of the running classes, and of the one that is asked for.

    With `led_by` only the classes that this user leads. Raises Http404 for another class.
    """
    found = groups.audited(organisation, today=today)
    running = found.of_kind("class")
    mine = {code(cut): cut for cut, one in running.items() if led_by is None or one.leader_id == led_by.pk}
    page, chosen = _chosen(asked, "class", _("Class"), _("All classes"), found, mine)
    if not mine:
        page.state = "no-class"
    elif not chosen:
        text = _(
            "How many people of each class were active here. Numbers of a class show from {smallest} people "
            "on, and only where nobody stands out: not by other numbers, and not by those whom the class "
            "leader sees."
        ).format(smallest=SMALLEST_GROUP)
        lines = [
            (key, running[cut].title, [found.people[cut] if cut in found.shown else _not_shown()])
            for key, cut in mine.items()
        ]
        columns = {"people": _("People")}
        page.sections.append(Section("classes", _("Classes that run now"), text, _("Class"), columns, lines))
    elif mine[chosen] not in found.shown:
        page.state = why(True)
    else:
        text = _("Of everybody in the class who was active here. It is what they did here at any time.")
        cut = mine[chosen]
        view, came = running[cut].view, found.people[cut]
        joined = found.joined.get(cut)
        first = [("joined", sections.JOINED, _not_shown() if joined is None else joined)]
        page.sections += parts(
            organisation, view, came, text, titles, find_tasks(), activity_titles, first=first
        )
    return page


def _chosen(asked, name, label, everyone, found, mine):
    """Returns a Page with its choice, and the code that is chosen. Raises Http404 for one that is not."""
    chosen = asked.get(name) or ""
    if chosen and chosen not in mine:
        raise Http404
    options = [("", everyone), *((key, found.groups[cut].title) for key, cut in mine.items())]
    choices = [Choice(name, label, options, chosen)] if mine else []
    about = dict(options)[chosen]
    page = Page("", [], choices=choices, about=f"{label}: {about}" if chosen else about)
    page.is_everybody = not chosen
    return page, chosen


def _not_shown():
    return Told(None, str(sections.NOT_SHOWN))


def of_slips(organisation, asked, *, today, **more):
    """Returns the page of take-home slips: the way from the slip to real life, and what people can do.

    All numbers of people are told in fives: exact ones would tell who hands out a slip whether that person
    opened it (docs/adr/0180). Raises Http404 for a slip that is not there.
    """
    found = groups.audited(organisation, today=today)
    slips = found.of_kind("slip")
    mine = {code(cut): cut for cut in slips}
    page, chosen = _chosen(asked, "slip", _("Slip"), _("All slips"), found, mine)
    if not mine:
        page.state = "no-slip"
        return page
    wanted = [chosen] if chosen else list(mine)
    told = {key: _of_slip(organisation, slips[mine[key]], mine[key], found) for key in wanted}
    if chosen and mine[chosen] not in found.shown:
        page.state = why(True)
        return page
    text = _(
        "Of the people who went on from the slip in the last 90 days and agreed to be counted. Numbers go in "
        "steps of {step} from {floor} people on, so that nobody can see whether one person used a slip."
    ).format(step=STEP, floor=FLOOR)
    columns = {"given": _("Handed out"), **sections.STAGES} | {"came": _("Opened it")}
    lines = [(key, slips[mine[key]].title, row) for key, row in told.items()]
    most = max((cell.size or 0 for _key, _title, row in lines for cell in row), default=0)
    title, top = _("From the slip to real life"), -(-most // _FOURTHS) * _FOURTHS
    page.sections.append(
        Section("slips", title, text, _("Slip"), columns, lines, figure="stairs" if most else "", top=top)
    )
    return page


def _of_slip(organisation, slip, cut, found):
    out = slip.given_out
    given = Told(out, "–" if out is None else f"{out}", size=out)
    if cut not in found.shown:
        return [given, *(_not_shown() for _stage in people.STAGES)]
    return [given, *map(in_fives, _stages(organisation, slip, found.people[cut]))]


def _stages(organisation, slip, came):
    return people.funnel(organisation, people=came, **slip.view).values()


def in_fives(share) -> Told:
    """Returns the people of a share as a value in steps of five, without one under ten."""
    count = share.count or 0
    told = None if count < FLOOR else count - count % STEP
    return Told(told, shown(count), size=told)
