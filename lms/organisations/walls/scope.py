"""Whose desk this is: what the organisations of the signed-in member of staff call their own."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Q

_current = ContextVar("desk", default=None)


@dataclass(frozen=True)
class Scope:
    """The desk of one member of staff. `organisation_id` is the organisation they work for just now."""

    user_id: int
    organisation_ids: tuple[int, ...]
    organisation_id: int | None

    @cached_property
    def tree_paths(self):
        """The paths of the organisations' home pages, in every language. Two queries."""
        with lifted():
            page_model = apps.get_model("wagtailcore", "Page")
            keys = page_model.objects.filter(
                sites_rooted_here__organisation__in=self.organisation_ids
            ).values_list("translation_key", flat=True)
            return tuple(
                page_model.objects.filter(translation_key__in=list(keys)).values_list("path", flat=True)
            )

    @cached_property
    def collection_paths(self):
        """The paths of the organisations' collections. One query."""
        with lifted():
            return tuple(
                apps.get_model("wagtailcore", "Collection")
                .objects.filter(organisation__in=self.organisation_ids)
                .values_list("path", flat=True)
            )

    @cached_property
    def collection_ids(self):
        """The keys of the organisations' collections and all that lie in them. One query more."""
        with lifted():
            inside = Q(pk__in=[])
            for path in self.collection_paths:
                inside |= Q(path__startswith=path)
            return tuple(
                apps.get_model("wagtailcore", "Collection")
                .objects.filter(inside)
                .values_list("pk", flat=True)
            )


def current():
    """Returns the Scope of the desk at work, or None outside it and for the house's own staff."""
    return _current.get()


@contextmanager
def entered(scope):
    """Holds to one desk's walls until the end of the block."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def lifted():
    """Looks over the walls until the end of the block; for what every organisation shares, such as caches."""
    return entered(None)


def of(user, organisation=None):
    """Returns a user's Scope, working for `organisation` where they are its staff; None for superusers."""
    if user.is_superuser:
        return None
    found = tuple(
        apps.get_model("organisations", "Organisation")
        .objects.for_user(user)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    here = organisation.pk if organisation is not None else None
    if here not in found:
        here = next(iter(found), None)
    return Scope(user_id=user.pk, organisation_ids=found, organisation_id=here)
