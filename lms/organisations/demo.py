"""The demo's nonprofit and clinic, with their people. Every name, number and address is invented."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from wagtail.models import Locale

from lms.organisations import joining, roles
from lms.organisations.models import Membership, Organisation
from lms.people.models import User

PASSWORD = "a-walk-by-the-lake"  # noqa: S105  (the demo's own, printed when it starts)
Role = Membership.Role

ORGANISATIONS = [
    {
        "slug": "good-neighbor",
        "name": "Good Neighbor Health",
        "kind": Organisation.Kind.NONPROFIT,
        "hostname": "localhost",
        "theme_data": {},
        "policy_data": {"sources": ["The house's own defaults"]},
        "people": [
            ("theo@example.org", "Theo", "Brandt", [Role.AUTHOR]),
            ("gwen@example.org", "Gwen", "Ito", [Role.PUBLISHER, Role.ANALYST, Role.ADMIN]),
        ],
    },
    {
        "slug": "lakeside",
        "name": "Lakeside Clinic",
        "kind": Organisation.Kind.CLINIC,
        "hostname": "lakeside.localhost",
        "theme_data": {"brand": "#1d4d2b", "brand_dark": "#9bd6ab"},
        "policy_data": {
            "portal_name": "Lakeside Portal",
            "message_fee": {
                "may_apply": True,
                "low": 0,
                "high": 40,
                "note": {
                    "en": "Most messages are free. A long answer about a new problem may cost up to $40.",
                    "es": "La mayoría de los mensajes son gratis. Una respuesta larga sobre un problema "
                    "nuevo puede costar hasta $40.",
                },
            },
            "menu_words": {
                "proxy": {"en": "Family access", "es": "Acceso familiar"},
                "appointments": {"en": "Visits", "es": "Citas"},
            },
            "sign_in": {"sign_up": "review"},
            # other numbers than the house's own, so that one sees that they come from here
            "reply_business_days": 2,
            "visits": {"late_fee": 25},
            "bills": {"reply_days": 5, "plan_lowest": 15},
            "privacy": {"log_days": 180},
            "sources": ["Made up for the demo"],
        },
        "people": [
            ("noor@example.org", "Noor", "Haddad", [Role.AUTHOR]),
            ("paula@example.org", "Paula", "Reyes", [Role.PUBLISHER]),
            ("amir@example.org", "Amir", "Cole", [Role.ANALYST]),
            ("dana@example.org", "Dana", "Lindgren", [Role.ADMIN, Role.PUBLISHER, Role.ANALYST]),
        ],
    },
]


def load_languages(progress=None):
    """Makes sure that English and Spanish are there."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


@transaction.atomic
def load(progress=None):
    """Makes the two organisations as anybody's are made, then their people; leaves what is there already."""
    password_hash = make_password(PASSWORD)  # one for all: hashing is slow on purpose
    for facts in ORGANISATIONS:
        said = {key: value for key, value in facts.items() if key != "people"}
        organisation, _is_new = joining.join(facts=joining.Facts(**said))
        for email, first, last, held in facts["people"]:
            _member(organisation, email, first, last, held, password_hash=password_hash)


def organisations():
    """Returns those of the demo's own that have a site."""
    slugs = [facts["slug"] for facts in ORGANISATIONS]
    return Organisation.objects.filter(slug__in=slugs).exclude(site=None).order_by("pk")


def load_desks(progress=None):
    """Gives the demo's people their groups, once the organisations' pages are there."""
    for organisation in Organisation.objects.exclude(site=None).order_by("pk"):
        roles.sync(organisation=organisation)


def _member(organisation, email, first, last, held, *, password_hash):
    user, _is_new = User.objects.get_or_create(
        email=email, defaults={"password": password_hash, "first_name": first, "last_name": last}
    )
    for role in held:
        Membership.objects.get_or_create(organisation=organisation, user=user, role=role)
