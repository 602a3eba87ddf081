"""What an organization does with the library's tasks and people, without changing them for anybody else.

The library is files. A row here says only where an organization differs: what is hidden, what stands in
another place, and which of its own tasks stands in the place of one of the library's.
"""

from django.db import models
from django.utils import timezone

ADAPTED = "adapted-"  # what the names of records begin with that an organisation made out of the library's


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


class AdaptedPersonQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns what one organisation has made of the library's people; none for the house."""
        return self.none() if organisation is None else self.filter(organisation=organisation)

    def of(self, slug):
        """Returns what was made of one person."""
        return self.filter(slug=slug)

    def drafts(self):
        """Returns what authors work at."""
        return self.filter(stage=AdaptedPerson.Stage.DRAFT)

    def live(self):
        """Returns what learners meet in the place of the library's person."""
        return self.filter(stage=AdaptedPerson.Stage.LIVE)

    def past(self):
        """Returns what learners met before, and may be practising with still."""
        return self.filter(stage=AdaptedPerson.Stage.PAST)

    def trials(self):
        """Returns what somebody tries out, or has tried out."""
        return self.filter(stage=AdaptedPerson.Stage.TRIAL)

    def names(self):
        """Returns {slug of the library's person: name of the record}. One query."""
        return {one.slug: one.record_name for one in self.only("slug", "made_at")}

    def at(self, name):
        """Returns the row whose record has this name, or None."""
        number = name.removeprefix(ADAPTED).partition("-")[0]
        found = self.filter(pk=number).first() if number.isdigit() else None
        return found if found and found.record_name == name else None


class AdaptedPerson(models.Model):
    """One version of a person of the library (`slug`) as an organization has them.

    `facts` is what the organization says of them (personas/sheet.py); all else is the library's. `base` is
    what the library said where somebody here last looked. Only a draft changes: learners practise with a
    version that stays as it is.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft"
        LIVE = "live"
        PAST = "past"
        TRIAL = "trial"  # what somebody tries out

    PERSONAL_FIELDS = {}
    IS_CONTENT = False  # drafts are on no page; what learners meet says so itself (people.py)

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="adapted_people"
    )
    slug = models.SlugField(max_length=40)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.DRAFT)
    facts = models.JSONField()
    base = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = AdaptedPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug", "stage"],
                condition=models.Q(stage__in=["draft", "live"]),
                name="one_draft_and_one_live_a_person",
            )
        ]

    def __str__(self):
        return f"adapted {self.slug}"

    @property
    def record_name(self):
        """The name by which practices know this version, and no other row at any time."""
        return f"{ADAPTED}{self.pk}-{self.made_at:%f}"
