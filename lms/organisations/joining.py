"""A new organisation: its site, pages, collection, groups, workflow and first admin, all or nothing."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Site

from lms.organisations import frames, invitations, places, roles
from lms.organisations.models import Membership, Organisation


@dataclass(frozen=True)
class Facts:
    """What a new organisation says of itself. `theme_data` and `policy_data` as on Organisation."""

    name: str
    slug: str
    kind: str
    hostname: str
    port: int | None = None
    theme_data: dict = field(default_factory=dict)
    policy_data: dict = field(default_factory=dict)
    admin_email: str = ""
    language_codes: list = field(default_factory=list)  # none: all there are
    is_below_the_house: bool = False  # at /c/<slug>/ there; `hostname` and `port` say nothing

    @property
    def address(self):
        """The (host name, port) of its Wagtail site. One query where it stands below the house's."""
        if not self.is_below_the_house:
            return self.hostname, self.port or settings.PORT
        house = Site.objects.get(is_default_site=True)
        return house.hostname + places.of(self.slug), house.port


@transaction.atomic
def join(*, facts, by=None):
    """Makes an organisation and returns (organisation, is new). All or nothing.

    Asked again with the same short name and host it brings that organisation's groups and pages in step and
    changes nothing its people have chosen since. Raises ValidationError, by field, where the short name or
    the host belongs to another one, or where colours or rules do not hold.
    """
    known = Organisation.objects.filter(slug=facts.slug).select_related("site").first()
    _refuse_what_is_taken(facts, known)
    organisation = known or _new(facts)
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if organisation.site is None:
        organisation.site = _site(facts)
        organisation.save(update_fields=["site"])
    frames.make(organisation)
    roles.sync(organisation=organisation)
    if known is None:
        log(instance=organisation, action="organisations.joined", user=by)
        if facts.admin_email:
            invitations.send(
                organisation=organisation, email=facts.admin_email, role=Membership.Role.ADMIN, by=by
            )
    return organisation, known is None


def _new(facts):
    organisation = Organisation(
        name=facts.name,
        slug=facts.slug,
        kind=facts.kind,
        theme_data=facts.theme_data,
        policy_data=facts.policy_data,
        language_codes=facts.language_codes,
    )
    organisation.full_clean(exclude=["site"])
    organisation.save()
    return organisation


def _refuse_what_is_taken(facts, known):
    hostname, port = facts.address
    here = Site.objects.filter(hostname=hostname, port=port).select_related("organisation").first()
    owner = getattr(here, "organisation", None)
    if owner is not None and owner != known:
        raise ValidationError(
            {"hostname": _("This address belongs to %(name)s already.") % {"name": owner.name}}
        )
    if known is not None and known.site is not None and known.site.hostname != hostname:
        raise ValidationError(
            {"slug": _("%(name)s has this short name already. Choose another.") % {"name": known.name}}
        )


def _site(facts):
    """Returns the site at this address: one without an organisation that is there already, or a new one."""
    hostname, port = facts.address
    default = Site.objects.get(is_default_site=True)
    is_free = not Organisation.objects.filter(site=default).exists()
    found = Site.objects.filter(hostname=hostname, port=port).first()
    if found is None and default.hostname == hostname and is_free:
        found = default
    if found is None:
        found = Site(hostname=hostname, root_page=default.root_page)
    found.port, found.site_name = port, facts.name
    found.save()
    return found
