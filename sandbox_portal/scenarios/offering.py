"""Which tasks are offered to whom, and in which order."""

from django.db import models
from django.db.models.functions import Coalesce

from sandbox_portal.adopting.models import LibraryChoice


class ScenarioQuerySet(models.QuerySet):
    def current(self):
        """Returns the newest version of every task, in their order."""
        return self.filter(is_current=True).order_by("order", "slug")

    def open_to(self, organisation):
        """Returns those that an organisation's learners may practise: the library's, and its own.

        Of the library's not those that it hides, nor those about a person it hides, nor those in whose place
        one of its own stands.
        """
        library = models.Q(organisation=None)
        if organisation is None:
            return self.filter(library)
        hidden = LibraryChoice.objects.for_organisation(organisation).hidden()
        mine = self.model.objects.filter(organisation=organisation, is_current=True).exclude(replaces="")
        left = (
            library
            & ~models.Q(slug__in=hidden.tasks().values("slug"))
            & ~models.Q(persona__in=hidden.people().values("slug"))
            & ~models.Q(slug__in=mine.values("replaces"))
        )
        return self.filter(left | models.Q(organisation=organisation))

    def in_order_of(self, organisation):
        """Puts them in the organisation's own order: where it moved nothing, in the library's."""
        moved = LibraryChoice.objects.for_organisation(organisation).tasks().exclude(place=None)
        names = models.Q(slug=models.OuterRef("slug")) | models.Q(slug=models.OuterRef("replaces"))
        here = moved.filter(names)
        place = Coalesce(models.Subquery(here.values("place")[:1]), models.F("order") * 100)
        return self.annotate(place=place).order_by("place", "slug")

    def known_as(self, slugs):
        """Returns the tasks by these names; one that stands in the place of the library's has both names."""
        return self.filter(models.Q(slug__in=slugs) | models.Q(replaces__in=slugs))

    def previews_left(self):
        """Returns what was made to try a task out and nobody tries out any more."""
        return self.filter(is_preview=True, runs=None, practices=None)

    def seen_by(self, organisation_id):
        """Returns the library's, hidden ones too, and after them the organisation's own."""
        mine = models.Q(organisation=None) | models.Q(organisation=organisation_id)
        return self.filter(mine).order_by(models.F("organisation").asc(nulls_first=True), "order", "slug")

    def of_library(self):
        """Returns the tasks that everybody may practise."""
        return self.filter(organisation=None)

    def make_newest_current(self, slug):
        """Marks the highest version of a task as the one that is offered. Runs in a transaction."""
        versions = self.filter(slug=slug)
        newest = versions.order_by("-version").values_list("pk", flat=True)[0]
        versions.exclude(pk=newest).update(is_current=False)
        versions.filter(pk=newest).update(is_current=True)

    def about(self, persona):
        """Returns every version of the tasks about one invented person."""
        return self.filter(persona=persona)

    def for_skills(self, skills):
        """Returns the tasks that practise one of these skills."""
        return self.filter(skill__in=skills)
