"""Asking for a correction: where it belongs, the form, a review page, then the clock of the law."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import safety
from sandbox_portal.sections import asking, dates, paging, shell
from sandbox_portal.sections.corrections import rules, showing
from sandbox_portal.sections.corrections.forms import CorrectionForm, RouteForm, StatementForm
from sandbox_portal.sections.corrections.models import Amendment
from sandbox_portal.sections.corrections.states import State
from sandbox_portal.sections.notes import showing as notes
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.stopping import stop

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("corrections")
def index(request, practice, viewing):
    """What was asked for, and the way to ask."""
    viewing.log_once("corrections.opened")
    found = list(Amendment.objects.for_practice(practice))
    context = {"rows": showing.rows(practice, found)}
    return shell.render(request, "sandbox_portal/corrections/index.html", context)


@get_or_post
@shell.section("corrections")
def route(request, practice, viewing):
    """What is wrong decides who can mend it, and how."""
    form = RouteForm(posted(request))
    what = form.cleaned_data["what"] if form.is_valid() else ""
    if what:
        practice.log("corrections.routed", to=what)
    if what == "note":
        return redirect("practice:correction-new", key=practice.key)
    context = {"form": form, "what": what}
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/corrections/route.html", context, status=status)


@sensitive_post_parameters("wrong", "right")
@get_or_post
@shell.section("corrections")
def new(request, practice, viewing):
    """Chooses the visit, then says what is wrong with its papers. Nothing is sent yet."""
    visit = practice.chart.visit(request.GET.get("visit", ""))
    if visit is None or (visit.at and visit.at > practice.now):
        part = paging.of(request, notes.past(practice.chart, practice.now))
        address = reverse("practice:correction-new", kwargs={"key": practice.key})
        rows = [
            {"label": each.title, "hint": dates.with_year(each.at), "url": f"{address}?visit={each.id}"}
            for each in part.items
        ]
        return shell.render(request, "sandbox_portal/corrections/visit.html", {"rows": rows, "part": part})
    return _form(request, practice, visit, None)


@sensitive_post_parameters("wrong", "right")
@get_or_post
@shell.section("corrections")
def change(request, practice, viewing, pk):
    """Changes a draft."""
    made = _request(practice, pk)
    if made.status != State.DRAFT:
        return _sent_before(request, practice, made)
    return _form(request, practice, practice.chart.visit(made.visit), made)


def _form(request, practice, visit, made):
    allowed = safety.Allowed.of(practice.chart, practice.policy)
    initial = {name: getattr(made, name) for name in rules.WORDS} if made else {}
    if made:
        initial["form_key"] = made.form_key
    form = CorrectionForm(posted(request), allowed=allowed, lines=showing.lines(visit), initial=initial)
    if stopped := stop(request, practice, form, "corrections.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in rules.WORDS if name != "visit"}
        try:
            kept = rules.draft(
                practice=practice, form_key=form.cleaned_data["form_key"], visit=visit.id, **said
            )
            return redirect("practice:correction-review", key=practice.key, pk=kept.pk)
        except rules.NotPossible:
            form.add_error("line", _("You asked about this line already, and the answer is not here yet."))
    page = asking.Page(
        heading=_("Ask for a correction"),
        intro=f"{visit.title}, {dates.with_year(visit.at)}",
        button=_("Next: look at it once more"),
        **_back(practice),
    )
    return asking.form(request, page, form, guard=True)


@get_or_post
@shell.section("corrections")
def review(request, practice, viewing, pk):
    """All of it once more; the button sends it, once."""
    made = _request(practice, pk)
    if made.status != State.DRAFT:
        return _sent_before(request, practice, made)
    if request.method == "POST":
        if "discard" in request.POST:
            rules.discard(request=made)
            messages.info(request, _("The request is gone. Nothing was sent."))
            return redirect("practice:corrections", key=practice.key)
        try:
            rules.submit(request=made)
        except rules.NotPossible:
            messages.warning(request, _("You asked about this line already, and the answer is not here yet."))
            return redirect("practice:corrections", key=practice.key)
        messages.success(request, _("Your request is sent. This is practice: no real person gets it."))
        return redirect("practice:correction", key=practice.key, pk=made.pk)
    change_url = reverse("practice:correction-change", kwargs={"key": practice.key, "pk": made.pk})
    context = {
        "rows": showing.summary(practice, made),
        "change_url": change_url,
        "due": dates.long_day(rules.due_on(practice)),
        "visit": made.visit,
        "must_call": rules.must_call(made, viewing.all_facts_of("clinic.called")),
    }
    return shell.render(request, "sandbox_portal/corrections/review.html", context)


@require_GET
@shell.section("corrections")
def track(request, practice, viewing, pk):
    """Where a request is."""
    made = _request(practice, pk)
    if made.status == State.DRAFT:
        return redirect("practice:correction-review", key=practice.key, pk=made.pk)
    viewing.log_once("corrections.opened", request=made.pk, item=made.visit, status=made.status)
    may_withdraw = made.status in (State.SUBMITTED, State.RECEIVED)
    url = reverse("practice:correction-back", kwargs={"key": practice.key, "pk": made.pk})
    context = {
        "page": asking.Page(
            heading=showing.title(practice, made),
            intro=_("The answer must be here by %(day)s.") % {"day": dates.with_year(made.due_on)}
            if made.is_open
            else "",
            **_back(practice),
        ),
        "rows": showing.summary(practice, made),
        "items": showing.timeline(made),
        "take_back_url": url if may_withdraw else "",
        "may_disagree": made.status in (State.DENIED, State.PART),
        "request_pk": made.pk,
    }
    return shell.render(request, "sandbox_portal/corrections/track.html", context)


@require_POST
@shell.section("corrections")
def withdraw(request, practice, viewing, pk):
    """Takes a request back."""
    made = _request(practice, pk)
    try:
        rules.withdraw(request=made)
        messages.success(request, _("You took your request back."))
    except rules.NotPossible:
        messages.warning(
            request, _("It is too late to take it back: someone is checking it. Call the clinic.")
        )
    return redirect("practice:correction", key=practice.key, pk=made.pk)


@sensitive_post_parameters("statement")
@get_or_post
@shell.section("corrections")
def disagree(request, practice, viewing, pk):
    """Adds a statement after a no."""
    made = _request(practice, pk)
    if made.status not in (State.DENIED, State.PART):
        return redirect("practice:correction", key=practice.key, pk=made.pk)
    allowed = safety.Allowed.of(practice.chart, practice.policy)
    form = StatementForm(posted(request), allowed=allowed)
    if stopped := stop(request, practice, form, "corrections.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        try:
            rules.disagree(request=made, statement=form.cleaned_data["statement"])
            messages.success(request, _("Your statement is in the record now."))
        except rules.NotPossible:
            messages.info(request, _("Your statement was added before."))
        return redirect("practice:correction", key=practice.key, pk=made.pk)
    page = asking.Page(
        heading=_("You do not agree"), button=_("Add my statement to the record"), **_back(practice)
    )
    return asking.form(request, page, form, guard=True)


def _sent_before(request, practice, made):
    messages.info(request, _("This request was sent before. It was sent only once."))
    return redirect("practice:correction", key=practice.key, pk=made.pk)


def _request(practice, pk):
    found = Amendment.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such request in this practice.")
    found.practice = practice
    return found


def _back(practice):
    url = reverse("practice:corrections", kwargs={"key": practice.key})
    return {"back_url": url, "back_label": _("Corrections")}
