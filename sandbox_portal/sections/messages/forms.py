"""The steps of writing to the clinic, one question a page."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections.messages.models import BestTime
from sandbox_portal.sections.messages.samples import SAMPLES
from sandbox_portal.sections.messages.states import Category

KEEP = "keep"  # the name of the button "Keep as a draft"
ATTACH = "attach"  # and of "Add a sample file": the words so far are kept as well


class CategoryForm(forms.Form):
    """What is the message about?"""

    category = forms.ChoiceField(
        label=gettext_lazy("What is your message about?"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what your message is about.")},
    )

    def __init__(self, *args, hides_bills=False, **kwargs):
        super().__init__(*args, **kwargs)
        if hides_bills:
            found = [choice for choice in Category.choices if choice[0] != Category.BILLING]
            self.fields["category"].choices = found


class RecipientForm(forms.Form):
    """Who should get it?"""

    member = forms.ChoiceField(
        label=gettext_lazy("Who should get your message?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who should get your message."),
            "invalid_choice": gettext_lazy("Choose somebody from the list. For anyone else, call."),
        },
    )

    def __init__(self, *args, recipients, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [(member.id, _named(member)) for member in recipients]


def _named(member):
    if member.is_pool:
        return _("%(team)s – several people read this inbox") % {"team": member.name}
    return f"{member.name}, {str(member.role).lower()}"


class WriteForm(SafeFormMixin, forms.Form):
    """The message itself. A reply has neither subject nor privacy of its own, and mostly no fee."""

    subject = SafeTextField(
        label=gettext_lazy("Subject"),
        help_text=gettext_lazy("A few words. Name the medicine or the test if there is one."),
        max_length=80,
        widget=forms.TextInput,
        error_messages={"required": gettext_lazy("Write a subject: a few words are enough.")},
    )
    body = SafeTextField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Start with what you want to know or need."),
        error_messages={"required": gettext_lazy("Write your message.")},
    )
    phone = forms.ChoiceField(
        label=gettext_lazy("Phone number to call you back"), widget=forms.RadioSelect, required=False
    )
    best_time = forms.ChoiceField(
        label=gettext_lazy("Best time to call"), choices=BestTime.choices, widget=forms.RadioSelect
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Keep this private. People I share my record with cannot see it."),
        required=False,
    )
    has_agreed_to_fee = forms.BooleanField(
        label=gettext_lazy("I understand that this message may cost money."),
        error_messages={
            "required": gettext_lazy("Tick the box to go on. If you do not want to pay, call the clinic.")
        },
    )

    def __init__(self, *args, thread, phones, most, asks_fee, is_proxy, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        body.max_length = most
        body.widget.attrs |= {"maxlength": most, "data-count": most, "rows": 8}
        body.validators = [*body.validators, _at_most(most)]
        self.fields["phone"].choices = [*phones, ("", _("Do not call me"))]
        is_reply = not thread.is_draft or bool(thread.chart_thread)
        if is_reply:
            del self.fields["subject"]
        if is_reply or is_proxy:
            del self.fields["is_private"]
        if not asks_fee:
            del self.fields["has_agreed_to_fee"]
        if KEEP in self.data or ATTACH in self.data:
            for field in self.fields.values():
                field.required = False

    def clean_best_time(self):
        """Returns the chosen time; any time where a draft leaves it open."""
        return self.cleaned_data["best_time"] or BestTime.ANY


class AttachForm(FormKeyForm):
    """One of the sample files. Real files are never taken."""

    sample = forms.ChoiceField(
        label=gettext_lazy("Which file?"),
        help_text=gettext_lazy("These are samples. This site never takes a file from you."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sample"].choices = [
            (id, f"{each.name} ({each.size}): {each.about}") for id, each in SAMPLES.items()
        ]


def _at_most(most):
    def check(text):
        if len(text) > most:
            raise forms.ValidationError(
                _("Make it shorter: up to %(most)d characters. It has %(has)d. Or call the clinic.")
                % {"most": most, "has": len(text)},
                code="max_length",
            )

    return check
