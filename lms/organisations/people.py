"""The page where an organization admin looks after the organization's people."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from lms.organisations import invitations, memberships
from lms.organisations.house import looked_after
from lms.organisations.models import Invitation, Membership


class PersonForm(forms.Form):
    """Asks whom to give which role. Somebody without an account gets an invitation."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Membership.Role.choices)


def _list(request, organisation, form):
    staff = Membership.objects.for_organisation(organisation).select_related("user")
    return TemplateResponse(
        request,
        "wagtailadmin/organisation_people.html",
        {
            "organisation": organisation,
            "staff": staff.order_by("user__email", "role"),
            "invitations": Invitation.objects.for_organisation(organisation)
            .waiting()
            .order_by("email", "role"),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def people(request, organisation):
    """Shows who works for an organisation, and as what."""
    return _list(request, looked_after(request, organisation), PersonForm())


@require_POST
def add(request, organisation):
    """Invites a person to a role. Who has an account says yes with it; nobody learns here who has one."""
    organisation = looked_after(request, organisation)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _list(request, organisation, form)
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    invitations.send(organisation=organisation, email=email, role=role, by=request.user)
    messages.success(request, _("We sent %s an invitation.") % email)
    return HttpResponseRedirect(reverse("organisation_people:list", args=[organisation.pk]))


def _invitation(organisation, pk):
    return get_object_or_404(Invitation.objects.for_organisation(organisation).waiting(), pk=pk)


@require_POST
def send_again(request, organisation, invitation):
    """Sends an invitation once more, with a new link; the old link ends."""
    organisation = looked_after(request, organisation)
    found = _invitation(organisation, invitation)
    invitations.send(organisation=organisation, email=found.email, role=found.role, by=request.user)
    messages.success(request, _("We sent %s an invitation.") % found.email)
    return HttpResponseRedirect(reverse("organisation_people:list", args=[organisation.pk]))


@require_POST
def take_back(request, organisation, invitation):
    """Ends an invitation that nobody has taken up."""
    organisation = looked_after(request, organisation)
    found = _invitation(organisation, invitation)
    invitations.take_back(invitation=found, by=request.user)
    messages.success(request, _("The invitation of %s is taken back.") % found.email)
    return HttpResponseRedirect(reverse("organisation_people:list", args=[organisation.pk]))


@require_POST
def remove(request, organisation, membership):
    """Takes a role from a person. The last admin stays."""
    organisation = looked_after(request, organisation)
    staff = Membership.objects.for_organisation(organisation).select_related("user")
    membership = get_object_or_404(staff, pk=membership)
    try:
        memberships.remove(
            organisation=organisation, user=membership.user, role=membership.role, by=request.user
        )
    except memberships.LastAdmin:
        messages.error(request, _("Each organization needs an admin. Make another person admin first."))
    else:
        messages.success(request, _("%s no longer has the role.") % membership.user.email)
    return HttpResponseRedirect(reverse("organisation_people:list", args=[organisation.pk]))


urlpatterns = [
    path("<int:organisation>/", people, name="list"),
    path("<int:organisation>/add/", add, name="add"),
    path("<int:organisation>/invitations/<int:invitation>/again/", send_again, name="send_again"),
    path("<int:organisation>/invitations/<int:invitation>/take-back/", take_back, name="take_back"),
    path("<int:organisation>/remove/<int:membership>/", remove, name="remove"),
]
