"""The form of a story: the answers of one scene, and the way that led there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.pairs import pack, unpack
from courses.activities.story.telling import walk


class StoryForm(ActivityForm):
    """One radio button an answer of the scene at hand. The way so far travels with the page."""

    path = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose what happens next.")}
    )

    def __init__(self, data=None, *args, activity, path="", **kwargs):
        super().__init__(data, *args, activity=activity, initial={"path": path}, **kwargs)
        given = self.data.get(self.add_prefix("path"), "") if self.is_bound else path
        scenes = activity.told_scenes()
        try:
            self.walk = walk(scenes, unpack(given))
        except (KeyError, ValueError):  # the author changed the story, or somebody the page
            given, self.walk = "", walk(scenes, {})
        self.given = given
        scene = self.walk.scene
        self.fields["answer"].label = scene["text"]
        self.fields["answer"].choices = [(option["key"], option["text"]) for option in scene["options"]]

    def response(self):
        """Returns the way with the new answer."""
        return pack(unpack(self.given) | {self.walk.scene["key"]: self.cleaned_data["answer"]})
