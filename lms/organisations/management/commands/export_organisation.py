"""`manage.py export_organisation`: everything that is one organisation's own, as a zip."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from lms.organisations.models import Organisation
from lms.organisations.takeout import making


class Command(BaseCommand):
    """Writes the same file as the page at the desk; also of an organisation that is closed."""

    help = __doc__

    def add_arguments(self, parser):
        """Takes whose, and where to."""
        parser.add_argument("slug", help="the organization's short name")
        parser.add_argument("file", type=Path, help="the zip file to write; must not be there yet")

    def handle(self, *args, **options):
        """Writes it and says how far it is."""
        organisation = Organisation.objects.filter(slug=options["slug"]).select_related("site").first()
        if organisation is None:
            raise CommandError(f"There is no organization called {options['slug']}.")
        try:
            with options["file"].open("xb") as file:
                making.write_to(file, organisation, tell=self._tell)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        self.stdout.write(f"{organisation.name} is in {options['file']}.")

    def _tell(self, done, of):
        self.stdout.write(f"{done} of {of}", ending="\r")
