"""`manage.py rebuild_figures`: counts all statements anew, beside live traffic; can go on."""

from itertools import islice

from django.core.management.base import BaseCommand, CommandError

from analytics import rebuilding
from analytics.history import clickhouse, noting
from analytics.history import rebuilding as history


def _rebuild(after):
    """Returns what counts anew: from the history where one is configured, else from what is stored here."""
    return history.rebuild(after=after) if noting.is_on() else rebuilding.rebuild(after=after)


class Command(BaseCommand):
    help = "Makes the figures of the insights pages anew from the statements that are stored."

    def add_arguments(self, parser):
        """Takes where to go on, as the last run said it."""
        parser.add_argument("--after", default="", help="go on after this account, as the last run said it")
        parser.add_argument("--accounts", type=int, default=None, help="stop after so many accounts")

    def handle(self, *args, after, accounts, **options):
        """Goes through the accounts in the order of their names and says every 100 how far it is."""
        if accounts is not None and accounts < 1:
            raise CommandError("--accounts must be 1 or more.")
        done, last = 0, after
        of = "" if noting.is_on() else f" of about {rebuilding.how_many(after=after):,}"
        try:
            for last in islice(_rebuild(after), accounts):
                done += 1
                if done % 100 == 0:
                    self.stdout.write(f"{done:,}{of} accounts; to go on from here: --after '{last}'")
        except clickhouse.Away as error:
            raise CommandError(f"{error} To go on from here: --after '{last}'") from error
        self.stdout.write(
            self.style.SUCCESS(f"{done} accounts counted anew; the last one was: {last or '-'}")
        )
