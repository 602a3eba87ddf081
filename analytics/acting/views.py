"""The pages on acting: all gaps, one gap with its message and what was done, posters, a message to print."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.access import for_readers
from analytics.acting import actions, showing
from analytics.acting.forms import DeedForm
from analytics.acting.models import Deed
from analytics.metrics import SMALLEST_GROUP
from lms.skills import SLUGS

BAD_FORM = 422


def _offered(organisation, language):
    if language not in organisation.languages:
        raise Http404("The site is not offered in this language.")
    return language


def _known(skill):
    if skill not in SLUGS:
        raise Http404
    return skill


@require_safe
@for_readers
def gaps(request):
    """Shows every gap, and what closes it."""
    found, rows = showing.gaps(request.organisation, language=get_language())
    words = {"report": found, "gaps": rows, "smallest": SMALLEST_GROUP}
    words["in_languages"] = request.organisation.languages
    words["has_poster"] = any(row.row.stuck.count for row in rows)
    return render(request, "analytics/acting/gaps.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def gap(request, skill):
    """Shows one gap: what closes it, the message, the poster, what was done; notes what was done."""
    today = timezone.localdate()
    form = DeedForm(request.POST if request.method == "POST" else None, initial={"done_on": today})
    if form.is_bound and form.is_valid():
        actions.note(
            organisation=request.organisation, skill=_known(skill), by=request.user, **form.cleaned_data
        )
        messages.success(request, _("Noted. Come back after the month to see what changed."))
        return redirect("acting:gap", skill=skill)
    words = showing.gap(request.organisation, _known(skill), language=get_language())
    words |= {"form": form, "smallest": SMALLEST_GROUP}
    return render(request, "analytics/acting/gap.html", words, status=BAD_FORM if form.is_bound else 200)


@require_POST
@for_readers
def take_back(request, deed):
    """Takes a note back."""
    found = Deed.objects.for_organisation(request.organisation).filter(pk=deed).first()
    if found is None:
        raise Http404
    actions.take_back(deed=found, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("acting:gap", skill=found.skill)


@require_safe
@for_readers
def message(request, skill, language):
    """Shows the message alone, to print, in its own language."""
    language = _offered(request.organisation, language)
    found = showing.draft(request.organisation, _known(skill), language=language)
    with override(language):
        return render(request, "analytics/acting/message.html", {"draft": found, "skill": skill})


@require_safe
@for_readers
def poster(request, language, skill=None):
    """Answers with the poster of one gap, or of the largest three, as PDF."""
    language = _offered(request.organisation, language)
    made = showing.posters(request.organisation, language=language, skill=skill and _known(skill))
    if made is None:
        raise Http404
    name = f"poster-{skill or 'gaps'}-{request.organisation.slug}-{language}.pdf"
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
