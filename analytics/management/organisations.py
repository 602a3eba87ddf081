"""What the commands of the record store share: the organization that each of them is about."""

from django.core.management.base import BaseCommand, CommandError

from lms.organisations.models import Organisation


class OrganisationCommand(BaseCommand):
    """A command with `--organisation SLUG`."""

    def add_arguments(self, parser):
        parser.add_argument("--organisation", required=True, metavar="SLUG")

    def organisation(self, options):
        """Returns the organization that is meant; CommandError where there is none."""
        found = Organisation.objects.filter(slug=options["organisation"]).first()
        if found is None:
            raise CommandError(f"No organization has the slug {options['organisation']!r}.")
        return found
