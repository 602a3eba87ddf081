"""`manage.py statement_history`: brings what is stored here to the column store, and says how far that is."""

from django.core.management.base import BaseCommand, CommandError

from analytics.history import clickhouse, noting, shipping
from analytics.history.models import Entry
from lms.organisations.models import Organisation


class Command(BaseCommand):
    help = (
        "Notes all counted statements for the history (fill), sends what waits (send), or says how far it is."
    )

    def add_arguments(self, parser):
        """Takes what to do."""
        parser.add_argument("act", choices=("state", "fill", "send"))

    def handle(self, *args, act, **options):
        """Does what is asked for."""
        if not noting.is_on():
            raise CommandError(
                "Statements are kept in the database. Set LRS_HISTORY and LRS_HISTORY_URL first."
            )
        try:
            getattr(self, f"_{act}")()
        except clickhouse.Away as error:
            raise CommandError(
                f"{error} Look at LRS_HISTORY_URL, and whether it runs. Nothing is lost."
            ) from error

    def _fill(self):
        for organisation in Organisation.objects.order_by("pk"):
            count, after = noting.note_stored(organisation)
            done = count
            while count:
                self.stdout.write(f"{organisation.slug}: {done} noted")
                count, after = noting.note_stored(organisation, after=after)
                done += count
        self.stdout.write(
            self.style.SUCCESS("All is noted. The worker sends it; so does: statement_history send")
        )

    def _send(self):
        while sent := shipping.ship(seconds=60):
            self.stdout.write(f"{sent} sent")
        self.stdout.write(self.style.SUCCESS("Nothing waits any more."))

    def _state(self):
        there = shipping.backend()
        there.ping()
        for organisation in Organisation.objects.order_by("pk"):
            there.prepare(organisation)
            waiting = Entry.objects.filter(organisation=organisation).count()
            self.stdout.write(
                f"{organisation.slug}: {there.count(organisation)} there, {waiting} on their way"
            )
