"""The migrations of a new database, with how far they are: Django itself tells only their names."""

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Migrate(migrate.Command):
    """Django's command that calls progress(done, of) after each migration."""

    def __init__(self, progress, of):
        super().__init__()
        self.progress, self.of, self.done = progress, of, 0

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action == "apply_success":
            self.done += 1
            self.progress(self.done, self.of)


def run(progress):
    """Migrates the default database and calls progress(done, of) after each migration."""
    executor = MigrationExecutor(connection)
    of = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    call_command(Migrate(progress, of), verbosity=0, interactive=False)
