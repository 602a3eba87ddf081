"""`manage.py fold_statements`: counts waiting statements now, without a worker."""

from django.core.management.base import BaseCommand

from analytics import rollups


class Command(BaseCommand):
    help = "Counts every statement that is stored but not counted yet. Safe to run beside the worker."

    def handle(self, *args, **options):
        """Counts batch by batch until nothing waits, and says how many it counted."""
        rollups.move_merged()
        counted = 0
        while batch := rollups.fold():
            counted += batch
            self.stdout.write(f"{counted} counted, {rollups.waiting()} waiting")
        self.stdout.write(self.style.SUCCESS(f"{counted} statements counted."))
