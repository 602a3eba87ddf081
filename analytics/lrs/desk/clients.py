"""The page where an organization admin looks after the programs that speak with its records."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from analytics.lrs.clients import actions, origins, scopes
from analytics.lrs.clients.models import Client
from analytics.lrs.desk import access
from lms.organisations import desk_access


class ClientForm(forms.Form):
    """Asks what a new client is called and what it may do."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("What you will know it by, such as “Ward tablet”."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=scopes.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(scopes.DEFAULT),
    )
    origins = forms.CharField(
        label=gettext_lazy("Sites whose pages may use it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy(
            "Only for programs that run in a browser: one address a line, such as "
            "https://courses.example.org. Leave it empty and no page may use it."
        ),
    )
    requests_a_minute = forms.IntegerField(
        label=gettext_lazy("Requests a minute"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("Leave it empty for the site’s own limit."),
    )

    def clean_origins(self):
        """Returns the list of origins."""
        try:
            return origins.parse(self.cleaned_data["origins"])
        except ValueError as error:
            raise forms.ValidationError(
                _(
                    "“%s” is not the address of a site. "
                    "Write it like https://courses.example.org, without a path."
                )
                % error
            ) from error


class OriginsForm(forms.Form):
    """Asks of which sites the pages may use a client."""

    origins = ClientForm.base_fields["origins"]
    clean_origins = ClientForm.clean_origins


def _page(request, organisation, form, shown=None, status=200):
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/clients.html",
        {
            "organisation": organisation,
            "clients": Client.objects.for_organisation(organisation),
            "form": form,
            "shown": shown,
            "endpoint": request.build_absolute_uri("/xapi/"),
        },
        status=status,
    )


def clients(request, organisation):
    """Lists the organisation's clients, with a form for a new one."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    return _page(request, organisation, ClientForm())


@require_POST
@never_cache
def create(request, organisation):
    """Makes a client and shows its secret, this once."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    form = ClientForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, form)
    try:
        client, secret = actions.create(
            organisation=organisation,
            name=form.cleaned_data["name"],
            scopes_granted=form.cleaned_data["scopes"],
            requests_a_minute=form.cleaned_data["requests_a_minute"],
            origins_allowed=form.cleaned_data["origins"],
            by=request.user,
        )
    except actions.NameTaken:
        form.add_error("name", _("There is a client of this name. For a new secret, rotate it in the list."))
        return _page(request, organisation, form)
    return _page(request, organisation, ClientForm(), shown={"client": client, "secret": secret})


@require_POST
@never_cache
def rotate(request, organisation, client):
    """Gives a client a new secret and shows it, this once."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    client = get_object_or_404(Client.objects.for_organisation(organisation), pk=client)
    try:
        secret = actions.rotate(client=client, by=request.user)
    except actions.IsRevoked:
        messages.error(request, _("This client is revoked. Make a new one."))
        return HttpResponseRedirect(reverse("lrs_desk:clients", args=[organisation.pk]))
    return _page(request, organisation, ClientForm(), shown={"client": client, "secret": secret, "old": True})


@require_POST
def allow(request, organisation, client):
    """Says of which sites the pages may use a client."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    client = get_object_or_404(Client.objects.for_organisation(organisation), pk=client)
    form = OriginsForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["origins"][0])
    else:
        try:
            actions.set_origins(client=client, origins_allowed=form.cleaned_data["origins"], by=request.user)
            messages.success(request, _("The sites of %s are changed.") % client.name)
        except actions.IsRevoked:
            messages.error(request, _("This client is revoked. Make a new one."))
    return HttpResponseRedirect(reverse("lrs_desk:clients", args=[organisation.pk]))


@require_POST
def revoke(request, organisation, client):
    """Shuts a client out."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    client = get_object_or_404(Client.objects.for_organisation(organisation), pk=client)
    actions.revoke(client=client, by=request.user)
    messages.success(request, _("%s is shut out now.") % client.name)
    return HttpResponseRedirect(reverse("lrs_desk:clients", args=[organisation.pk]))
