"""What an admin says to let another learning system open the organisation's courses."""

from urllib.parse import urlsplit

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.lti import calling
from courses.lti.models import Registration

MOST_DEPLOYMENTS = 50
KINDS = {
    "moodle": gettext_lazy("Moodle"),
    "canvas": gettext_lazy("Canvas (hosted by Instructure)"),
    "other": gettext_lazy("Another one"),
}


class KindForm(forms.Form):
    """Which LMS it is, and where: enough to fill in what such a system always says."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=gettext_lazy("Which LMS is it?"), choices=list(KINDS.items()))
    site = forms.URLField(
        label=gettext_lazy("Its address"),
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("As people see it in their browser, such as https://learn.example.org"),
    )

    def known(self):
        """Returns the values of a RegistrationForm that follow from the kind and the address."""
        site = self.cleaned_data["site"].rstrip("/")
        name = urlsplit(site).hostname or ""
        return {"site": site, "name": name} | _KNOWN[self.cleaned_data["kind"]](site)


def _moodle(site):
    return {
        "issuer": site,
        "login_url": f"{site}/mod/lti/auth.php",
        "token_url": f"{site}/mod/lti/token.php",
        "key_set_url": f"{site}/mod/lti/certs.php",
    }


def _canvas(site):
    return {
        "issuer": "https://canvas.instructure.com",
        "login_url": "https://sso.canvaslms.com/api/lti/authorize_redirect",
        "token_url": "https://sso.canvaslms.com/login/oauth2/token",
        "key_set_url": "https://sso.canvaslms.com/api/lti/security/jwks",
    }


_KNOWN = {"moodle": _moodle, "canvas": _canvas, "other": lambda site: {}}


def _field(field, **options):
    """Takes an address without a scheme for one of https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class RegistrationForm(forms.ModelForm):
    """The values by which a platform is known and reached."""

    use_required_attribute = False

    deployment_ids = forms.CharField(
        label=gettext_lazy("Deployment IDs"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy(
            "One a line. If you cannot find it, leave this empty and open the tool once in your LMS: "
            "the ID that came then stands here to be added."
        ),
    )

    class Meta:
        model = Registration
        formfield_callback = _field
        fields = ["name", "site", "issuer", "client_id", "login_url", "token_url", "key_set_url", "audience"]
        labels = {
            "login_url": gettext_lazy("Authentication request URL"),
            "token_url": gettext_lazy("Access token URL"),
            "key_set_url": gettext_lazy("Public key set URL"),
        }
        help_texts = {
            "name": gettext_lazy("What you and your learners will know it by, such as Staff training."),
            "site": gettext_lazy("As people see it in their browser. Its pages may show ours in a frame."),
            "issuer": gettext_lazy("Moodle calls it Platform ID. It must be the same to the letter."),
            "client_id": gettext_lazy("Your LMS shows it once the tool is set up there."),
            "login_url": gettext_lazy("Also: OIDC authorization endpoint."),
            "token_url": gettext_lazy("Also: token endpoint. Grades need it."),
            "key_set_url": gettext_lazy("Also: JWKS URL, keyset URL."),
            "audience": gettext_lazy("Leave it empty, unless your LMS names one (Brightspace does)."),
        }

    def __init__(self, *args, organisation, **options):
        super().__init__(*args, **options)
        self.organisation = organisation
        if self.instance.pk:
            self.fields["deployment_ids"].initial = "\n".join(self.instance.deployments)

    def clean_deployment_ids(self):
        """Returns the list of ids."""
        lines = self.cleaned_data["deployment_ids"].splitlines()
        found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        if len(found) > MOST_DEPLOYMENTS or any(len(one) > 255 for one in found):
            raise forms.ValidationError(_("Give at most 50 IDs, each on a line of its own."))
        return found

    def clean(self):
        """Refuses addresses that may not be called, and a client that is there already."""
        said = super().clean()
        for name in ("site", "login_url", "token_url", "key_set_url"):
            if name in said:
                try:
                    calling.parse(said[name])
                except calling.BadAddress:
                    self.add_error(name, _("Give an https address without a user name in it."))
        same = Registration.objects.for_organisation(self.organisation).exclude(pk=self.instance.pk)
        if same.filter(issuer=said.get("issuer"), client_id=said.get("client_id")).exists():
            self.add_error("client_id", _("You have set up this client ID of this issuer before."))
        return said

    def facts(self):
        """Returns what actions.keep takes."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return said | {"deployments": self.cleaned_data["deployment_ids"]}
