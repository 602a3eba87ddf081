"""`manage.py import_persona FILE…`: brings in an invented person as Synthea and others write them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lms.organisations.models import Organisation
from sandbox_portal import chart
from sandbox_portal.personas import importing

MOST_LISTED = 20


class Command(BaseCommand):
    help = (
        "Imports an invented person from FHIR R4 bundles: the patient's file and, where practitioners and "
        "organizations stand in files of their own, those too."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a bundle as JSON")
        parser.add_argument("--organization", help="whose person it is, by slug; without it, everybody's")

    def handle(self, *, files, organization, **options):
        owner = None
        if organization:
            owner = Organisation.objects.filter(slug=organization).first()
            if owner is None:
                raise CommandError(f"There is no organization {organization}.")
        try:
            data = [path.read_bytes() for path in files]
        except OSError as error:
            raise CommandError(f"Can not read {error.filename}: {error.strerror}.") from error
        try:
            persona = importing.bring_in(files=data, organisation=owner)
        except chart.BrokenBundle as broken:
            raise CommandError(f"Nothing was imported.\n{broken}") from broken
        self.stdout.write(f"{persona.name} is imported as {persona.slug}.")
        for line in persona.skipped[:MOST_LISTED]:
            self.stdout.write(f"Not shown: {line}")
        if len(persona.skipped) > MOST_LISTED:
            self.stdout.write(f"… and {len(persona.skipped) - MOST_LISTED} more; the desk lists them all.")
