"""What an organization does with the library's tasks and people, without changing them for anybody else.

The library is files. A row here says only where an organization differs: what is hidden, what stands in
another place, and which of its own tasks stands in the place of one of the library's.
"""

from django.db import models


class LibraryChoiceQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's choices; none for the house, which has the library as it is."""
        return self.none() if organisation is None else self.filter(organisation=organisation)

    def tasks(self):
        """Returns the choices about tasks."""
        return self.filter(what=LibraryChoice.What.TASK)

    def people(self):
        """Returns the choices about invented people."""
        return self.filter(what=LibraryChoice.What.PERSON)

    def hidden(self):
        """Returns the choices to hide."""
        return self.filter(is_hidden=True)


class LibraryChoice(models.Model):
    """One task or invented person of the library that an organization hides or puts in another place.

    `place` counts in hundredths of the library's own `order`; empty: where the library has it.
    """

    class What(models.TextChoices):
        TASK = "task"
        PERSON = "person"

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="library_choices"
    )
    what = models.CharField(max_length=8, choices=What.choices)
    slug = models.SlugField(max_length=80)
    is_hidden = models.BooleanField(default=False)
    place = models.PositiveIntegerField(null=True, blank=True)

    objects = LibraryChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "what", "slug"], name="one_choice_a_piece")
        ]

    def __str__(self):
        return f"{self.what} {self.slug}"


class AdaptedTaskQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns what one organisation has adapted, with its own tasks and their newest drafts."""
        return self.filter(organisation=organisation).select_related("task__latest_revision")


class AdaptedTask(models.Model):
    """An organization's own task that stands in the place of one of the library's (`slug`), once published.

    `base` is what the library said where the organization last looked: {part: value, or list of blocks}.
    What it says now stands in its file.
    """

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="adapted_tasks"
    )
    task = models.OneToOneField(
        "sandbox_portal.AuthoredScenario", on_delete=models.CASCADE, related_name="adapted"
    )
    slug = models.SlugField(max_length=48)
    base = models.JSONField()

    objects = AdaptedTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_adapted_copy_a_task")
        ]

    def __str__(self):
        return f"adapted {self.slug}"
