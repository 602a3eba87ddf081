"""`manage.py lrs_export`: an organization's statements as JSON Lines, with their attachments beside them."""

from pathlib import Path

from analytics.lrs.archive import exporting
from analytics.management.organisations import OrganisationCommand


class Command(OrganisationCommand):
    help = "Writes statements to a file, one a line. Run again, it goes on, or adds what is new."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("path", type=Path)
        parser.add_argument("--anew", action="store_true", help="overwrite the file")

    def handle(self, *args, path, anew, **options):
        """Writes, telling how far it is."""
        count = exporting.run(
            self.organisation(options), path, anew=anew, tell=lambda count: self.stdout.write(f"{count} …")
        )
        self.stdout.write(self.style.SUCCESS(f"{count} statements written to {path}."))
