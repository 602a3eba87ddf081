"""What the roll-ups do when people change: a guest becomes an account, somebody asks to be forgotten."""

from django.db import transaction
from django.dispatch import receiver

from analytics import recounts, rollups, tasks
from analytics.history import noting
from analytics.lrs.archive import erasing
from analytics.lrs.forwarding.models import DeadLetter
from analytics.lrs.models import InboxEntry, Statement
from analytics.models import ActorAlias, Presence, Standing, Trace
from analytics.xapi.addresses import actor_home_page
from lms.organisations.models import Organisation
from lms.people.signals import learner_erased, learner_merged, learner_uncounted


@receiver(learner_merged, dispatch_uid="analytics.merge")
def count_as_one(sender, source, target, **kwargs):
    """Lets the guest's statements count for the account."""
    rollups.merge(source=source.actor_name.hex, target=target.actor_name.hex)
    tasks.fold_soon()


@receiver(learner_uncounted, dispatch_uid="analytics.uncount")
@receiver(learner_erased, dispatch_uid="analytics.erase")
@transaction.atomic
def forget(sender, learner, **kwargs):
    """Deletes the learner's statements and standings, and those of guests that count for them.

    The inbox goes first: on PostgreSQL that waits for a worker that is counting one of them right now. Locks
    are taken in the order of docs/adr/0240.
    """
    name = learner.actor_name.hex
    names = [name, *ActorAlias.objects.sources(name)]
    waiting = InboxEntry.objects.filter(statement__actor_name__in=names)
    list(waiting.order_by("pk").select_for_update(of=("self",)))
    waiting.delete()
    recounts.lock(recounts.months_of(names))
    noting.forget(names)
    statements = Statement.objects.filter(actor_name__in=names)
    DeadLetter.objects.filter(statement_id__in=statements.values("statement_id")).delete()
    statements.delete()
    Presence.objects.of_actors(names).delete()
    Standing.objects.of_actors(names).delete()
    Trace.objects.of_actors(names).delete()
    ActorAlias.objects.filter(target=name).delete()


@receiver(learner_erased, dispatch_uid="analytics.erase_elsewhere")
def forget_elsewhere(sender, learner, **kwargs):
    """Deletes clients' documents about the learner and re-points what others' statements say of them.

    Runs after `forget`, which deletes the learner's own statements; costs some queries an organisation.
    """
    agent = {"account": {"homePage": actor_home_page(), "name": learner.actor_name.hex}}
    for organisation in Organisation.objects.order_by("pk"):
        erasing.run(agent, organisation)
