"""`manage.py lrs_erase_actor`: takes one actor out of an organization's records."""

import json

from django.core.management.base import CommandError

from analytics.lrs.archive import erasing
from analytics.lrs.documents import parameters
from analytics.lrs.documents.errors import DocumentError
from analytics.management.organisations import OrganisationCommand


class Command(OrganisationCommand):
    help = "Re-points all that speaks of an actor to nobody and deletes documents about the actor. For good."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "agent", help='an Agent as JSON, such as {"account": {"homePage": "https://…", "name": "4711"}}'
        )

    def handle(self, *args, agent, **options):
        """Erases, telling how far it is."""
        organisation = self.organisation(options)
        try:
            found = parameters.agent({"agent": agent})
        except DocumentError as error:
            raise CommandError(error.message) from error
        erased = erasing.run(found, organisation, tell=lambda count: self.stdout.write(f"{count} …"))
        self.stdout.write(
            self.style.SUCCESS(
                f"{erased.statements} statements speak of nobody now; {erased.documents} documents deleted."
            )
        )
        self.stdout.write(f"Other stores that had them must be told: {json.dumps(found)}")
