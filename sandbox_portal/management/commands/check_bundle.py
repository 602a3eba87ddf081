"""`manage.py check_bundle FILE`: whether the portal can show a FHIR bundle, and what is wrong if not."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sandbox_portal import chart
from sandbox_portal.chart import validation


class Command(BaseCommand):
    help = "Checks a FHIR R4 bundle against the standard and against what the practice portal needs."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a bundle as JSON, such as a persona's bundle.json")

    def handle(self, *, file, **options):
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Can not read {file}: {error.strerror}.") from error
        try:
            faults = validation.faults(data)
            record = chart.read(data)
        except chart.BrokenBundle as broken:
            faults = broken.errors
        if faults:
            raise CommandError("\n".join(str(fault) for fault in faults))
        shown = f"{len(record.medications)} medicines, {len(record.results)} results"
        self.stdout.write(f"{record.patient.name}: {shown}, {len(record.appointments)} visits. All is well.")
        for name in record.skipped:
            self.stdout.write(f"Not shown in the portal: {name}")
