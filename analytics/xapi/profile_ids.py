"""The addresses of our xAPI profile and of its present version."""

from analytics.xapi.addresses import vocabulary_base

VERSION = "v1.0"
# When this version was written down. A new version lists the ones before it in `profile.py`.
GENERATED_AT = "2026-11-21T00:00:00Z"


def profile_iri() -> str:
    """Returns the address of the profile; the site serves the document there."""
    return f"{vocabulary_base()}profile"


def version_iri() -> str:
    """Returns the address of the present version, which statements that follow the profile carry."""
    return f"{profile_iri()}/{VERSION}"
