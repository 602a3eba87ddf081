"""What the practice hub and the pages around a task show."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.skills.models import Skill
from sandbox_portal import form_keys, kinds, personas
from sandbox_portal.adopting.models import LibraryChoice
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from sandbox_portal.scenarios.telling import Teller
from sandbox_portal.sections import dates


@dataclass(frozen=True)
class Group:
    """The tasks that practise one skill. `items` fit components/task_list.html."""

    slug: str
    title: str
    items: list

    @property
    def is_begun(self) -> bool:
        """True where one of its tasks is in progress: the page shows those at once."""
        return any(item["kind"] == "sun" for item in self.items)

    @property
    def count(self) -> str:
        """How many tasks there are, and how many of them are done."""
        n, done = len(self.items), sum(item["kind"] == "good" for item in self.items)
        words = ngettext("%(n)s task", "%(n)s tasks", n) % {"n": n}
        return words + (" · " + _("%(n)s done") % {"n": done} if done else "")


BEGIN_WITH = frozenset({"messaging"})  # the first task: short, and every portal has it


def groups(learner, organisation, language):
    """Returns the tasks by skill, each with how far the learner is. Four queries at most."""
    titles = Skill.objects.titles(language)
    states = ScenarioRun.objects.for_learner(learner).states_by_name()
    open_ones = {
        practice.scenario.known_as: practice
        for practice in Practice.objects.for_learner(learner)
        if practice.scenario_id and not practice.scenario.is_preview
    }
    by_skill = {}
    for scenario in Scenario.objects.current().open_to(organisation).in_order_of(organisation):
        practice = open_ones.pop(scenario.known_as, None)
        item = _item(scenario, states.get(scenario.known_as, set()), practice, language)
        by_skill.setdefault(scenario.skill, []).append(item)
    for practice in open_ones.values():  # of tasks that are not offered any more: they go on
        if practice.attempt and practice.attempt.is_open:
            by_skill.setdefault(practice.scenario.skill, []).append(_going_on(practice, language))
    return [Group(skill, titles.get(skill, skill), items) for skill, items in by_skill.items()]


def first_task(found):
    """Returns [the one task to point at]: what was begun, else the first of a skill not tried, else none.

    `found` are the groups. Skills that need no portal of one's own come as they stand on the page.
    """
    items = [item for group in found for item in group.items]
    begun = [item for item in items if item["kind"] == "sun"]
    untried = [
        group.items[0]
        for group in sorted(found, key=lambda one: one.slug not in BEGIN_WITH)
        if all(item["kind"] == "plain" for item in group.items)
    ]
    return (begun or untried)[:1]


def _item(scenario, states, practice, language):
    state, kind = _state(states, practice)
    minutes = ngettext("About %(n)s minute", "About %(n)s minutes", scenario.minutes)
    minutes %= {"n": scenario.minutes}
    return {
        "label": scenario.text("title", language),
        "url": reverse("practice:task", kwargs={"slug": scenario.slug}),
        "hint": minutes + (" · " + _("you play both sides") if len(scenario.seats) > 1 else ""),
        "state": state,
        "kind": kind,
    }


def _going_on(practice, language):
    item = _item(practice.scenario, set(), practice, language)
    return item | {"url": reverse("practice:portal", kwargs={"key": practice.key})}


def _state(states, practice):
    if practice and practice.attempt and practice.attempt.is_open:
        return _("In progress"), "sun"
    if "alone" in states:
        return _("Done alone"), "good"
    if "passed" in states:
        return _("Done with help"), "good"
    return (_("Tried"), "plain") if states else (_("Not started"), "plain")


def more_ways():
    """Returns the other pages of practice, as items of components/task_list.html. No query."""
    ways = (
        (
            _("Message or call?"),
            _("Ten short cases: which can wait for a message, and which cannot?"),
            "trainer",
        ),
        (
            _("Real or fake?"),
            _("Twelve texts, e-mails and calls: half are real. Which ones would you trust?"),
            "scams",
        ),
        (
            _("When the portal says no"),
            _("Error pages and refusals: what they mean, and the way on."),
            "when_no",
        ),
        (
            _("By phone instead"),
            _("For those who do not want to go online: four calls to practice aloud, with cards to print."),
            "by_phone",
        ),
        (
            _("Six kinds of portal"),
            _(
                "A clinic, a hospital, a lab, home readings, insurance, video visits: "
                "see how their portals differ."
            ),
            "kinds",
        ),
    )
    return [{"label": label, "hint": hint, "url": reverse(f"practice:{name}")} for label, hint, name in ways]


MOST_PEOPLE = 20


def people(organisation):
    """Returns [(slug, name)] of those as whom one may look around, in the organisation's order.

    Ours are those with a whole record, or, where the organisation hides all of them, the others; with the
    organisation's own words where it adapted them. Three queries.
    """
    hidden, places = _choices_of_people(organisation)
    own = personas.stand_ins(organisation)
    ours = personas.AROUND if set(personas.AROUND) - hidden else personas.slugs()
    known = [(slug, _said(personas.get(own.get(slug, slug)))) for slug in ours]
    known += [(each.slug, each.name) for each in ImportedPersona.objects.open_to(organisation)[:MOST_PEOPLE]]
    known = [one for one in known if one[0] not in hidden] or known[:1]
    order = {slug: number * 100 for number, (slug, _name) in enumerate(known)}
    return sorted(known, key=lambda one: places.get(one[0], order[one[0]]))


def said(practice):
    """Returns who one is in a practice, as it was chosen: "Ruth Alvarez: 71, …"."""
    return _said(personas.get(practice.persona))


def _said(person):
    return f"{person.display_name}: {person.who}" if person.who else person.display_name


def _choices_of_people(organisation):
    """Returns (slugs that an organisation hides, {slug: place} of those that it moved). One query."""
    chosen = list(LibraryChoice.objects.for_organisation(organisation).people())
    places = {one.slug: one.place for one in chosen if one.place is not None}
    return {one.slug for one in chosen if one.is_hidden}, places


@dataclass(frozen=True)
class KindOfPortal:
    """One kind of portal on the page that tells them apart."""

    kind: kinds.Kind
    name: str  # what it is called here
    person: str
    tasks: list  # fit components/task_list.html
    practice: Practice | None  # the one in which the learner just looks around there
    form_key: str


def kinds_of_portal(learner, organisation, language):
    """Returns every kind of portal that has an invented person. Seven queries at most."""
    free, policy = free_practice(learner), organisation.policy
    hidden, _places = _choices_of_people(organisation)
    own = personas.stand_ins(organisation)
    states = ScenarioRun.objects.for_learner(learner).states_by_name()
    tasks = {}
    for scenario in Scenario.objects.current().open_to(organisation).in_order_of(organisation):
        tasks.setdefault(scenario.kind, []).append(
            _item(scenario, states.get(scenario.known_as, set()), None, language)
        )
    return [
        KindOfPortal(
            kind=kind,
            name=policy.portal_name if kind.slug == kinds.CLINIC else policy.portals.of(kind.slug),
            person=personas.get(own.get(kind.persona, kind.persona)).display_name,
            tasks=[] if kind.slug == kinds.CLINIC else tasks.get(kind.slug, []),
            practice=free if free and free.kind == kind.slug else None,
            form_key=str(form_keys.new()),
        )
        for kind in kinds.ALL
        if kind.persona in personas.slugs() and kind.persona not in hidden
    ]


def free_practice(learner):
    """Returns the practice in which the learner just looks around, or None."""
    return Practice.objects.for_learner(learner).of_task(None).first()


def begun_by(learner, form_key):
    """Returns the learner's practice that a form with this key began, or None."""
    return Practice.objects.for_learner(learner).filter(form_key=form_key).first()


