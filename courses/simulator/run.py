"""Runs the simulation, act by act; it goes on where it stopped, whatever stopped it."""

import time
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import translation

from courses.pages import LessonPage
from courses.simulator import learning, people, practicing
from courses.simulator.models import SimulatedLearner
from lms.organisations.models import Organisation
from lms.people.models import Learner
from sandbox_portal.scenarios.models import Scenario

CHUNK_SECONDS = 20


class NotLoaded(Exception):
    """The simulation needs a clinic and a nonprofit with lessons."""


def simulate(*, up_to, progress=None, seconds=None):
    """Simulates learners until `up_to` of them are done or the time is up; returns how many are done.

    Each act is one transaction that also notes that it is done: a crash loses at most one act, and nobody
    acts twice. Raises NotLoaded.
    """
    until = time.monotonic() + seconds if seconds else None
    world = _World()
    done = SimulatedLearner.objects.done().count()
    while done < up_to and (until is None or time.monotonic() < until):
        row = SimulatedLearner.objects.unfinished().first() or _next(world)
        if _act(row, world):
            done += 1
            if progress:
                progress(done, up_to)
    return done


def chunk(progress=None):
    """Simulates for some seconds and returns (done, of): one chunk of the demo's background work."""
    return simulate(up_to=settings.DEMO_LEARNERS, seconds=CHUNK_SECONDS), settings.DEMO_LEARNERS


class _World:
    """What all simulated learners share: organisations, lessons by language, tasks."""

    def __init__(self):
        self.organisations = {}
        for organisation in Organisation.objects.exclude(site=None).select_related("site").order_by("pk"):
            self.organisations.setdefault(organisation.kind, organisation)
        if set(self.organisations) != {"clinic", "nonprofit"}:
            raise NotLoaded
        self.tasks = {row.slug: row for row in Scenario.objects.current() if row.slug in practicing.PLAYERS}
        self.lessons = {
            (kind, language): self._lessons(organisation, language)
            for kind, organisation in self.organisations.items()
            for language in ("en", "es")
        }
        if not all(self.lessons.values()):
            raise NotLoaded

    def _lessons(self, organisation, language):
        home = organisation.site.root_page.get_translations(inclusive=True).get(
            locale__language_code=language
        )
        found = LessonPage.objects.live().below(home.url_path).select_related("locale").order_by("path")
        return list(found)

    def profile(self, number):
        """Returns who the simulated learner of this number is."""
        count = min(len(found) for found in self.lessons.values())
        return people.profile(number, lessons=count, tasks=list(self.tasks))


@transaction.atomic
def _next(world):
    """Makes the next simulated learner."""
    last = SimulatedLearner.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    who = world.profile(number)
    learner = Learner.objects.create(
        organisation=world.organisations["clinic" if who.at_clinic else "nonprofit"],
        language=who.language,
        path=who.path,
    )
    return SimulatedLearner.objects.create(number=number, learner=learner)


@transaction.atomic
def _act(row, world):
    """Does the learner's next act; returns True when that was the last one."""
    row = SimulatedLearner.objects.select_for_update().get(pk=row.pk)
    who = world.profile(row.number)
    if row.learner_id is None or row.acts_done >= len(who.acts):
        row.is_done = True
        row.save(update_fields=["is_done"])
        return True
    act = who.acts[row.acts_done]
    dice = Random(f"{people.SEED}/{row.number}/{row.acts_done}")  # noqa: S311  (a story, not a secret)
    with translation.override(who.language):
        _do(act, who, row.learner, world, dice)
    row.acts_done += 1
    row.save(update_fields=["acts_done"])
    return False


def _do(act, who, learner, world, dice):
    kind = "clinic" if who.at_clinic else "nonprofit"
    shared = {"learner": learner, "organisation": world.organisations[kind], "dice": dice}
    if act.kind == "lesson":
        lesson = world.lessons[kind, who.language][int(act.what)]
        learning.take_lesson(**shared, lesson=lesson, how=act.how, language=who.language)
    elif act.kind == "task":
        scenario = world.tasks[act.what]
        practicing.practise(**shared, scenario=scenario, how=act.how, language=who.language)
    else:
        learning.check_oneself(**shared, questionnaire=act.what, confidence=who.confidence)
