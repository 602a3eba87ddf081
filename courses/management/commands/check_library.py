"""`manage.py check_library`: holds the open library against the rules for writing, before it is published."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.library_check import checking
from courses.library_loader import files


class Command(BaseCommand):
    """Prints a table and, where asked, JSON. Exits with 1 when a page does not hold."""

    requires_system_checks = []  # it reads files alone
    help = "Checks reading, steps, pictures, links, figures and languages of every page of the library."

    def add_arguments(self, parser):
        parser.add_argument("--json", metavar="FILE", help="write the whole report there (- for the screen)")
        parser.add_argument("--notes", action="store_true", help="list what is worth a look as well")
        parser.add_argument("--folder", default=files.FOLDER, help="another folder with files of a library")

    def handle(self, *args, **options):
        try:
            library = files.read(options["folder"])
        except files.LibraryError as error:
            raise CommandError(str(error)) from error
        reports = checking.check(library, timezone.localdate())
        if options["json"] == "-":
            self.stdout.write(as_json(reports))
        else:
            self._table(reports, with_notes=options["notes"])
            if options["json"]:
                Path(options["json"]).write_text(as_json(reports) + "\n", encoding="utf-8")
        failed = [report for report in reports if not report.holds]
        if failed:
            raise CommandError(f"{len(failed)} of {len(reports)} pages do not hold.")

    def _table(self, reports, *, with_notes):
        self.stdout.write(
            f"{'page':<52} {'in':<3} {'words':>5} {'a sentence':>10} {'reading':>8} {'second':>7}"
            f" {'passive':>7}  holds"
        )
        for report in reports:
            second = "–" if report.second is None else report.second
            self.stdout.write(
                f"{report.name:<52} {report.language:<3} {report.words:>5} {report.sentence_length:>10}"
                f" {report.grade:>8} {second:>7} {report.passive:>7.0%}  {'yes' if report.holds else 'NO'}"
            )
            for finding in report.findings:
                if with_notes or finding.level == "error":
                    self.stdout.write(
                        f"    {finding.level}: {finding.kind} ({finding.block}): {finding.text}"
                    )
        notes = sum(finding.level == "note" for report in reports for finding in report.findings)
        self.stdout.write(
            "Reading: en Flesch–Kincaid (6 or less), es Fernández-Huerta (80 or more). "
            "Second: en SMOG (8 or less), es INFLESZ (65 or more)."
        )
        self.stdout.write(
            f"{len(reports)} pages, {notes} notes{'' if with_notes else ' (--notes lists them)'}."
        )


def as_json(reports):
    """Returns the reports as JSON text."""
    return json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=1)
