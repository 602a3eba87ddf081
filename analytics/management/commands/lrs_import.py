"""`manage.py lrs_import`: statements from a file of JSON Lines, with attachments that lie beside it."""

from pathlib import Path

from django.core.management.base import CommandError

from analytics.lrs.archive import importing
from analytics.lrs.clients.models import Client
from analytics.management.organisations import OrganisationCommand


class Command(OrganisationCommand):
    help = "Stores statements from a file, one a line. Cut off, it goes on. Refused lines go to PATH.refused."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("path", type=Path)
        parser.add_argument("--client", metavar="NAME", help="whose name stands as their authority")
        parser.add_argument("--anew", action="store_true", help="begin at the first line again")

    def handle(self, *args, path, client, anew, **options):
        """Stores, telling how far it is."""
        organisation = self.organisation(options)
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        sender = None
        if client:
            sender = Client.objects.for_organisation(organisation).filter(name=client).first()
            if sender is None:
                raise CommandError(f"No client is called {client!r}.")
        result = importing.run(
            organisation,
            path,
            client=sender,
            anew=anew,
            tell=lambda result: self.stdout.write(f"{result.stored} …"),
        )
        self.stdout.write(self.style.SUCCESS(f"{result.stored} statements stored."))
        if result.refused:
            self.stdout.write(self.style.WARNING(f"{result.refused} lines refused: see {path}.refused"))
