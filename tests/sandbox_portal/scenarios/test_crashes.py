"""The machine goes away before a write of an act, a skip, what falls due, a task's pass: nothing is lost and
nothing happens twice, in any mission."""

import re
import uuid

import pytest
from django.db import OperationalError, connection

from analytics.lrs.models import Statement
from lms.people.models import Learner
from sandbox_portal import actions, tasks
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.transitions import StatusRow
from tests.sandbox_portal.scenarios import plays
from tests.sandbox_portal.scenarios.dying import Death, Ghost, HalfDone, Killed, lost, undone
from tests.sandbox_portal.scenarios.playing import Player

pytestmark = pytest.mark.django_db
plays.find()
# Acts that are more than one transaction. Time goes on in parts, which a second request or the worker ends.
IN_PARTS = {"skip_ahead", "pass_minutes"}
# What stands inside another act's transaction in the portal, and what a play does in the clinic's place.
INNER = {"step", "schedule_end", "let_in", "unlock"}


class Unlucky(Player):
    """A player whose machine goes away once, somewhere in a skip; then the page is sent again, and the worker
    comes."""

    death = None

    def skip(self, business_days):
        practice = self.practice
        if self.death is None or self.death.has_died:
            return actions.skip_ahead(practice=practice, business_days=business_days)
        shown = {"business_days": business_days, "since": practice.clock}
        with connection.execute_wrapper(self.death):
            try:
                return actions.skip_ahead(practice=practice, **shown)
            except (Killed, OperationalError):
                pass
        actions.skip_ahead(practice=self.practice, **shown)
        return tasks.deliver_due_replies()


class Sampled(Player):
    """A player whose machine goes away at some writes of each skip; each time it ends as if it never had."""

    deaths = 0
    MOST = 3  # writes of one skip; which ones differ from mission to mission
    ghost = None

    def skip(self, business_days):
        with self.ghost.away():
            return self._skip(business_days)

    def _skip(self, business_days):
        counting, practice = Death(10**9), self.practice
        shown = {"business_days": business_days, "since": practice.clock}
        with undone(), connection.execute_wrapper(counting):
            actions.skip_ahead(practice=practice, **shown)
            told = story(self)
        points = range(
            sum(map(ord, practice.scenario.slug)) % 3, counting.seen, counting.seen // self.MOST or 1
        )
        for point in points:
            death = Death(point, Killed if point % 2 else lost)
            with undone():
                with pytest.raises((Killed, OperationalError)), connection.execute_wrapper(death):
                    actions.skip_ahead(practice=self.practice, **shown)
                actions.skip_ahead(practice=self.practice, **shown)
                tasks.deliver_due_replies()
                assert story(self) == told, point
            self.deaths += 1
        return actions.skip_ahead(practice=self.practice, **shown)


def played(library, organisation, slug, death=None):
    learner = Learner.objects.create(organisation=organisation)
    player = Unlucky(learner, library[slug])
    player.death = death
    plays.PASSES[slug][0](player)
    return player


def story(player):
    """All that happened, without the numbers of the rows."""
    practice = player.practice
    events = [(e.kind, e.seat, str(e.at_sim), plain(e.facts)) for e in practice.events.order_by("pk")]
    mine = ScheduledReply.objects.for_practice(practice).order_by("due", "kind")
    replies = [(r.kind, str(r.due), r.delivered_at is not None) for r in mine]
    statements = Statement.objects.filter(actor_name=player.learner.actor_name.hex)
    verbs = sorted(statements.values_list("verb", flat=True))
    return events, replies, statuses(practice), verbs, player.run.state, player.passed


def plain(facts):
    """Facts without rows' numbers, which stand in words such as "t12" as well."""
    return {
        name: "#" if type(value) is int else re.sub(r"\d+$", "#", value) if isinstance(value, str) else value
        for name, value in facts.items()
    }


def statuses(practice):
    """Every state that anything in the practice entered, by kind of thing."""
    found = []
    for model in StatusRow.__subclasses__():
        rows = model.objects.filter(item__practice=practice) if has_practice(model) else ()
        found += [(model.__name__, row.status, str(row.at_sim), row.by) for row in rows]
    return sorted(found)


def has_practice(model):
    return any(field.name == "practice" for field in model._meta.get_field("item").related_model._meta.fields)


def test_dying_before_any_write_changes_nothing_in_the_end(library, clinic):
    counting = Death(10**9, Killed)
    told = story(played(library, clinic, "refill-in-time", counting))
    assert counting.seen > 10
    for point in range(counting.seen):
        death = Death(point, Killed if point % 2 else lost)
        unlucky = story(played(library, clinic, "refill-in-time", death))
        assert death.has_died
        assert unlucky == told, point


@pytest.mark.parametrize("slug", sorted(plays.PASSES))
def test_in_every_mission_dying_before_any_write_loses_and_doubles_nothing(
    library, clinic, monkeypatch, slug
):
    told = story(played(library, clinic, slug))

    player = Sampled(Learner.objects.create(organisation=clinic), library[slug])
    player.ghost = ghost = Ghost()
    ghost.haunt(monkeypatch, but=IN_PARTS | INNER)
    plays.PASSES[slug][0](player)

    assert ghost.deaths + player.deaths >= 3
    assert story(player) == told


def test_an_act_that_left_something_behind_would_be_seen(library, clinic, monkeypatch):
    player, ghost = Player(Learner.objects.create(organisation=clinic), library["refill-in-time"]), Ghost()

    def careless(practice):
        practice.log("home.opened")
        practice.log("medicines.opened", medicine="lisinopril")

    with pytest.raises(HalfDone):
        ghost.haunted(careless)(player.practice)


def test_a_start_that_dies_leaves_nothing_and_begins_once_when_sent_again(library, clinic):
    learner = Learner.objects.create(organisation=clinic)
    how = {
        "learner": learner, "organisation": clinic, "scenario": library["refill-in-time"],
        "form_key": uuid.uuid4(), "language": "en",
    }  # fmt: skip
    for point in range(60):
        death = Death(point, Killed)
        try:
            with connection.execute_wrapper(death):
                actions.start(**how)
        except Killed:
            assert not learner.practices.exists()
            assert not Statement.objects.filter(actor_name=learner.actor_name.hex).exists()
        if not death.has_died:
            break

    assert learner.practices.count() == 1
    assert Statement.objects.filter(actor_name=learner.actor_name.hex).count() == 1
