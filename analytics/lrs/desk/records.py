"""The pages where analysts and admins of an organization read its statements, one by one."""

import json

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from analytics.lrs.desk import access, finding, voiding
from analytics.lrs.models import Statement
from lms.organisations import desk_access

A_PAGE = 50


class FilterForm(forms.Form):
    """Asks which statements to show."""

    verb = forms.CharField(label=gettext_lazy("Verb (its IRI)"), max_length=255, required=False)
    activity = forms.CharField(label=gettext_lazy("Activity (its IRI)"), max_length=500, required=False)
    actor = forms.CharField(
        label=gettext_lazy("Actor (as the list shows it)"), max_length=255, required=False
    )
    since = forms.DateField(
        label=gettext_lazy("Stored from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Stored until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput())


def records(request, organisation):
    """Lists the organisation's statements, the newest first, 50 a page; pages go by key."""
    organisation = desk_access.find(request.user, organisation, roles=access.READERS)
    form = FilterForm(request.GET)
    found = finding.newest(organisation, A_PAGE + 1, **form.cleaned_data) if form.is_valid() else []
    query = request.GET.copy()
    if len(found) > A_PAGE:
        query["before"] = found[A_PAGE - 1].pk
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/records.html",
        {
            "organisation": organisation,
            "form": form,
            "statements": found[:A_PAGE],
            "older": query.urlencode() if len(found) > A_PAGE else "",
            "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        },
    )


def record(request, organisation, statement):
    """Shows one statement as it was stored."""
    organisation = desk_access.find(request.user, organisation, roles=access.READERS)
    found = _one(organisation, statement)
    is_voided = Statement.objects.voided().filter(pk=found.pk).exists()
    return TemplateResponse(
        request,
        "wagtailadmin/lrs/record.html",
        {
            "organisation": organisation,
            "statement": found,
            "is_voided": is_voided,
            "may_void": not is_voided
            and not found.is_voiding
            and desk_access.may(request.user, organisation.pk, roles=access.KEEPERS),
            "text": json.dumps(json.loads(found.raw), ensure_ascii=False, indent=2),
        },
    )


@require_POST
def void(request, organisation, statement):
    """Voids one statement; a second click changes nothing."""
    organisation = desk_access.find(request.user, organisation, roles=access.KEEPERS)
    found = _one(organisation, statement)
    try:
        voiding.void(statement=found, by=request.user)
    except voiding.CannotVoid:
        messages.error(request, _("A record that voids another cannot be voided."))
    else:
        messages.success(request, _("The record is voided: programs do not find it any more."))
    return HttpResponseRedirect(reverse("lrs_desk:record", args=[organisation.pk, statement]))


def _one(organisation, statement):
    found = Statement.objects.with_ids(organisation.pk, [statement]).first()
    if found is None:
        raise Http404
    return found
