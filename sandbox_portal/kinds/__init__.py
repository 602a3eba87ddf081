"""The six kinds of portal. Each stands in a file of its own; all share shell, addresses, rules and tasks.

    kinds.get("laboratory").sections
"""

from sandbox_portal.kinds import clinic, hospital, insurance, laboratory, long_term, telemedicine
from sandbox_portal.kinds.kind import Kind

CLINIC = clinic.KIND.slug
ALL: tuple[Kind, ...] = (
    clinic.KIND,
    hospital.KIND,
    laboratory.KIND,
    long_term.KIND,
    insurance.KIND,
    telemedicine.KIND,
)
_BY_SLUG = {kind.slug: kind for kind in ALL}

__all__ = ["ALL", "CLINIC", "Kind", "get", "slugs"]


def get(slug: str) -> Kind:
    """Returns a kind of portal. Raises KeyError for one that there is not."""
    return _BY_SLUG[slug]


def slugs() -> tuple[str, ...]:
    """Returns every kind, the clinic's first."""
    return tuple(_BY_SLUG)
