"""`manage.py update_adopted`: brings the library's updates to every organisation that follows it, now."""

import math

from django.core.management import BaseCommand, CommandError

from courses.adopting import shelf, updating
from courses.adopting.models import Adoption

WIDTH = 40


class Command(BaseCommand):
    """Shows a bar while it works. Stopped in the middle, it goes on where it was when it is run again."""

    help = __doc__

    def add_arguments(self, parser):
        """Takes whether to try again what failed."""
        parser.add_argument("--again", action="store_true", help="try those again at which it has failed")

    def handle(self, *args, **options):
        """Brings everything that is due, and fails where some course could not be brought."""
        shelf.put(shelf.library())  # facts, activities and questions too, where no course has changed
        if options["again"]:
            updating.try_again()
        is_live = self.stdout.isatty()

        def progress(done, of):
            if is_live or done == of:
                bar = "█" * (WIDTH * done // of)
                self.stdout.write(f"\r{bar:<{WIDTH}} {done} of {of}", ending="" if done < of else "\n")

        updating.go_on(seconds=math.inf, progress=progress)
        now = Adoption.objects.progress()
        self.stdout.write(f"{now['done']} of {now['of']} adopted courses have what the library says now.")
        if now["stuck"]:
            names = ", ".join(
                f"{one.organisation.slug}/{one.course.slug}"
                for one in Adoption.objects.stuck().select_related("organisation", "course")
            )
            raise CommandError(f"Could not be brought (the log says why; --again tries anew): {names}")
