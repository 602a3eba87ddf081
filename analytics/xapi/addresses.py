"""The addresses (IRIs) under which this site names its own words, people and activities."""

from django.conf import settings


def vocabulary_base() -> str:
    """Returns the IRI, ending in a slash, under which our own verbs, types and extensions live."""
    return _with_slash(settings.XAPI_VOCABULARY_BASE)


def actor_home_page() -> str:
    """Returns the homePage of every learner's account; with the account name it names one actor.

    Changing it on a running site makes everybody a new person, so it has a setting of its own.
    """
    return settings.XAPI_ACTOR_HOME_PAGE


def activity_iri(kind: str, key: str) -> str:
    """Returns the IRI of one activity: its kind and its permanent key."""
    return f"{_with_slash(settings.XAPI_ACTIVITY_BASE)}{kind}/{key}"


def _with_slash(base: str) -> str:
    return base if base.endswith("/") else f"{base}/"
