"""A practice task as an organization's authors write it: the file, with its drafts and their history."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Revision, RevisionMixin

from lms.organisations.owned import OrganisationOwned


class AuthoredScenarioQuerySet(models.QuerySet):
    def owned_by(self, organisation_id):
        """Returns what one organisation wrote; with None the house's own."""
        return self.filter(organisation=organisation_id)

    def named(self, slug):
        """Returns the tasks of that name, one an organisation at most."""
        return self.filter(slug=slug)


class AuthoredScenario(DraftStateMixin, RevisionMixin, OrganisationOwned):
    """One task. `source` is the file as it is exported; what learners practise is written from it (rules.py).

    A draft may have faults. Only one without can be published.
    """

    PERSONAL_FIELDS = {}

    slug = models.SlugField(_("slug"), max_length=48, editable=False)
    title = models.CharField(_("title"), max_length=160, editable=False)
    source = models.TextField(_("file"), editable=False)
    _revisions = GenericRelation(Revision, related_query_name="authored_scenario")

    objects = AuthoredScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        verbose_name = _("practice task of your own")
        verbose_name_plural = _("practice tasks of your own")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="one_task_a_slug", violation_error_code="double-slug"
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(organisation=None), name="one_task_a_slug_of_the_house"
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    @property
    def revisions(self):
        """Every saved version, the newest last."""
        return self._revisions

    @property
    def learners_slug(self):
        """The name by which attempts and statements know the task: no two organisations share one."""
        return f"o{self.organisation_id or 0}-{self.slug}"

    @property
    def preview_slug(self):
        """The name under which authors try the task out. It is never offered to learners."""
        return f"preview-{self.pk}"
