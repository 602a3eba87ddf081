"""The pages where an organization admin looks after the stores that get a copy of its records."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from analytics.lrs.desk import access
from analytics.lrs.forwarding import actions, addresses, backfill, outbox
from analytics.lrs.forwarding.models import DeadLetter, OutboxEntry, Target
from lms.organisations import desk_access

LETTERS_A_PAGE = 50


class TargetForm(forms.Form):
    """Asks how another store is reached."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    endpoint = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Where its xAPI begins, such as https://records.example.org/xapi/"),
    )
    username = forms.CharField(label=gettext_lazy("Key or user name"), max_length=255)
    password = forms.CharField(
        label=gettext_lazy("Secret or password"),
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("It is kept encrypted and is not shown again."),
    )
    version = forms.ChoiceField(
        label=gettext_lazy("Version of xAPI"),
        choices=Target.Version.choices,
        initial=Target.Version.ONE,
    )

    def __init__(self, *args, target=None, **kwargs):
        super().__init__(*args, **kwargs)
        if target is not None:
            self.fields["password"].required = False
            self.fields["password"].help_text = _("Leave it empty to keep the one that is there.")

    def clean_endpoint(self):
        """Refuses an address that may not be called."""
        try:
            addresses.parse(self.cleaned_data["endpoint"])
        except addresses.BadAddress as error:
            raise forms.ValidationError(
                _("Give an https address without a user name or a question mark in it.")
            ) from error
        return self.cleaned_data["endpoint"]


def _list(request, organisation, form):
    targets = list(Target.objects.for_organisation(organisation))
    counts = {
        model: dict(
            model.objects.filter(target__in=targets)
            .values_list("target")
            .annotate(count=Count("pk"))
            .values_list("target", "count")
        )
        for model in (OutboxEntry, DeadLetter)
    }
    rows = [
        {
            "target": target,
            "waiting": counts[OutboxEntry].get(target.pk, 0),
            "refused": counts[DeadLetter].get(target.pk, 0),
        }
        for target in targets
    ]
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/targets.html",
        {"organisation": organisation, "rows": rows, "form": form},
    )


def targets(request, organisation):
    """Lists the stores, how far each is, and a form for a new one."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    return _list(request, organisation, TargetForm())


@require_POST
def create(request, organisation):
    """Begins to forward to a store."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _list(request, organisation, form)
    try:
        actions.create(organisation=organisation, by=request.user, **form.cleaned_data)
    except actions.NameTaken:
        form.add_error("name", _("There is a store of this name already."))
        return _list(request, organisation, form)
    messages.success(request, _("New records go there from now on."))
    return _back(organisation)


def change(request, organisation, target):
    """Changes how a store is reached."""
    organisation, target = _own(request, organisation, target)
    initial = {name: getattr(target, name) for name in ("name", "endpoint", "username", "version")}
    form = TargetForm(request.POST or None, initial=initial, target=target)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(target=target, by=request.user, **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", _("There is a store of this name already."))
        except actions.PasswordNeeded:
            form.add_error("password", _("For another address or user name, type the password again."))
        else:
            messages.success(request, _("Saved. It is tried again at once."))
            return _back(organisation)
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/target.html",
        {"organisation": organisation, "target": target, "form": form},
    )


@require_POST
def switch(request, organisation, target):
    """Switches a store on or off: `active` is 1 or 0, so that a second click changes nothing."""
    organisation, target = _own(request, organisation, target)
    actions.switch(target=target, is_active=request.POST.get("active") == "1", by=request.user)
    return _back(organisation)


@require_POST
def fill(request, organisation, target):
    """Begins to send everything that is stored."""
    organisation, target = _own(request, organisation, target)
    count = backfill.start(target)
    messages.success(
        request,
        ngettext("%d record is being sent.", "%d records are being sent.", count) % count,
    )
    return _back(organisation)


@require_POST
def delete(request, organisation, target):
    """Stops forwarding to a store and forgets what waits for it."""
    organisation, target = _own(request, organisation, target)
    actions.delete(target=target, by=request.user)
    messages.success(request, _("%s is deleted. What it has already stays there.") % target.name)
    return _back(organisation)


def letters(request, organisation):
    """Lists what stores refused for good."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    found = Paginator(DeadLetter.objects.for_organisation(organisation), LETTERS_A_PAGE)
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/letters.html",
        {"organisation": organisation, "page": found.get_page(request.GET.get("p"))},
    )


@require_POST
def retry(request, organisation):
    """Sends one refused statement once more (`letter`), or all of them."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    found = DeadLetter.objects.for_organisation(organisation)
    one = request.POST.get("letter", "")
    if one:
        found = found.filter(pk=int(one) if one.isascii() and one.isdigit() and len(one) < 19 else 0)
    count = outbox.retry(found)
    messages.success(
        request, ngettext("%d record is sent once more.", "%d records are sent once more.", count) % count
    )
    return HttpResponseRedirect(reverse("lrs_desk:letters", args=[organisation.pk]))


def _own(request, organisation, target):
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    return organisation, get_object_or_404(Target.objects.for_organisation(organisation), pk=target)


def _back(organisation):
    return HttpResponseRedirect(reverse("lrs_desk:targets", args=[organisation.pk]))
