"""What the open library offers, who has adopted which course, and which of its pages they have adapted.

The library is files; an organisation's pages are copies of them, made by the loader. These rows say what is
still to do: a course is brought up to date where the version an organisation has is not the library's.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from lms.organisations.models import Organisation


class LibraryCourseQuerySet(models.QuerySet):
    def offered(self):
        """Returns the courses that the library's files still hold."""
        return self.filter(is_offered=True)


class LibraryCourse(models.Model):
    """A course of the open library as its files stood when they were last read."""

    PERSONAL_FIELDS = {}

    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.CharField(max_length=64)
    texts = models.JSONField(default=dict)  # {language: {"title", "summary"}}
    lesson_count = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    objects = LibraryCourseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self):
        return self._text("title")

    @property
    def summary(self):
        """What the course is about, in the reader's language."""
        return self._text("summary")

    def _text(self, name):
        text = self.texts.get(get_language()) or self.texts.get("en") or {}
        return text.get(name, self.slug)


class AdoptionQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's adopted courses."""
        return self.filter(organisation=organisation)

    def following(self):
        """Returns those that follow the library, of organisations that are open and have a site."""
        return self.filter(
            is_following=True,
            organisation__status=Organisation.Status.ACTIVE,
            organisation__site__isnull=False,
            course__is_offered=True,
        )

    def due(self):
        """Returns those to bring up to date; not those at which this very version has failed already."""
        behind = ~Q(version=F("course__version")) & ~Q(failed_version=F("course__version"))
        return self.following().filter(behind)

    def stuck(self):
        """Returns those at which the library's present version has failed."""
        return self.following().filter(failed_version=F("course__version"))

    def progress(self):
        """Returns {done, of, stuck} of the library's present versions. One query."""
        return self.following().aggregate(
            done=models.Count("pk", filter=Q(version=F("course__version"))),
            of=models.Count("pk"),
            stuck=models.Count("pk", filter=Q(failed_version=F("course__version"))),
        )


class Adoption(models.Model):
    """An organisation has a course of the library in its site."""

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="adoptions"
    )
    course = models.ForeignKey(LibraryCourse, on_delete=models.PROTECT, related_name="adoptions")
    is_following = models.BooleanField(default=True)
    version = models.CharField(max_length=64, blank=True)  # as last brought; empty: not yet, or to bring anew
    failed_version = models.CharField(max_length=64, blank=True)
    lessons = models.JSONField(default=list)  # the keys as last brought, in the library's order
    adopted_at = models.DateTimeField(default=timezone.now)
    brought_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "course"], name="one_adoption_a_course")
        ]

    def __str__(self):
        return str(self.course)

    @property
    def is_current(self):
        """True where the site has what the library holds."""
        return self.version == self.course.version

    @property
    def is_stuck(self):
        """True where the library's present version could not be brought."""
        return self.is_following and self.failed_version == self.course.version

    @property
    def is_on_its_way(self):
        """True while the worker still has to bring the library's present version."""
        return self.is_following and not (self.is_current or self.is_stuck)


class AdaptedPage(models.Model):
    """A page of an adopted course that the organisation has made its own.

    `base` is what the library said where the organisation last looked, `upstream` what it says now where that
    is something else (empty: nothing to decide). Both are {field: value, or list of blocks}.
    """

    PERSONAL_FIELDS = {}

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    base = models.JSONField()
    upstream = models.JSONField(null=True, blank=True)

    def __str__(self):
        return f"adapted page {self.page_id}"
