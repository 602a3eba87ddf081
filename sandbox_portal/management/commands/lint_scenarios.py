"""`manage.py lint_scenarios [FILE…]`: says what is wrong with scenario files, with file and line."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sandbox_portal.scenarios import linter
from sandbox_portal.scenarios.files import library


class Command(BaseCommand):
    """Prints one line a fault and fails where there is one."""

    help = "Checks scenario files: schema, events, reachable checks, hints, translations, reading ease."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="YAML files; the library where none is given")

    def handle(self, *args, files, **options):
        missing = [str(path) for path in files if not path.is_file()]
        if missing:
            raise CommandError(f"There is no file {', '.join(missing)}.")
        paths = files or library()
        faults = linter.lint(paths)
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} faults in {len(paths)} files.")
        self.stdout.write(f"{len(paths)} files, no fault.")
