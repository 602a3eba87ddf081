"""`manage.py create_organisation`: a new clinic or nonprofit, with its site and its first admin."""

import json
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from lms.organisations import joining, sites
from lms.organisations.forms import JoiningForm, Where
from lms.organisations.models import Organisation
from lms.organisations.theme import Theme


class Command(BaseCommand):
    """Makes an organisation, or says which field does not hold. A second run changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        """Takes what the form in the admin asks for."""
        parser.add_argument("slug", help="its short name, such as lakeside; never changes")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "hostname", nargs="?", help="the host name of its site, such as learn.lakeside.example"
        )
        where.add_argument(
            "--place", dest="where", action="store_const", const=Where.PLACE,
            help="no host name of its own: its site stands on this host, at /c/ and its short name",
        )  # fmt: skip
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.CLINIC)
        parser.add_argument("--port", type=int, help="where it is not the port of this server")
        parser.add_argument("--admin-email", default="", help="who is invited as its first admin")
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--languages", nargs="+", choices=codes, help="of its site; all where not said")
        parser.add_argument("--policy", type=Path, help="a JSON file of its rules and numbers")
        for name, colour in Theme().model_dump().items():
            parser.add_argument(f"--{name.replace('_', '-')}", default=colour, help="a color such as #0a4a57")

    def handle(self, *args, **options):
        """Makes it and says where it is."""
        form = JoiningForm({key: value for key, value in options.items() if value is not None})
        if not form.is_valid():
            raise CommandError(_lines(form.errors))
        try:
            organisation, is_new = joining.join(facts=form.facts(policy_data=_rules(options["policy"])))
        except ValidationError as error:
            raise CommandError(_lines(error.message_dict)) from error
        done = "is set up" if is_new else "was there already; nothing has changed"
        self.stdout.write(f"{organisation.name} {done}: {sites.base_of(organisation)}/")


def _lines(faults):
    return "\n".join(f"{field}: {' '.join(map(str, found))}" for field, found in faults.items())


def _rules(path):
    if path is None:
        return {}
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"policy: {path}: {error}") from error
