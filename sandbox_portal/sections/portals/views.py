"""The person's portals, and the pretend sign-in that leads from one to another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sandbox_portal import actions, kinds, personas
from sandbox_portal.sections import shell
from sandbox_portal.sections.portals.forms import AccountForm
from sandbox_portal.sections.posting import posted


@require_GET
@shell.section("portals")
def index(request, practice, viewing):
    """Every portal that the person has, and the one that is open now."""
    rows = [_row(practice, kinds.get(slug)) for slug in practice.portals]
    return shell.render(request, "sandbox_portal/portals/index.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("portals")
def sign_in(request, practice, viewing, kind):
    """Asks for the account of the other portal; the right one opens it."""
    if kind not in practice.portals:
        raise Http404("This person has no such portal.")
    if kind == practice.kind:
        return redirect(practice)
    name = portal_name(practice, kind)
    account = personas.get(practice.persona).account
    accounts = [kinds.get(slug).user_name(account) for slug in practice.portals]
    right = kinds.get(kind).user_name(account)
    form = AccountForm(posted(request), accounts=accounts, right=right, owner=name)
    if form.is_bound:
        is_right = form.is_valid()
        if is_right or "account" in form.data:
            practice.log("portal.sign_in_tried", to=kind, is_right=is_right)
        if is_right:
            actions.change_portal(practice=practice, to=kind)
            messages.success(request, _("You are signed in at %(portal)s.") % {"portal": name})
            return redirect(practice)
    context = {"form": form, "name": name, "kind": kinds.get(kind), "from_name": portal_name(practice)}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/portals/sign_in.html", context, status=status)


def portal_name(practice, kind=None):
    """What a portal is called here: the one of this kind, or else the one that is open."""
    kind, policy = kind or practice.kind, practice.policy
    return policy.portal_name if kind == kinds.CLINIC else policy.portals.of(kind)


def _row(practice, kind):
    is_open = kind.slug == practice.kind
    url = reverse("practice:portal-sign-in", kwargs={"key": practice.key, "kind": kind.slug})
    return {
        "label": portal_name(practice, kind.slug),
        "hint": f"{kind.label}. {kind.use}",
        "url": None if is_open else url,
        "state": _("Open now") if is_open else _("Signed out"),
        "kind": "good" if is_open else "plain",
    }
