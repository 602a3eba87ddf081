"""What an organisation can own besides pages and files: the shared pieces of lessons."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.organisations.walls import scope


class OrganisationOwned(models.Model):
    """A row of one organisation, or of the open library where `organisation` is empty. Abstract.

    Everybody's authors may use the open library's rows; only the house's own staff changes them. A row
    made at an organisation's desk is that organisation's.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whose piece it is. Empty: the open library's, which nobody else may change."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Saves the row; refuses, at an organisation's desk, to save what is not its own."""
        desk = scope.current()
        if desk and self._state.adding:
            self.organisation_id = desk.organisation_id
        self._refuse_strangers(desk)
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Deletes the row; refuses, at an organisation's desk, to delete what is not its own."""
        self._refuse_strangers(scope.current())
        return super().delete(*args, **kwargs)

    def _refuse_strangers(self, desk):
        if desk and self.organisation_id not in desk.organisation_ids:
            raise PermissionDenied


def kinds():
    """Returns every model whose rows an organisation can own."""
    return [model for model in apps.get_models() if issubclass(model, OrganisationOwned)]
