"""The pages at the desk where an organization's admin connects other learning management systems."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from courses.lti import actions, content, keys
from courses.lti.forms import KindForm, RegistrationForm
from courses.lti.models import Registration
from lms.organisations import sites
from lms.organisations.house import looked_after


def _registration(organisation, pk):
    rows = Registration.objects.for_organisation(organisation).select_related("organisation__site")
    return get_object_or_404(rows, pk=pk)


def _page(request, name, status=200, /, **words):
    return TemplateResponse(request, f"wagtailadmin/lti/{name}.html", words, status=status)


def _back(organisation, registration=None):
    if registration is None:
        return HttpResponseRedirect(reverse("lti_desk:list", args=[organisation.pk]))
    return HttpResponseRedirect(reverse("lti_desk:show", args=[organisation.pk, registration.pk]))


def _values(organisation):
    """Returns what the other LMS asks for, as (label, other names of it, address)."""
    base = sites.base_of(organisation)
    named = [
        (_("Tool URL"), _("also: target link URI"), "launch"),
        (_("Login initiation URL"), _("also: OpenID Connect initiation URL"), "login"),
        (_("Redirection URI"), _("also: launch URL"), "launch"),
        (_("Public key set URL"), _("also: JWK URL, keyset"), "keys"),
        (_("Deep linking URL"), _("also: content selection URL"), "deep"),
    ]
    return [(label, other, base + reverse(f"lti_machine:{name}")) for label, other, name in named]


@require_safe
def listed(request, organisation):
    """Shows what the other LMS wants to know of us, and those that are connected."""
    organisation = looked_after(request, organisation)
    rows = Registration.objects.for_organisation(organisation).with_refused()
    words = {"organisation": organisation, "registrations": rows, "values": _values(organisation)}
    return _page(request, "list", **words)


@require_safe
def links(request, organisation):
    """Shows the address of each course and lesson, for an LMS that has no deep linking."""
    organisation = looked_after(request, organisation)
    rows = [
        (item, content.address_of(organisation, item))
        for course, lessons in content.offered(organisation, get_language())
        for item in (course, *lessons)
    ]
    return _page(request, "links", organisation=organisation, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, organisation):
    """Asks first which LMS it is, then for its values, those filled in that follow; and keeps them."""
    organisation = looked_after(request, organisation)
    if request.method == "POST":
        form = RegistrationForm(request.POST, organisation=organisation)
        if form.is_valid():
            made = actions.keep(organisation=organisation, facts=form.facts(), by=request.user)
            messages.success(request, _("%s is connected. Now try it.") % made.name)
            return _back(organisation, made)
        return _page(request, "form", 422, organisation=organisation, form=form)
    first = KindForm(request.GET if "kind" in request.GET else None)
    if not first.is_bound or not first.is_valid():
        return _page(request, "kind", 422 if first.errors else 200, organisation=organisation, form=first)
    form = RegistrationForm(initial=first.known(), organisation=organisation)
    return _page(request, "form", organisation=organisation, form=form, kind=first.cleaned_data["kind"])


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, organisation, registration):
    """Shows the values of one, and keeps those that hold."""
    organisation = looked_after(request, organisation)
    found = _registration(organisation, registration)
    name = found.name
    data = request.POST if request.method == "POST" else None
    form = RegistrationForm(data, instance=found, organisation=organisation)
    if form.is_bound and form.is_valid():
        try:
            actions.keep(organisation=organisation, facts=form.facts(), registration=found, by=request.user)
        except actions.IssuerStays:
            form.add_error("issuer", _("People came from this issuer. Connect another LMS as a new one."))
        else:
            messages.success(request, _("Saved."))
            return _back(organisation, found)
    words = {"organisation": organisation, "form": form, "registration": found, "name": name}
    return _page(request, "form", 422 if form.errors else 200, **words)


@require_safe
def show(request, organisation, registration):
    """Shows how one does: the last launch, the last that was refused and why, the grades."""
    organisation = looked_after(request, organisation)
    return _shown(request, organisation, _registration(organisation, registration))


def _shown(request, organisation, found, tried=()):
    waiting, refused, why = found.owed()
    words = {"organisation": organisation, "registration": found, "tried": tried}
    return _page(request, "show", waiting=waiting, refused=refused, why=why, **words)


@never_cache
@require_POST
def check(request, organisation, registration):
    """Tries whether the LMS answers, and shows how it went."""
    organisation = looked_after(request, organisation)
    found = _registration(organisation, registration)
    return _shown(request, organisation, found, actions.check(found))


@require_POST
def try_again(request, organisation, registration):
    """Has the grades sent once more that were given up."""
    organisation = looked_after(request, organisation)
    found = _registration(organisation, registration)
    actions.try_again(registration=found)
    messages.success(request, _("The grades are sent once more. Look here again in a minute."))
    return _back(organisation, found)


@require_POST
def add_deployment(request, organisation, registration):
    """Adds the deployment ID that the page showed."""
    organisation = looked_after(request, organisation)
    found = _registration(organisation, registration)
    shown = request.POST.get("deployment", "")
    if actions.add_deployment(registration=found, deployment=shown, by=request.user):
        messages.success(request, _("The deployment ID is added. Open the tool in your LMS once more."))
    else:
        messages.error(request, _("Nothing is added: that is not the last ID that came. Look again."))
    return _back(organisation, found)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, organisation, registration):
    """Says what goes with it, and removes one."""
    organisation = looked_after(request, organisation)
    found = _registration(organisation, registration)
    if request.method != "POST":
        return _page(request, "remove", organisation=organisation, registration=found)
    actions.remove(registration=found, by=request.user)
    messages.success(request, _("%s is removed.") % found.name)
    return _back(organisation)


@require_POST
def rotate(request, organisation):
    """Makes a new key of our own."""
    organisation = looked_after(request, organisation)
    keys.rotate(organisation=organisation, by=request.user)
    messages.success(request, _("There is a new key. The old one is shown for 7 more days."))
    return _back(organisation)


urlpatterns = [
    path("<int:organisation>/", listed, name="list"),
    path("<int:organisation>/links/", links, name="links"),
    path("<int:organisation>/new/", new, name="new"),
    path("<int:organisation>/key/", rotate, name="rotate"),
    path("<int:organisation>/<int:registration>/", show, name="show"),
    path("<int:organisation>/<int:registration>/change/", change, name="change"),
    path("<int:organisation>/<int:registration>/check/", check, name="check"),
    path("<int:organisation>/<int:registration>/again/", try_again, name="try_again"),
    path("<int:organisation>/<int:registration>/deployment/", add_deployment, name="add_deployment"),
    path("<int:organisation>/<int:registration>/remove/", remove, name="remove"),
]
