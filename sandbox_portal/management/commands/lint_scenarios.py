"""`manage.py lint_scenarios [FILE…]`: says what is wrong with scenario files, with file and line."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sandbox_portal.scenarios import linter
from sandbox_portal.scenarios.files import library


class Command(BaseCommand):
    """Prints one line a fault and fails where there is one."""

    help = "Checks scenario files: schema, events, reachable checks, hints, translations, reading ease."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="YAML files; the library where none is given")
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=codes, default=codes[0], help="in which faults are told")

    def handle(self, *args, files, language, **options):
        with translation.override(language):
            self._lint(files)

    def _lint(self, files):
        missing = [str(path) for path in files if not path.is_file()]
        if missing:
            raise CommandError(_("There is no file %(names)s.") % {"names": ", ".join(missing)})
        paths = files or library()
        faults = linter.lint(paths)
        for fault in faults:
            self.stdout.write(str(fault))
        n = len(faults)
        if faults:
            words = ngettext("%(n)d fault in %(files)d files.", "%(n)d faults in %(files)d files.", n)
            raise CommandError(words % {"n": n, "files": len(paths)})
        self.stdout.write(_("%(files)d files, no fault.") % {"files": len(paths)})
