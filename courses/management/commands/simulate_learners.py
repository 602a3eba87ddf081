"""`manage.py simulate_learners`: made-up people, by the product's own actions or straight as statements."""

import time

from django.core.management.base import BaseCommand, CommandError

from courses.simulator import run
from courses.simulator.straight import run as straight
from lms.organisations.models import Organisation
from lms.people.models import Learner


class Command(BaseCommand):
    help = "Simulates learners. Nobody real stands behind them: never use it where real people learn."

    def add_arguments(self, parser):
        """Takes how many, and which way."""
        parser.add_argument("people", type=int, help="how many")
        parser.add_argument(
            "--straight",
            metavar="ORGANISATION",
            help="write statements of this organisation, thousands a second, in place of using the product",
        )
        parser.add_argument("--seed", default="portalwise", help="another seed makes other people")
        parser.add_argument("--first", type=int, default=0, help="the number of the first one (straight)")
        parser.add_argument(
            "--beside-real-people", action="store_true", help="do it where people with accounts learn, too"
        )

    def handle(self, *args, people, straight, seed, first, beside_real_people, **options):
        """Simulates; both ways go on where they stopped, and make nobody twice."""
        if people < 1 or first < 0:
            raise CommandError("How many must be 1 or more, the first number 0 or more.")
        if straight is None:
            self._through_actions(people)
        else:
            self._straight(straight, people, seed, first, beside_real_people)

    def _through_actions(self, people):
        try:
            done = run.simulate(up_to=people, progress=self._say)
        except run.NotLoaded:
            raise CommandError("No clinic and nonprofit with lessons. Run make demo first.") from None
        self.stdout.write(self.style.SUCCESS(f"{done} simulated learners are done."))

    def _say(self, done, of):
        if done % 10 == 0:
            self.stdout.write(f"{done} of {of}")

    def _straight(self, slug, people, seed, first, beside_real_people):
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {slug}.")
        has_accounts = Learner.objects.filter(organisation=organisation, user__isnull=False).exists()
        if has_accounts and not beside_real_people:
            raise CommandError(
                "People with accounts learn there, and their figures would be mixed with made-up ones. "
                "Say --beside-real-people if that is what you want."
            )
        begun, told = time.monotonic(), 0
        done = written = 0
        for done, written in straight.simulate(organisation, seed=seed, first=first, people=people):
            if done - told >= 1000:
                told = done
                self.stdout.write(f"{done} people, {written} statements")
        rate = written / max(time.monotonic() - begun, 0.001)
        self.stdout.write(
            self.style.SUCCESS(
                f"{done} people, {written} statements, {rate:.0f} a second. They wait for the worker, "
                "or for manage.py fold_statements."
            )
        )
