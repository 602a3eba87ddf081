"""A portal skill and its names. Other apps hold a skill by its slug, which never changes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from lms.skills import SLUGS


def _titled(*, has_blank):
    """Returns [(slug, title)] of the skills in the active language. One query."""
    titles = Skill.objects.titles((get_language() or settings.LANGUAGE_CODE)[:2])
    blank = [("", "---------")] if has_blank else []
    return blank + [(slug, titles.get(slug, slug)) for slug in SLUGS]


class SkillSlugField(models.CharField):
    """A skill, held by its slug."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)
        kwargs["choices"] = [(slug, slug) for slug in SLUGS]
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """Returns a field that offers the skills by their titles, in the language of the page."""
        field = super().formfield(**kwargs)
        field.choices = lambda: _titled(has_blank=self.blank or not self.has_default())
        return field

    def deconstruct(self):
        """Leaves the choices out: they are code, and a migration need not repeat them."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


class SkillQuerySet(models.QuerySet):
    def in_language(self, language):
        """Returns the skills as written in one language, in their order."""
        return self.filter(locale__language_code=language).order_by("order")

    def titles(self, language):
        """Returns {slug: title} in one language, in the skills' order. One query."""
        return dict(self.in_language(language).values_list("slug", "title"))


class Skill(TranslatableMixin, models.Model):
    """What somebody can do with their portal."""

    PERSONAL_FIELDS = {}

    slug = models.SlugField(_("slug"), max_length=32, editable=False)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(_("title"), max_length=60)
    can_do = models.CharField(_("the person can…"), max_length=255)
    why = models.CharField(_("why it matters"), max_length=255, blank=True)

    objects = SkillQuerySet.as_manager()

    panels = [FieldPanel("title"), FieldPanel("can_do"), FieldPanel("why")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["order"]
        verbose_name = _("portal skill")
        verbose_name_plural = _("portal skills")

    def __str__(self):
        return self.title

    def clean(self):
        """Refuses a slug that is not one of the 13."""
        if self.slug not in SLUGS:
            raise ValidationError({"slug": _("There are 13 skills, and this is not one of them.")})
