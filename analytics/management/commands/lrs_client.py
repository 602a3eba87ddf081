"""`manage.py lrs_client`: credentials for programs that speak xAPI with the record store."""

from datetime import timedelta

from django.core.management.base import CommandError

from analytics.lrs.clients import actions, origins, scopes
from analytics.lrs.clients.models import Client
from analytics.management.organisations import OrganisationCommand


class Command(OrganisationCommand):
    help = "Makes, lists, rotates and revokes clients of the record store. A secret is printed once."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list")
        create = acts.add_parser("create")
        create.add_argument("name")
        create.add_argument(
            "--scopes", default=" ".join(scopes.DEFAULT), help="separated by spaces or commas"
        )
        create.add_argument("--requests-a-minute", type=int)
        create.add_argument("--sites", default="", help="whose pages may use it, as https://host")
        sites = acts.add_parser("sites")
        sites.add_argument("name")
        sites.add_argument("sites", nargs="*", help="whose pages may use it, as https://host; none: nobody's")
        rotate = acts.add_parser("rotate")
        rotate.add_argument("name")
        rotate.add_argument("--grace-hours", type=float, help="how long the old secret opens")
        acts.add_parser("revoke").add_argument("name")

    def handle(self, *args, act, **options):
        """Does what is asked for."""
        getattr(self, f"_{act}")(self.organisation(options), options)

    def _list(self, organisation, options):
        for client in Client.objects.for_organisation(organisation):
            state = "revoked" if client.is_revoked else "in use"
            self.stdout.write(f"{client.key}  {state}  {client.name}  {' '.join(client.scopes)}")

    def _create(self, organisation, options):
        try:
            granted = scopes.parse(options["scopes"])
            client, secret = actions.create(
                organisation=organisation,
                name=options["name"],
                scopes_granted=granted,
                requests_a_minute=options["requests_a_minute"],
                origins_allowed=self._origins(options["sites"]),
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        except actions.NameTaken as error:
            raise CommandError(f"There is a client called {options['name']!r} already.") from error
        self._tell(client, secret)

    def _sites(self, organisation, options):
        found = self._origins(" ".join(options["sites"]))
        try:
            client = actions.set_origins(client=self._client(organisation, options), origins_allowed=found)
        except actions.IsRevoked as error:
            raise CommandError("This client is revoked. Make a new one.") from error
        self.stdout.write(f"{client.name} may be used by pages of: {' '.join(client.origins) or 'nobody'}")

    def _origins(self, text):
        try:
            return origins.parse(text)
        except ValueError as error:
            raise CommandError(f"{error} is no site: write it as https://host, without a path.") from error

    def _rotate(self, organisation, options):
        hours = options["grace_hours"]
        try:
            client = self._client(organisation, options)
            secret = actions.rotate(client=client, grace=None if hours is None else timedelta(hours=hours))
        except actions.IsRevoked as error:
            raise CommandError("This client is revoked. Make a new one.") from error
        self._tell(client, secret)

    def _revoke(self, organisation, options):
        client = actions.revoke(client=self._client(organisation, options))
        self.stdout.write(f"{client.name} is shut out.")

    def _client(self, organisation, options):
        found = Client.objects.for_organisation(organisation).filter(name=options["name"]).first()
        if found is None:
            raise CommandError(f"No client is called {options['name']!r}.")
        return found

    def _tell(self, client, secret):
        self.stdout.write(f"key: {client.key}\nsecret: {secret}")
