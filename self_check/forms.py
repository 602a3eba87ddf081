"""The forms of the self-check and of the plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.skills import SLUGS
from sandbox_portal.safety import SafeFormMixin, SafeTextField
from self_check.models import FollowUp


class AnswerForm(forms.Form):
    """One question's answers: what counts, then what is not scored."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pick one answer. If none fits, pick one of the last three."),
            "invalid_choice": _("Pick one of the answers on this page."),
        },
    )

    def __init__(self, *args, questionnaire, question, language, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label = question.in_language(language).question
        field.help_text = question.in_language(language).why
        field.choices = [
            (choice.value, choice.in_language(language).label)
            for choice in [*questionnaire.scale, *questionnaire.not_scored]
        ]


class PlanStepForm(SafeFormMixin, forms.Form):
    """A "When…, I will…" step in the learner's own words."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    skill = forms.ChoiceField(widget=forms.HiddenInput, choices=[(slug, slug) for slug in SLUGS])
    when_text = SafeTextField(
        label=_("When…"),
        help_text=_("A day, a time or something you do anyway. Such as: When I drink my morning coffee"),
        max_length=200,
        may_keep_draft=True,
        widget=forms.TextInput,
    )
    will_text = SafeTextField(
        label=_("I will…"),
        help_text=_("One small step. Such as: I will open my portal and read my messages"),
        max_length=200,
        may_keep_draft=True,
        widget=forms.TextInput,
    )


class ReplyForm(forms.Form):
    """Whether a step was taken."""

    reply = forms.ChoiceField(choices=FollowUp.Reply.choices, widget=forms.RadioSelect)
