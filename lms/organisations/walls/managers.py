"""Puts the walls up: the managers of walled models find, at a desk, only what that desk may see.

Wagtail's admin reads through the managers of its models in some hundred places (lists, filters, choosers,
forms, look-ups by id, counts) and offers no one seam for several tenants. So the managers are narrowed here,
in one place, and only while a member of staff is at the desk. Django's own base managers, with which it
follows foreign keys and deletes, are left as they are.
"""

import copy
from functools import cache

from django import forms
from django.utils.functional import cached_property
from wagtail.blocks.field_block import ChooserBlock
from wagtail.models import Site

from lms.organisations.walls import rows, scope


@cache
def _narrowed(manager_class, condition):
    class Narrowed(manager_class):
        def get_queryset(self):
            found = super().get_queryset()
            desk = scope.current()
            if desk is None:
                return found
            with scope.lifted():  # the condition itself may ask walled models
                return found.filter(condition(desk))

        def __eq__(self, other):
            # Migrations compare managers: this one is to them the one it narrows.
            return isinstance(other, manager_class) and self._constructor_args == other._constructor_args

        __hash__ = manager_class.__hash__

    # Migrations know a manager by its class's address, which stays the original's.
    Narrowed.__name__, Narrowed.__qualname__ = manager_class.__name__, manager_class.__qualname__
    Narrowed.__module__ = manager_class.__module__
    Narrowed.is_narrowed = True
    return Narrowed


def put_up():
    """Narrows every manager of the models in the table; a second call changes nothing."""
    for model, condition in rows.table().items():
        for manager in list(model._meta.managers):
            if not getattr(manager, "is_narrowed", False):
                _narrow(model, manager, condition)
    _keep_the_shared_cache_whole()
    _ask_anew_in_choosers()


def _narrow(model, manager, condition):
    """Narrows a manager where Django copies it from, as it forgets the copies whenever a model is added."""
    narrowed = _narrowed(type(manager), condition)
    own = next((local for local in model._meta.local_managers if local.name == manager.name), None)
    if own is not None:
        own.__class__ = narrowed
        model._meta._expire_cache()
        return
    inherited = copy.copy(manager)  # the base's own manager may serve models without walls
    inherited.__class__ = narrowed
    inherited._set_creation_counter()  # after those declared on the model, as before
    model.add_to_class(manager.name, inherited)


def _keep_the_shared_cache_whole():
    """Lets Wagtail see all sites' roots: it keeps them in a cache that every request shares."""
    original = Site.get_site_root_paths
    if getattr(original, "is_whole", False):
        return

    def get_site_root_paths():
        with scope.lifted():
            return original()

    get_site_root_paths.is_whole = True
    Site.get_site_root_paths = staticmethod(get_site_root_paths)


class _DeskChoiceField(forms.ModelChoiceField):
    """Looks for its rows whenever it is asked, at the desk that asks."""

    def _find(self):
        return self._queryset.model.objects.all()

    queryset = property(_find, forms.ModelChoiceField._set_queryset)


def _ask_anew_in_choosers():
    """Lets chooser blocks look anew: they keep their field, and with it the rows of the first desk."""

    def field(block):
        return _DeskChoiceField(
            queryset=block.model_class.objects.all(),
            widget=block.widget,
            required=block._required,
            validators=block._validators,
            help_text=block._help_text,
        )

    ChooserBlock.field = cached_property(field)
    ChooserBlock.field.__set_name__(ChooserBlock, "field")