@dataclass(frozen=True)
class Task:
    """The page before a task."""

    scenario: Scenario
    title: str
    story: str
    goal: str
    turns: list
    minutes: int
    practice: Practice | None
    states: frozenset
    has_example: bool


def task(slug, *, learner, organisation, language):
    """Returns the page before a task, or None where there is no such task. Three queries."""
    scenario = Scenario.objects.current().open_to(organisation).known_as([slug]).first()
    if scenario is None:
        return None
    teller = Teller(scenario, language, organisation.policy)
    found = Practice.objects.for_learner(learner).of_task(scenario).first()
    is_open = found and found.attempt and found.attempt.is_open
    states = ScenarioRun.objects.for_learner(learner).states_by_name()
    return Task(
        scenario=scenario,
        title=teller.text("title"),
        story=teller.text("story"),
        goal=teller.text("goal"),
        turns=[teller.turn(seat) for seat in scenario.seats] if len(scenario.seats) > 1 else [],
        minutes=scenario.minutes,
        practice=found if is_open else None,
        states=frozenset(states.get(scenario.known_as, ())),
        has_example=bool(scenario.texts.get("example")),
    )


def turn(practice, seat, language):
    """Returns {"name", "text"} of the card that hands over to a seat. No query."""
    return Teller(practice.scenario, language, practice.policy).turn(seat) if practice.scenario_id else None


def steps(practice, language):
    """Returns what was done in a practice's attempt, in order. Two queries."""
    return replay(practice.attempt, Teller(practice.scenario, language, practice.policy))


def replay(run, teller):
    """Returns what was done in an attempt, in order, as items of components/timeline.html.

    The attempt keeps it without a word of what was typed. Two queries.
    """
    labels = {slug: words for slug, words in teller.texts["checks"].items()}
    told = teller.texts["mistakes"]
    done = [(row.event_id, row.at_sim, labels.get(row.check_slug), "done", "") for row in run.passed.all()]
    done += [
        (row.event_id, row.at_sim, told[row.check_slug]["label"], "stopped", told[row.check_slug]["next"])
        for row in run.mistakes.all()
        if row.check_slug in told
    ]
    return [
        {
            "label": teller.say(label),
            "text": teller.say(text) if text else "",
            "when": dates.day(at_sim),
            "state": state,
        }
        for _event, at_sim, label, state, text in sorted(done, key=lambda step: step[0])
        if label
    ]


@dataclass(frozen=True)
class Ending:
    """The page after a task that was passed."""

    title: str
    did: str
    why: str
    lookfor: list
    next: str
    next_url: str
    next_title: str
    hints: int
    tries: int
    is_alone: bool
    is_solo: bool
    is_example: bool
    replay: list


def ending(practice, language):
    """Returns what to say after a pass. Two queries, and one where another task follows."""
    run, teller = practice.attempt, Teller(practice.scenario, language, practice.policy)
    following = practice.scenario.texts["next_task"]
    mine = Scenario.objects.current().open_to(practice.organisation)
    follows = following and mine.known_as([following]).first()
    return Ending(
        title=teller.text("title"),
        did=teller.text("did"),
        why=teller.text("why"),
        lookfor=teller.texts_of("lookfor"),
        next=teller.text("next"),
        next_url=reverse("practice:task", kwargs={"slug": following}) if follows else "",
        next_title=follows.text("title", language) if follows else "",
        hints=run.hints,
        tries=run.tries,
        is_alone=run.is_alone,
        is_solo=run.mode == Practice.Mode.SOLO,
        is_example=run.mode == Practice.Mode.EXAMPLE,
        replay=replay(run, teller),
    )
