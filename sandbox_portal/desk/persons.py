"""An organization's own version of one of the library's invented people, at its desk (docs/adr/0288)."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from lms.comparing import deciding
from lms.comparing import showing as comparing
from lms.people import guests
from sandbox_portal import form_keys, personas
from sandbox_portal.adopting import fitting, people, rules
from sandbox_portal.desk import library
from sandbox_portal.desk.person_form import LABELS, SEVERITIES, TITLES, PersonForm

NAMES = {
    "given": gettext_lazy("First name"),
    "family": gettext_lazy("Last name"),
    "born": gettext_lazy("Born on"),
    "story": LABELS["story"],
    "who": LABELS["who"],
    **TITLES,
}
SAID_SEVERITIES = dict(SEVERITIES)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request, slug):
    """The form of an adapted person; a POST does what its button says."""
    if slug not in personas.slugs():
        raise Http404("The library has no such person.")
    act = request.POST.get("act", "")
    roles = library.PUBLISHERS if act in ("publish", "withdraw") else library.WRITERS
    organisation = library.organisation_of(request, roles)
    if act == "adapt":
        people.adapt(organisation=organisation, slug=slug, by=request.user)
        messages.success(request, _("Change what you like. Your learners see it once it is published."))
        return HttpResponseRedirect(request.path)
    if act == "withdraw":
        people.withdraw(organisation=organisation, slug=slug, by=request.user)
        messages.success(request, _("Your learners meet the library’s person again. Your draft is kept."))
        return HttpResponseRedirect(request.path)
    draft = people.draft_of(organisation, slug)
    if draft is None:
        return redirect(library.url("library"))
    if act == "try":
        return _try(request, draft)
    return _form(request, draft, act)


def _form(request, draft, act):
    anchor = personas.get(draft.slug).anchor_date
    library_sheet = personas.library_sheet(draft.slug)
    form = PersonForm(draft, library_sheet, anchor=anchor, data=request.POST if act else None)
    if act and form.is_valid():
        try:
            faults = people.keep(
                draft=draft, facts=form.sheet(), by=request.user, shown=request.POST.get("shown", "")
            )
        except people.Changed as changed:
            messages.error(request, str(changed))
            return _page(request, people.draft_of(draft.organisation, draft.slug), form, status=422)
        if act == "publish" and faults:
            messages.error(request, _("Saved as a draft. It cannot be published yet: see what is missing."))
        elif act == "publish":
            _publish(request, draft)
        else:
            messages.success(request, _("Saved as a draft. Your learners do not see it yet."))
        return HttpResponseRedirect(request.path)
    return _page(request, draft, form, status=422 if act else 200)


def _page(request, draft, form, *, status):
    mine = people.mine(draft.organisation)[draft.slug]
    words = {
        "draft": draft,
        "name": personas.get(draft.slug).display_name,
        "form": form,
        "shown": people.seen(draft),
        "form_key": form_keys.FormKeyForm()["form_key"],
        "faults": fitting.faults(draft),
        "still_said": fitting.still_said(draft),
        "is_live": people.Stage.LIVE in mine,
        "is_as_live": people.Stage.LIVE in mine and mine[people.Stage.LIVE].facts == draft.facts,
        "waiting": len(people.waiting(draft)),
        "may_publish": library.may(request, library.PUBLISHERS),
        "library_url": library.url("library"),
        "changes_url": library.url("library_person_changes", draft.slug),
    }
    return TemplateResponse(request, "sandbox_portal/desk/person.html", words, status=status)


def _publish(request, draft):
    try:
        people.publish(draft=draft, by=request.user)
    except people.DoesNotFit:  # a task came in between
        messages.error(request, _("Saved as a draft. It cannot be published yet: see what is missing."))
    else:
        messages.success(request, _("Your learners meet your version from their next practice on."))


def _try(request, draft):
    form = form_keys.FormKeyForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(request.path)
    try:
        practice = people.try_out(
            draft=draft,
            learner=guests.ensure(request),
            form_key=form.cleaned_data["form_key"],
            language=get_language(),
        )
    except people.DoesNotFit:
        messages.error(request, _("It cannot be tried out yet: see what is missing."))
        return HttpResponseRedirect(request.path)
    return redirect(practice)


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request, slug):
    """What the library changed in a person whom the organization adapted; a POST takes or leaves a change."""
    draft = people.draft_of(library.organisation_of(request), slug)
    if draft is None or slug not in personas.slugs():
        raise Http404("This person is not adapted here.")
    if request.method == "POST":
        try:
            tokens, is_taken = deciding.asked(request.POST)
            number = people.decide(draft=draft, tokens=tokens, is_taken=is_taken, by=request.user)
            messages.success(request, deciding.said(number, is_taken))
        except rules.Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    words = {
        "name": personas.get(slug).display_name,
        "changes": [_shown(change) for change in people.waiting(draft)],
        "library_url": library.url("library"),
        "edit_url": library.url("library_person", slug),
    }
    return TemplateResponse(request, "sandbox_portal/desk/changes.html", words)


def _shown(change):
    return comparing.row(change, where=str(NAMES[change.field]), block="", say=_said)


def _said(values):
    """Puts parts of a list, or a list with one value, in words: a line a text, English before Spanish."""
    return "\n\n".join(filter(None, map(_lines, values)))


def _lines(value):
    if isinstance(value, dict):
        value = value | ({"severity": SAID_SEVERITIES[value["severity"]]} if value.get("severity") else {})
        texts = [_lines(each) for name, each in value.items() if name != "id"]
        return "\n".join(text for text in texts if text)
    return str(value or "")
