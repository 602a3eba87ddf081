"""The list of failures for learners, each failure's page in the practice, and the ways out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST, require_safe

from sandbox_portal.access import with_practice
from sandbox_portal.failures import meeting, showing
from sandbox_portal.failures.catalogue import entries
from sandbox_portal.failures.models import Failure
from sandbox_portal.sections import menu, shell


@require_safe
def catalogue(request):
    """When the portal says no: every failure, what it means and what to do."""
    response = render(
        request,
        "sandbox_portal/failures/catalogue.html",
        {"groups": showing.groups(), "count": len(entries())},
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_GET
@shell.section("home")
def index(request, practice, viewing):
    """The same list in the practice: each can be met here."""
    context = {"groups": showing.groups(practice)}
    return shell.render(request, "sandbox_portal/failures/index.html", context)


@require_GET
@shell.section("home")
def detail(request, practice, viewing, id):
    """One failure: what it means, what to do, and how to meet it."""
    entry = _entry(id)
    page = "" if entry.can_strike else reverse(f"practice:{entry.page}", kwargs={"key": practice.key})
    context = {
        "failure": showing.told(entry),
        "can_be_met": entry.can_strike and practice.scenario_id is None,
        "page_url": page,
        "tasks": showing.tasks(entry, practice),
    }
    return shell.render(request, "sandbox_portal/failures/detail.html", context)


@require_POST
@shell.section("home")
def meet(request, practice, viewing, id):
    """Brings a failure about and goes to the page that it strikes. Only when just looking around."""
    entry = _entry(id)
    if not entry.can_strike or practice.scenario_id is not None:
        raise Http404("This failure is not brought about here.")
    meeting.bring_about(practice=practice, failure=id)
    if entry.at:
        messages.info(request, entry.how.in_language(get_language()))
    section = next(each for each in menu.SECTIONS if each.name == entry.section)
    return redirect(section.url_name, key=practice.key)


@require_POST
@with_practice
def act(request, practice, pk):
    """Tries one of the ways out; the right one leads back to the page."""
    failure = Failure.objects.for_practice(practice).filter(pk=pk).exclude(path="").first()
    if failure is None:
        raise Http404("No such failure in this practice.")
    failure.practice = practice
    found = meeting.act(failure=failure, slug=request.POST.get("act", ""))
    if found:
        words = found.then.in_language(get_language())
        (messages.success if found.is_right else messages.warning)(request, words)
    return redirect(failure.path)


def _entry(id):
    found = entries().get(id)
    if found is None:
        raise Http404("There is no such failure in the catalogue.")
    return found
