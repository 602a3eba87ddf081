"""A story that goes on as the reader decides."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.activities.models import Activity, Marked, key_block
from courses.activities.pairs import pack, unpack
from courses.activities.story.forms import StoryForm
from courses.activities.story.telling import best_path, faults, walk


class WayBlock(blocks.StructBlock):
    """One thing to do in a scene, and where it leads."""

    key = key_block()
    text = blocks.CharBlock(label=_("what the reader does"), max_length=200)
    next = blocks.CharBlock(label=_("key of the scene that follows"), max_length=40)
    is_right = blocks.BooleanBlock(label=_("this is a good way"), required=False)
    feedback = blocks.TextBlock(label=_("what we say to it"), rows=2)


class SceneBlock(blocks.StructBlock):
    """One scene. Without ways it is an end."""

    key = key_block()
    text = blocks.TextBlock(label=_("what happens"), rows=3)
    options = blocks.ListBlock(WayBlock(), label=_("ways to go on"), default=[])


FAULTS = {
    "lost": _("No scene has this key: %s"),
    "endless": _("A scene may only lead to one below it. This one stands above: %s"),
    "unreached": _("No way leads to this scene: %s"),
}


class Story(Activity):
    """Scenes with ways between them. The first scene begins; one without ways ends the story."""

    PERSONAL_FIELDS = {}
    KIND = "story"

    scenes = StreamField([("scene", SceneBlock())], min_num=2, max_num=14, verbose_name=_("scenes"))

    panels = [*Activity.first_panels, FieldPanel("scenes"), *Activity.last_panels]

    class Meta:
        verbose_name = _("story with choices")
        verbose_name_plural = _("stories with choices")

    def clean(self):
        """Refuses scenes that lead nowhere, in a circle, or to which nothing leads."""
        super().clean()
        found = [FAULTS[kind] % scene for kind, scene in faults(self.told_scenes())]
        if found:
            raise ValidationError({"scenes": found})

    def told_scenes(self):
        """Returns the scenes as dicts, in their order."""
        return [scene.value for scene in self.scenes]

    def form(self, data=None, *, response=""):
        """Returns the form of the first scene. A story that was told to its end begins anew."""
        return StoryForm(data, activity=self)

    def following(self, form):
        """Returns the form of the next scene, or None at an end."""
        path = form.response()
        if walk(self.told_scenes(), unpack(path)).is_over:
            return None
        return StoryForm(activity=self, path=path)

    def mark(self, response):
        """Returns what we say to each decision, and how the story ended. Raises KeyError where it did not."""
        walked = walk(self.told_scenes(), unpack(response))
        if not walked.is_over or not walked.lines:
            raise KeyError(response)
        right = [line.is_right for line in walked.lines]
        score = round(sum(right) / len(right), 2)
        return Marked(response, all(right), walked.lines, walked.scene["text"], score)

    def right(self):
        """Returns the way of good decisions."""
        return pack(best_path(self.told_scenes()))

    def wrong(self, dice):
        """Returns a way as the dice fall."""
        return pack(best_path(self.told_scenes(), choose=dice.choice))
