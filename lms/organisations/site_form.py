"""The form of what a site's header shows: the logo, and the languages it is offered in."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from lms.organisations import changing, logos
from lms.organisations.forms import languages_field


class SiteForm(forms.Form):
    """A logo from the organisation's own pictures, or a new one; its words; the languages."""

    use_required_attribute = False

    picture = forms.ModelChoiceField(
        label=gettext_lazy("Logo, from your pictures"),
        queryset=get_image_model().objects.none(),
        empty_label=gettext_lazy("Leave it as it is"),
        required=False,
    )
    upload = WagtailImageField(
        label=gettext_lazy("Or a new picture"),
        required=False,
    )
    logo_alt = forms.CharField(
        label=gettext_lazy("The logo in words"),
        help_text=gettext_lazy("Most often the name of your organization. It is read aloud instead."),
        max_length=80,
        required=False,
    )
    without_logo = forms.BooleanField(label=gettext_lazy("Show the name, no logo"), required=False)
    languages = languages_field(required=False)

    def __init__(self, *args, organisation, **options):
        self.organisation = organisation
        first = {
            "logo_alt": organisation.logo_alt or organisation.name,
            "languages": organisation.languages,
        }
        super().__init__(*args, initial=first, **options)
        self.fields["picture"].queryset = logos.images(organisation)
        own = _("It is put among your pictures. Best: wide and plain, with a white ground.")
        self.fields["upload"].help_text = f"{own} {self.fields['upload'].help_text}"
        if not organisation.logo:
            del self.fields["without_logo"]

    def clean(self):
        """Refuses two logos at once, and a site without a language."""
        said = super().clean()
        if said.get("picture") and said.get("upload"):
            self.add_error("upload", _("Choose one: a picture of yours, or a new one."))
        if not said.get("languages"):
            self.add_error("languages", _("Choose one language or more."))
        return said

    def keep(self, *, by):
        """Keeps all of it or nothing; returns False, with the faults on the form, where it does not hold."""
        try:
            with transaction.atomic():
                self._keep(by)
        except ValidationError as error:
            for field, faults in error.message_dict.items():
                is_new = field == "picture" and self.cleaned_data["upload"]
                self.add_error("upload" if is_new else field, faults)
            return False
        return True

    def _keep(self, by):
        said, organisation = self.cleaned_data, self.organisation
        if said["languages"] != organisation.languages:
            changing.set_languages(organisation=organisation, codes=said["languages"], by=by)
        image = said["picture"] or self._added(by)
        if image:
            changing.set_logo(organisation=organisation, image=image, words=said["logo_alt"], by=by)
        elif said.get("without_logo"):
            changing.take_logo_away(organisation=organisation, by=by)
        elif organisation.logo and said["logo_alt"] != organisation.logo_alt:
            changing.set_logo_words(organisation=organisation, words=said["logo_alt"], by=by)

    def _added(self, by):
        """Returns the uploaded picture among the organisation's own, or None."""
        file = self.cleaned_data["upload"]
        if not file:
            return None
        title = _("Logo of %(name)s") % {"name": self.organisation.name}
        return get_image_model().objects.create(
            title=title, file=file, collection=self.organisation.collection, uploaded_by_user=by
        )
