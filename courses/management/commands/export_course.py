"""`manage.py export_course`: a course as a file, as the page at the desk makes it."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from courses.carrying import archive, leaving
from courses.carrying.packages import contents, writing
from courses.pages import CoursePage
from lms.organisations import roles
from lms.organisations.models import Organisation

ARCHIVE = "archive"


class Command(BaseCommand):
    """Writes a course of an organization: the archive with its drafts, or a package of what is published."""

    help = __doc__

    def add_arguments(self, parser):
        """Takes whose course, which, in what form, and where to."""
        parser.add_argument("organization", help="the organization's short name")
        parser.add_argument("course", help="the last part of the course's address")
        parser.add_argument("file", type=Path, help="the zip file to write; must not be there yet")
        parser.add_argument("--format", choices=[ARCHIVE, *writing.KINDS], default=ARCHIVE)
        parser.add_argument("--language", default="en", help="of the address, and first in a package")

    def handle(self, *, organization, course, file, language, **options):
        """Writes it and says where it is."""
        found = self._course(organization, course, language)
        data = self._written(found, options["format"])
        try:
            with file.open("xb") as out:
                out.write(data)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(f"{found.title} is in {file} ({len(data) // 1024 + 1} KB).")

    def _course(self, organization, slug, language):
        owner = Organisation.objects.filter(slug=organization).select_related("site__root_page").first()
        if owner is None:
            raise CommandError(f"There is no organization called {organization}.")
        for home in roles.homes(owner):
            here = CoursePage.objects.descendant_of(home).in_language(language).filter(slug=slug)
            if course := here.select_related("locale").first():
                return course
        raise CommandError(f"{owner.name} has no course {slug} in {language}.")

    def _written(self, course, form):
        if form == ARCHIVE:
            return archive.packed(leaving.files_of(course))
        try:
            return writing.write(course, form)
        except contents.NothingPublished as error:
            raise CommandError("This course is not published in this language.") from error
