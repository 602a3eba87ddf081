"""The page where an organization admin looks after the organization's people."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from lms.organisations import memberships
from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope


class PersonForm(forms.Form):
    """Asks whom to give which role. Somebody without an account must make one first."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the person’s account"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Membership.Role.choices)

    def clean_email(self):
        """Keeps the account with this address as `person`; refuses an address without an account."""
        with scope.lifted():  # people who are not staff yet are outside the wall
            accounts = get_user_model().objects.filter(is_active=True)
            self.person = accounts.filter(email__iexact=self.cleaned_data["email"]).first()
        if self.person is None:
            raise forms.ValidationError(
                _("Nobody has an account with this address. Ask the person to make one on your site first.")
            )
        return self.cleaned_data["email"]


def _organisation(request, pk):
    """Returns an organisation that the signed-in user looks after."""
    looked_after = Organisation.objects.for_user(request.user, roles=[Membership.Role.ADMIN])
    if request.user.is_superuser:
        looked_after = Organisation.objects.all()
    found = looked_after.filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _list(request, organisation, form):
    staff = Membership.objects.for_organisation(organisation).select_related("user")
    return TemplateResponse(
        request,
        "wagtailadmin/organisation_people.html",
        {"organisation": organisation, "staff": staff.order_by("user__email", "role"), "form": form},
    )


def people(request, organisation):
    """Shows who works for an organisation, and as what."""
    return _list(request, _organisation(request, organisation), PersonForm())


@require_POST
def add(request, organisation):
    """Gives a person a role; without an account with that address says so."""
    organisation = _organisation(request, organisation)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _list(request, organisation, form)
    memberships.add(
        organisation=organisation, user=form.person, role=form.cleaned_data["role"], by=request.user
    )
    messages.success(request, _("%s has the role now.") % form.person.email)
    return HttpResponseRedirect(reverse("organisation_people:list", args=[organisation.pk]))


@require_POST
def remove(request, organisation, membership):
    """Takes a role from a person. The last admin stays."""
    organisation = _organisation(request, organisation)
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
    path("<int:organisation>/remove/<int:membership>/", remove, name="remove"),
]
