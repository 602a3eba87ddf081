"""The house's pages at the desk: every organisation, a new one, and its status. And each one's rules.

Organisations, new ones and statuses are the house's own (superusers); the rules are also their admins'.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from lms.organisations import changing, desk_access, joining
from lms.organisations import history as acts
from lms.organisations.forms import ColoursForm, JoiningForm
from lms.organisations.models import Membership, Organisation, Takeout
from lms.organisations.rules_form import RulesForm
from lms.organisations.site_form import SiteForm


def _only_the_house(request):
    if not request.user.is_superuser:
        raise PermissionDenied


@require_safe
def organisations(request):
    """Shows every organisation, with its site and its status."""
    _only_the_house(request)
    found = Organisation.objects.select_related("site")
    words = {"organisations": found, "statuses": Organisation.Status.choices}
    return TemplateResponse(request, "wagtailadmin/organisations/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Asks what there is to know of a new organisation and makes it; then leads to its rules."""
    _only_the_house(request)
    form = JoiningForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            organisation, is_new = joining.join(facts=form.facts(), by=request.user)
        except ValidationError as error:
            for field, faults in error.message_dict.items():
                form.add_error(field if field in form.fields else None, faults)
        else:
            done = _("%s is set up. Now look at its rules.") if is_new else _("%s was there already.")
            messages.success(request, done % organisation.name)
            return HttpResponseRedirect(reverse("organisation_house:rules", args=[organisation.pk]))
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/organisations/new.html", {"form": form}, status=status)


@require_POST
def status(request, organisation):
    """Suspends, closes or opens an organisation. Before it closes, asks whether its people have its file."""
    _only_the_house(request)
    organisation = get_object_or_404(Organisation, pk=organisation)
    is_closing = request.POST.get("status") == Organisation.Status.CLOSED != organisation.status
    if is_closing and "sure" not in request.POST:
        words = {
            "organisation": organisation,
            "has_file": Takeout.objects.for_organisation(organisation).ready().exists(),
        }
        return TemplateResponse(request, "wagtailadmin/organisations/closing.html", words)
    if request.POST.get("status") in Organisation.Status.values:
        changing.set_status(organisation=organisation, status=request.POST["status"], by=request.user)
        words = {"name": organisation.name, "status": organisation.get_status_display().lower()}
        messages.success(request, _("%(name)s is %(status)s now.") % words)
    return HttpResponseRedirect(reverse("organisation_house:list"))


def looked_after(request, pk):
    """Returns an organisation that the signed-in user looks after. Raises PermissionDenied."""
    return desk_access.find(request.user, pk, roles=[Membership.Role.ADMIN])


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request, organisation):
    """Shows an organisation's rules, and keeps them where they hold."""
    organisation = looked_after(request, organisation)
    form = RulesForm(request.POST if request.method == "POST" else None, policy=organisation.policy)
    if form.is_bound and form.is_valid():
        changing.set_rules(organisation=organisation, policy_data=form.policy_data, by=request.user)
        messages.success(request, _("The rules are saved. Practice shows them from now on."))
        return HttpResponseRedirect(request.path)
    return _form_page(request, organisation, form, "rules")


@require_http_methods(["GET", "HEAD", "POST"])
def colours(request, organisation):
    """Shows an organisation's colours, and keeps those that people can read."""
    organisation = looked_after(request, organisation)
    data = request.POST if request.method == "POST" else None
    form = ColoursForm(data, initial=organisation.theme.model_dump())
    if form.is_bound and form.is_valid():
        changing.set_colours(organisation=organisation, theme_data=form.theme_data(), by=request.user)
        messages.success(request, _("The colors are saved."))
        return HttpResponseRedirect(request.path)
    return _form_page(request, organisation, form, "colours")


@require_http_methods(["GET", "HEAD", "POST"])
def site(request, organisation):
    """Shows an organisation's logo and languages, and keeps what is chosen."""
    organisation = looked_after(request, organisation)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SiteForm(*data, organisation=organisation)
    if form.is_bound and form.is_valid() and form.keep(by=request.user):
        messages.success(request, _("Logo and languages are saved."))
        return HttpResponseRedirect(request.path)
    return _form_page(request, organisation, form, "site")


@require_safe
def history(request, organisation):
    """Shows who did what for an organisation."""
    organisation = looked_after(request, organisation)
    words = {"organisation": organisation, "acts": acts.of(organisation)}
    return TemplateResponse(request, "wagtailadmin/organisations/history.html", words)


def _form_page(request, organisation, form, page):
    words = {"organisation": organisation, "form": form, "page": page}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/organisations/form.html", words, status=status)


urlpatterns = [
    path("", organisations, name="list"),
    path("new/", new, name="new"),
    path("<int:organisation>/status/", status, name="status"),
    path("<int:organisation>/rules/", rules, name="rules"),
    path("<int:organisation>/history/", history, name="history"),
    path("<int:organisation>/colors/", colours, name="colours"),
    path("<int:organisation>/site/", site, name="site"),
]
