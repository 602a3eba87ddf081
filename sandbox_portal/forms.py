"""Forms around a practice: start it, skip ahead, ask for a hint."""

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from sandbox_portal import form_keys, kinds
from sandbox_portal.practice import Practice
from sandbox_portal.scenarios.models import HINT_STEPS
from sandbox_portal.scenarios.panel import SKIPS


class StartForm(form_keys.FormKeyForm):
    """How to practise a task."""

    mode = forms.ChoiceField(
        label=_("How do you want to practice?"),
        choices=[
            (Practice.Mode.EXAMPLE, _("Step by step: I see what to do, and why")),
            (Practice.Mode.GUIDED, _("With help: I see the steps and can ask for hints")),
            (Practice.Mode.SOLO, _("On my own: I only see the goal")),
        ],
        initial=Practice.Mode.GUIDED,
        widget=forms.RadioSelect,
    )
    lesson = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, has_example=True, is_known=False, **kwargs):
        """`is_known`: the task was passed before, so practising alone is suggested."""
        super().__init__(*args, **kwargs)
        mode = self.fields["mode"]
        if not has_example:
            mode.choices = [choice for choice in mode.choices if choice[0] != Practice.Mode.EXAMPLE]
        if is_known:
            mode.initial = Practice.Mode.SOLO

    def clean_lesson(self):
        """Returns the lesson's address on this site to lead back to; anything else is quietly left out."""
        path = self.cleaned_data["lesson"]
        is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
        return path if is_ours else ""


class LookAroundForm(form_keys.FormKeyForm):
    """As whom to look around: one of our own people, or one that was imported for this organisation."""

    persona = forms.ChoiceField(label=_("Who do you want to be?"), required=False, widget=forms.RadioSelect)
    door = forms.BooleanField(required=False, widget=forms.HiddenInput)  # begin outside, at the front door
    kind = forms.ChoiceField(
        required=False, choices=[(slug, slug) for slug in kinds.slugs()], widget=forms.HiddenInput
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.only = people[0]  # `only` is how the page names one where there is nobody to choose
        self.fields["persona"].choices = people
        self.fields["persona"].initial = self.first

    def clean(self):
        """A portal that is not a clinic's has its own invented person."""
        said = super().clean()
        said["persona"] = said.get("persona") or self.first
        kind = said.get("kind") or kinds.CLINIC
        if kind != kinds.CLINIC:
            said["persona"] = kinds.get(kind).persona
        return said


class WordForm(forms.Form):
    """A word of one's own portal, to look up. It is shown again and kept nowhere."""

    word = forms.CharField(label=_("A word on your portal’s menu"), max_length=40, required=False)


class SkipForm(forms.Form):
    """How far to skip ahead, and from when: a form that was sent before moves nothing."""

    business_days = forms.TypedChoiceField(choices=[(days, days) for days in SKIPS], coerce=int)
    since = forms.DateTimeField()


class NoticeForm(forms.Form):
    """Which mistake's note was read, and on which page of the practice."""

    event = forms.IntegerField(min_value=1)
    page = forms.CharField(max_length=300)

    def page_in(self, practice):
        """Returns the page to go back to: one of this practice, else its first page."""
        first = practice.get_absolute_url()
        page = self.cleaned_data.get("page", "")
        is_ours = page.startswith(first) and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
        return page if is_ours else first


class HintForm(forms.Form):
    """Which hint to show next."""

    step = forms.IntegerField(min_value=1, max_value=HINT_STEPS)
