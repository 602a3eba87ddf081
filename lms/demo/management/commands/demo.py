"""`manage.py demo`: sets up everything a newcomer needs, loads the demo, and serves it."""

import subprocess
import sys
import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError

from lms.demo import fingerprint, migrating, preflight, steps, supervisor
from lms.demo.models import LOADED, DemoProgress
from lms.organisations.demo import ORGANISATIONS, PASSWORD


class Command(BaseCommand):
    """Loads the demo and serves it until Ctrl-C. A second run keeps the data and starts in seconds."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--only-load", action="store_true", help="load everything, serve nothing")

    def handle(self, *args, only_load, **options):
        """Runs the demo; a fault is told in one line."""
        self.started = time.monotonic()
        try:
            preflight.look(folder=settings.DATA_DIR, port=settings.PORT)
            self._load()
        except preflight.NotReady as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}. Look at DATABASE_URL.") from error
        except OSError as error:
            raise CommandError(f"{error.strerror}: {error.filename}. Look at DATA_DIR.") from error
        if not only_load:
            sys.exit(supervisor.run(port=settings.PORT, when_ready=self._say_where))

    def _load(self):
        packing = self._start_packing()
        try:
            self._load_content()
        finally:
            self._finish_packing(packing)

    def _load_content(self):
        content = fingerprint.of_content()
        if self._is_loaded(content):
            self._say("Everything is set up already.")
            return
        self._say("Setting up the database …")
        migrating.run(self._progress)
        for step in steps.at_once():
            self._say(f"Loading {step.name} …")
            step.run(self._progress)
        DemoProgress.objects.say(LOADED, done=1, of=1, fingerprint=content)

    def _is_loaded(self, content):
        try:
            return DemoProgress.objects.is_loaded(content)
        except DatabaseError:
            return False

    def _start_packing(self):
        """Packs style sheets and scripts beside the database work, on the other core, where they changed."""
        stamp, wanted = settings.STATIC_ROOT.with_name("static-stamp"), fingerprint.of_static()
        if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == wanted:
            return None
        self._say("Packing style sheets, scripts and pictures …")
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True)
        return process, stamp, wanted

    def _finish_packing(self, packing):
        if packing is None:
            return
        process, stamp, wanted = packing
        _out, faults = process.communicate()
        if process.returncode:
            raise CommandError(f"The style sheets could not be packed: {faults.strip().splitlines()[-1]}")
        stamp.write_text(wanted)

    def _progress(self, done, of):
        if self.stdout.isatty():
            self.stdout.write(f"\r   {done} of {of}", ending="\n" if done == of else "")
            self.stdout.flush()

    def _say(self, line):
        self.stdout.write(f"{time.monotonic() - self.started:5.1f} s  {line}")
        self.stdout.flush()

    def _say_where(self):
        here = f"localhost:{settings.PORT}"
        lines = [
            "",
            f"Portalwise is ready after {time.monotonic() - self.started:.0f} s. Stop it with Ctrl-C.",
            "",
            f"  Learn, practice, check yourself   http://{here}/",
            f"  The clinic's own site             http://lakeside.{here}/",
            f"  Where people are stuck            http://lakeside.{here}/insights/",
            f"  The authors' desk                 http://lakeside.{here}/admin/",
            "",
            f"  Sign in with the password  {PASSWORD}  as",
        ]
        for organisation in ORGANISATIONS:
            for email, first, _last, roles in organisation["people"]:
                names = ", ".join(role.label.lower() for role in roles)
                lines.append(f"    {email:<20} {first}, {names} at {organisation['name']}")
        learners = settings.DEMO_LEARNERS
        lines += ["", f"  {learners} simulated learners arrive in the background: see the insights page.", ""]
        print("\n".join(str(line) for line in lines), flush=True)
