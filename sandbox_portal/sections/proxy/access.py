"""What may be seen of the invented record from the seat that the learner sits in."""

from dataclasses import dataclass

from lms.organisations.policy import SECTIONS
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy.levels import MONEY
from sandbox_portal.sections.proxy.models import ProxyGrant


@dataclass(frozen=True)
class Access:
    """What the portal opens. `grant` is the proxy's active access, or None."""

    sections: frozenset[str]
    is_proxy: bool = False
    is_viewing: bool = False  # the proxy looks at the patient's record now, not at their own page
    shows_sensitive: bool = True
    is_part: bool = False  # a teen's parent: of the health page, allergies and shots only
    grant: ProxyGrant | None = None

    def allows(self, section: str) -> bool:
        """True where this section can be opened from this seat."""
        return section in self.sections


PATIENT = Access(frozenset(SECTIONS))


def of(practice) -> Access:
    """Returns what the practice's present seat may see. One query in the proxy's seat, none in the patient's.

    A proxy without active access, or one who has not switched to the patient's record, sees only their
    own pages. The profile stays the patient's own at every level.
    """
    if not practice.is_proxy_seat:
        return PATIENT
    person = helper.person(practice)
    grant = person and ProxyGrant.objects.for_practice(practice).active().of(person.id).first()
    practice.__dict__["_helper_sees"] = grant.opens if grant else frozenset()
    if not grant or not grant.is_open:
        return Access(frozenset({"proxy"}), is_proxy=True, shows_sensitive=False, grant=grant or None)
    return Access(
        frozenset({"home", "proxy"}) | grant.opens,
        is_proxy=True,
        is_viewing=True,
        shows_sensitive=grant.shows_sensitive,
        is_part=grant.is_part,
        grant=grant,
    )


def hides_bills(practice) -> bool:
    """True for a helper to whom the bills are not open: what is written about them is closed too.

    No query on a page, which has asked before what this seat sees; else one.
    """
    if not practice.is_proxy_seat:
        return False
    if "_helper_sees" not in practice.__dict__:
        of(practice)
    return not practice.__dict__["_helper_sees"] >= MONEY
