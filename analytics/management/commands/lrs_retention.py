"""`manage.py lrs_retention`: deletes statements that are older than an organization keeps them."""

from datetime import timedelta

from django.core.management.base import CommandError
from django.utils import timezone

from analytics.lrs.archive import retention
from analytics.management.organisations import OrganisationCommand


class Command(OrganisationCommand):
    help = "Deletes old statements. What is not counted or not forwarded yet stays; so do the figures."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--keep-days", type=int, required=True)
        parser.add_argument("--state", action="store_true", help="also delete activity state that old")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, keep_days, state, dry_run, **options):
        """Deletes, telling how far it is."""
        if keep_days < 1:
            raise CommandError("--keep-days must be 1 or more.")
        organisation, before = self.organisation(options), timezone.now() - timedelta(days=keep_days)
        if dry_run:
            self.stdout.write(f"{retention.due(organisation, before=before).count()} statements would go.")
            return
        count = retention.run(organisation, before=before, tell=lambda count: self.stdout.write(f"{count} …"))
        self.stdout.write(self.style.SUCCESS(f"{count} statements deleted."))
        if state:
            self.stdout.write(f"{retention.delete_state(organisation, before=before)} documents deleted.")
