"""The library's tasks and people at an organization's desk: read, copied, adapted, hidden, put in order.

Authors copy and adapt, and decide about what changed in the library. Publishers hide and order.
"""

import yaml
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from lms.comparing import deciding
from lms.comparing import showing as comparing
from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope
from sandbox_portal import personas
from sandbox_portal.adopting import people, rules
from sandbox_portal.adopting.models import AdaptedPerson, AdaptedTask, LibraryChoice
from sandbox_portal.authoring import rules as authoring
from sandbox_portal.authoring.blocks import Task

NAMESPACE = "wagtailsnippets_sandbox_portal_authoredscenario"
PUBLISHERS = (Membership.Role.PUBLISHER,)
WRITERS = (Membership.Role.AUTHOR, Membership.Role.PUBLISHER)


def url(name, *args):
    """Returns the address of one of the desk's pages about tasks."""
    return reverse(f"{NAMESPACE}:{name}", args=args)


def yaml_file(text, slug):
    """Returns a task's file to download."""
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.yaml"'
    return response


def organisation_of(request, roles=WRITERS):
    """Returns the organisation at whose desk this is; raises PermissionDenied for those without the role.

    The house's own staff works for the organisation whose site it is.
    """
    desk = scope.current()
    if desk is None:
        if request.user.is_superuser and request.organisation is not None:
            return request.organisation
        raise PermissionDenied
    here = request.organisation.pk
    wanted = here if here in desk.organisation_ids else desk.organisation_id
    found = Organisation.objects.for_user(request.user, roles=roles).filter(pk=wanted).first()
    if found is None:
        raise PermissionDenied
    return found


def may(request, roles):
    """True for those who have one of the roles at this desk."""
    try:
        return bool(organisation_of(request, roles))
    except PermissionDenied:
        return False


@require_safe
def library_export(request, slug):
    """A file of the library."""
    text = authoring.library_file(slug)
    if text is None:
        raise Http404("The library has no such task.")
    return yaml_file(text, slug)


@require_POST
def library_copy(request, slug):
    """Copies a task of the library into a draft of one's own, which stands beside it."""
    task = authoring.copy(slug=slug, organisation=organisation_of(request), by=request.user)
    if task is None:
        raise Http404("The library has no such task.")
    messages.success(request, _("This is your copy. Learners see it once it is published."))
    return HttpResponseRedirect(url("edit", task.pk))


@require_POST
def library_adapt(request, slug):
    """Adapts a task of the library: the copy will stand in its place."""
    try:
        task = rules.adapt(organisation=organisation_of(request), slug=slug, by=request.user)
    except rules.Refused as refused:
        raise Http404(str(refused)) from refused
    said = _(
        "Change what you like. Once it is published, your learners see it in the place of the library's."
    )
    messages.success(request, said)
    return HttpResponseRedirect(url("edit", task.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def library(request):
    """The library's tasks and people as the organisation has them; a POST does what a button says."""
    if request.method == "POST":
        _do(request, organisation_of(request, PUBLISHERS))
        return HttpResponseRedirect(request.path)
    may_write = may(request, WRITERS)
    organisation = organisation_of(request) if may_write else None
    pieces = rules.tasks(organisation, get_language())
    own = people.mine(organisation)
    words = {
        "tasks": [_task(piece) for piece in pieces],
        "people": [_person(piece, own.get(piece.slug, {})) for piece in rules.people(organisation)],
        "may_write": may_write,
        "may_publish": may(request, PUBLISHERS),
        "list_url": url("list"),
    }
    return TemplateResponse(request, "sandbox_portal/desk/library.html", words)


def _task(piece):
    own = piece.adapted
    draft = own and own.task.get_latest_revision_as_object()
    return {
        "piece": piece,
        "export": url("library_export", piece.slug),
        "copy": url("library_copy", piece.slug),
        "adapt": url("library_adapt", piece.slug),
        "edit": own and url("edit", own.task_id),
        "compare": own and url("library_changes", own.task_id),
        "is_live": bool(own and own.task.live),
        "waiting": len(rules.waiting(own, draft)) if own else 0,
    }


def _person(piece, own):
    draft = own.get(AdaptedPerson.Stage.DRAFT)
    live = own.get(AdaptedPerson.Stage.LIVE)
    return {
        "piece": piece,
        "is_ours": piece.slug in personas.slugs(),
        "url": url("library_person", piece.slug),
        "compare": url("library_person_changes", piece.slug),
        "has_draft": draft is not None,
        "live_name": live and f"{live.facts['given']} {live.facts['family']}",
        "waiting": len(people.waiting(draft)) if draft else 0,
    }


def _do(request, organisation):
    act, what = request.POST.get("act"), request.POST.get("what")
    if what not in LibraryChoice.What.values:
        raise Http404("There is no such part of the library.")
    piece = {"organisation": organisation, "what": what, "slug": request.POST.get("slug", "")}
    piece["by"] = request.user
    acts = {
        "hide": (lambda: rules.hide(**piece), _("Your learners do not see it any more.")),
        "show": (lambda: rules.show(**piece), _("Your learners see it again.")),
        "up": (lambda: rules.move(**piece, to=rules.UP), _("It is one place further up.")),
        "down": (lambda: rules.move(**piece, to=rules.DOWN), _("It is one place further down.")),
    }
    if act not in acts:
        raise Http404("There is no such button.")
    do, said = acts[act]
    try:
        do()
    except rules.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)


@require_http_methods(["GET", "HEAD", "POST"])
def library_changes(request, pk):
    """What the library changed in an adapted task, side by side; a POST takes or leaves a change."""
    mine = AdaptedTask.objects.for_organisation(organisation_of(request))
    own = get_object_or_404(mine, task=pk)
    if request.method == "POST":
        try:
            tokens, is_taken = deciding.asked(request.POST)
            number = rules.decide(own=own, tokens=tokens, is_taken=is_taken, by=request.user)
            messages.success(request, deciding.said(number, is_taken))
        except rules.Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    found = rules.waiting(own, own.task.get_latest_revision_as_object())
    words = {"name": own.task.title, "changes": [_shown(change) for change in found]}
    words |= {"library_url": url("library"), "edit_url": url("edit", pk)}
    return TemplateResponse(request, "sandbox_portal/desk/changes.html", words)


def _shown(change):
    name, _dot, inner = change.field.partition(".")
    block = Task().child_blocks[name]
    named = next((each.get("slug") for each in [*change.now, *change.before] if isinstance(each, dict)), "")
    inner_block = getattr(block, "child_blocks", {}).get(inner)
    label = str(inner_block.label if inner_block else block.label or name)
    return comparing.row(change, where=label.capitalize(), block=named or "", say=_said)


def _said(values):
    """Puts blocks, or a list with one value, in words: as they stand in the file."""
    return "\n".join(_text(value) for value in values if value not in (None, "", []))


def _text(value):
    if isinstance(value, dict | list):
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000).strip()
    return str(value)
