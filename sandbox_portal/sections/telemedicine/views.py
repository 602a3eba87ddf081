"""The questions, the line, the visit, the summary, and what this company does not do."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.telemedicine import rules, shelf, showing
from sandbox_portal.sections.telemedicine.forms import IntakeForm, SummaryForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@shell.section("limits")
def limits(request, practice, viewing):
    """What this company does and does not do."""
    viewing.log_once("video.limits_opened")
    context = {"can": shelf.CAN, "cannot": shelf.CANNOT}
    return shell.render(request, "sandbox_portal/telemedicine/limits.html", context)


@get_or_post
@shell.section("intake")
def intake(request, practice, viewing):
    """The questions, with the price above them. What does not belong here is turned away before any line."""
    if showing.current(viewing) and request.method != "POST":
        return redirect("practice:video-waiting", key=practice.key)
    form, away = IntakeForm(posted(request), price=practice.policy.telemedicine.price), ""
    if form.is_bound and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "agrees"}
        try:
            rules.ask(practice=practice, **said)
        except NotPossible as refusal:
            if refusal.reason == "waiting-already":
                return redirect("practice:video-waiting", key=practice.key)
            away = refusal.reason
            rules.turn_away(practice=practice, reason=said["reason"], why=away)
        else:
            return redirect("practice:video-waiting", key=practice.key)
    elif not form.is_bound:
        viewing.log_once("video.price_seen")
    context = {"form": form, "away": away, "away_words": shelf.AWAY.get(away, "")}
    context["price"] = practice.policy.telemedicine.price
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/telemedicine/intake.html", context, status=status)


@require_GET
@shell.section("waiting")
def waiting(request, practice, viewing):
    """The line: how many are before one, and what to have ready."""
    visit = showing.current(viewing)
    context = {
        "visit": visit,
        "steps": showing.steps(visit) if visit else [],
        "ended": showing.ended(viewing),
    }
    return shell.render(request, "sandbox_portal/telemedicine/waiting.html", context)


@require_POST
@shell.section("waiting")
def step(request, practice, viewing, step):
    """Waits, joins the doctor, or leaves the line."""
    visit = showing.current(viewing)
    acts = {"wait": rules.wait, "join": rules.talk, "leave": rules.leave}
    if step not in acts:
        raise Http404("No such step.")
    if visit is None:  # done in another window already
        return redirect("practice:video-waiting", key=practice.key)
    acts[step](visit=visit)
    if step == "join":
        messages.success(request, _("The visit is over. Read the summary."))
        return redirect("practice:video-after", key=practice.key)
    if step == "leave":
        messages.info(request, _("You left the line. Nothing is charged."))
    return redirect("practice:video-waiting", key=practice.key)


@get_or_post
@shell.section("after")
def after(request, practice, viewing):
    """The summary, the order for a medicine, and the question who else hears of it."""
    visit = showing.ended(viewing)
    if visit is None:
        return shell.render(request, "sandbox_portal/telemedicine/after.html", {"visit": None})
    sent = viewing.facts_of("video.summary_sent", str(visit.pk)).get("to", "")
    form = SummaryForm(posted(request), initial={"to": sent})
    if form.is_bound and form.is_valid():
        to = form.cleaned_data["to"]
        rules.send_summary(practice=practice, visit=visit, to=to)
        if to == "clinic":
            messages.success(request, _("Sent. Your clinic can add it to your record."))
        else:
            messages.warning(request, _("Then your clinic does not know of the visit or of the eye drops."))
        return redirect("practice:video-after", key=practice.key)
    if not form.is_bound:
        viewing.log_once("video.summary_opened", visit=visit.pk)
    context = {
        "visit": visit,
        "form": form,
        "sent": sent,
        "lines": shelf.SUMMARY,
        "rows": [
            {"label": _("When"), "value": dates.long_day(visit.begun_at)},
            {"label": _("Doctor"), "value": _("Dr. Priya Raman")},
            {"label": _("Pharmacy"), "value": shelf.PHARMACIES[visit.pharmacy]},
            {"label": _("You paid"), "value": f"${practice.policy.telemedicine.price}"},
        ],
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/telemedicine/after.html", context, status=status)
