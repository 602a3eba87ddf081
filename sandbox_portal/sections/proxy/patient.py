"""The patient's seat: who can see the record, inviting, changing, ending; and what to do under pressure."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.site import helplines
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.proxy import parents, rules, seat, showing
from sandbox_portal.sections.proxy.forms import AnswerForm, LevelForm, PersonForm, SignForm
from sandbox_portal.sections.proxy.states import ACTIVE, State

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

REFUSALS = {
    "unknown-person": gettext_lazy("You can only invite an adult relative who is in the record."),
    "already": gettext_lazy("This person has access or an invitation already."),
    "no-level": gettext_lazy("Choose how much they may see."),
    "too-late": gettext_lazy("It is too late for that: the invitation was answered."),
    "not-active": gettext_lazy("This access is not active."),
    "not-paused": gettext_lazy("This access is not on hold."),
    "not-expiring": gettext_lazy("This access does not end soon."),
    "not-waiting": gettext_lazy("This was answered before."),
    "a-parent": gettext_lazy(
        "This is a parent’s access. It changes with your age. Talk with the clinic about it."
    ),
    "not-a-teen": gettext_lazy("There is nothing to answer here now."),
    "on-hold": gettext_lazy("The clinic has put this access on hold. Call the clinic about it."),
    "sent": gettext_lazy("This invitation was sent before. It was sent only once."),
}


def patients_only(view):
    """Keeps a page for the patient's seat; the proxy is led to their own page."""

    @wraps(view)
    def inner(request, practice, viewing, **kwargs):
        if practice.is_proxy_seat:
            return redirect("practice:proxy", key=practice.key)
        try:
            return view(request, practice, viewing, **kwargs)
        except rules.NotPossible as refused:
            messages.warning(request, REFUSALS[refused.reason])
            return redirect("practice:proxy", key=practice.key)

    return inner


def grant_of(practice, pk):
    """The access, with its statuses; a 404 for anybody else's."""
    grant = rules.grants(practice).prefetch_related("statuses").filter(pk=pk).first()
    if grant is None:
        raise Http404("No such access in this practice.")
    grant.practice = practice
    return grant


def _status(form):
    return 422 if form.is_bound and form.errors else 200


@require_GET
@shell.section("proxy")
def index(request, practice, viewing):
    """Who can see the record; from the proxy's seat, whose record can be opened."""
    if practice.is_proxy_seat:
        return seat.index(request, practice)
    found = showing.cards(practice, rules.grants(practice).sent())
    standing = set(rules.grants(practice).standing().values_list("pk", flat=True))
    context = {
        "now": [card for card in found if card.pk in standing],
        "over": [card for card in found if card.pk not in standing],
    }
    return shell.render(request, "sandbox_portal/proxy/index.html", context)


@get_or_post
@shell.section("proxy")
@patients_only
def invite(request, practice, viewing):
    """Whom to invite? Begins the draft."""
    form = PersonForm(posted(request), people=rules.people(practice))
    if form.is_valid():
        grant = rules.start(practice=practice, **form.cleaned_data)
        return _after_start(request, practice, grant)
    context = {"form": form, "children": rules.children(practice)}
    return shell.render(request, "sandbox_portal/proxy/invite.html", context, status=_status(form))


def _after_start(request, practice, grant):
    if grant.status != State.DRAFT:
        messages.info(request, REFUSALS["sent"])
        return redirect("practice:proxy-grant", key=practice.key, pk=grant.pk)
    return redirect("practice:proxy-level", key=practice.key, pk=grant.pk)


def _level_form(request, grant):
    initial = {"level": grant.level, "sections": grant.sections, "shows_sensitive": grant.shows_sensitive}
    return LevelForm(posted(request), initial=initial, policy=grant.policy)


@get_or_post
@shell.section("proxy")
@patients_only
def level(request, practice, viewing, pk):
    """How much may they see?"""
    grant = grant_of(practice, pk)
    if grant.status != State.DRAFT:
        return _after_start(request, practice, grant)
    form = _level_form(request, grant)
    if form.is_valid():
        rules.choose_level(grant=grant, **form.cleaned_data)
        return redirect("practice:proxy-review", key=practice.key, pk=pk)
    context = {"form": form, "person": practice.chart.relation(grant.person)}
    return shell.render(request, "sandbox_portal/proxy/level.html", context, status=_status(form))


@get_or_post
@shell.section("proxy")
@patients_only
def review(request, practice, viewing, pk):
    """All of it once more; signing sends the invitation, once."""
    grant = grant_of(practice, pk)
    if grant.status != State.DRAFT:
        return _after_start(request, practice, grant)
    if not grant.level:
        return redirect("practice:proxy-level", key=practice.key, pk=pk)
    form = SignForm(posted(request))
    if form.is_valid():
        rules.send(grant=grant)
        messages.success(request, _("Your invitation is sent. This is practice: no real person gets it."))
        return redirect("practice:proxy-grant", key=practice.key, pk=pk)
    context = {
        "form": form,
        "grant": grant,
        "person": practice.chart.relation(grant.person),
        "rows": showing.review_rows(practice, grant),
        "days": practice.policy.proxy.review_business_days,
        "code_days": practice.policy.proxy.invite_expires_days,
    }
    return shell.render(request, "sandbox_portal/proxy/review.html", context, status=_status(form))


@require_GET
@shell.section("proxy")
@patients_only
def detail(request, practice, viewing, pk):
    """One access: what it shows, how it came about, what can be done about it."""
    grant = grant_of(practice, pk)
    if grant.status == State.DRAFT:
        return redirect("practice:proxy-level", key=practice.key, pk=pk)
    viewing.log_once("proxy.opened", request=pk, status=grant.status)
    context = {
        "grant": grant,
        "card": showing.card(practice, grant),
        "facts": showing.facts(practice, grant),
        "items": showing.timeline(grant),
        "is_invited": grant.status in (State.INVITED, State.INVITE_EXPIRED),
        "is_waiting_for_me": grant.status == State.AWAITING_PATIENT,
        "is_in_review": grant.status == State.CLINIC_REVIEW,
        "is_paused": grant.status == State.SUSPENDED and not grant.is_held,
        "is_expiring": grant.status == State.EXPIRING,
        "asked_on": dates.long_day(grant.asked_at),
        "teen": showing.teen(practice, grant),
        "days": practice.policy.proxy.review_business_days,
    }
    return shell.render(request, "sandbox_portal/proxy/detail.html", context)


@get_or_post
@shell.section("proxy")
@patients_only
def change(request, practice, viewing, pk):
    """Changes the level of an active access, after showing what that means."""
    grant = grant_of(practice, pk)
    if grant.status not in ACTIVE:
        raise rules.NotPossible("not-active")
    form = _level_form(request, grant)
    person = practice.chart.relation(grant.person)
    if not form.is_valid():
        context = {"form": form, "person": person, "is_change": True, "grant": grant}
        return shell.render(request, "sandbox_portal/proxy/level.html", context, status=_status(form))
    if "confirm" in request.POST:
        rules.change_level(grant=grant, **form.cleaned_data)
        messages.success(request, _("The new level starts now."))
        return redirect("practice:proxy-grant", key=practice.key, pk=pk)
    chosen = form.cleaned_data
    new = rules.levels.sections_of(chosen["level"], practice.policy, chosen["sections"])
    context = {
        "grant": grant,
        "person": person,
        "chosen": chosen,
        "before": showing.section_words(grant.opens),
        "after": showing.section_words(new),
        "shows_sensitive": chosen["shows_sensitive"],
    }
    return shell.render(request, "sandbox_portal/proxy/change.html", context)


@get_or_post
@shell.section("proxy")
@patients_only
def answer(request, practice, viewing, pk):
    """Says yes or no to somebody who asked for access."""
    grant = grant_of(practice, pk)
    if grant.status != State.AWAITING_PATIENT:
        raise rules.NotPossible("not-waiting")
    form = AnswerForm(posted(request))
    if form.is_valid():
        is_yes = form.cleaned_data["answer"] == "yes"
        rules.answer_request(grant=grant, is_yes=is_yes)
        done = _("You said yes. The clinic checks it now.") if is_yes else _("You said no.")
        messages.success(request, done)
        return redirect("practice:proxy-grant", key=practice.key, pk=pk)
    context = {"form": form, "grant": grant, "facts": showing.facts(practice, grant)}
    return shell.render(request, "sandbox_portal/proxy/answer.html", context, status=_status(form))


@get_or_post
@shell.section("proxy")
@patients_only
def end(request, practice, viewing, pk):
    """Ends an access or takes an invitation back, after asking."""
    grant = grant_of(practice, pk)
    if request.method == "POST":
        was_active = grant.is_active
        rules.end(grant=grant)
        ended = _("The access has ended. They see nothing from now on.")
        done = ended if was_active else _("You took the invitation back.")
        messages.success(request, done)
        return redirect("practice:proxy", key=practice.key)
    context = {"grant": grant, "person": practice.chart.relation(grant.person)}
    return shell.render(request, "sandbox_portal/proxy/end.html", context)


_ACTS = {
    "resend": (rules.resend, gettext_lazy("The invitation is sent again, with a new code.")),
    "pause": (rules.pause, gettext_lazy("The access is on hold. Nothing can be seen now.")),
    "resume": (rules.resume, gettext_lazy("The access goes on as before.")),
    "renew": (rules.renew, gettext_lazy("The access goes on.")),
    "close": (parents.close_again, gettext_lazy("What you had opened is closed again.")),
}


@require_POST
@shell.section("proxy")
@patients_only
def act(request, practice, viewing, pk, what):
    """Sends again, puts on hold, lets go on, or renews."""
    if what not in _ACTS:
        raise Http404("No such thing can be done.")
    action, done = _ACTS[what]
    action(grant=grant_of(practice, pk))
    messages.success(request, done)
    return redirect("practice:proxy-grant", key=practice.key, pk=pk)


@require_GET
@shell.section("proxy")
@patients_only
def activity(request, practice, viewing, pk):
    """What the proxy has done in the record."""
    grant = grant_of(practice, pk)
    viewing.log_once("proxy.activity_opened", request=pk)
    context = {
        "grant": grant,
        "person": practice.chart.relation(grant.person),
        "items": showing.activity(practice),
    }
    return shell.render(request, "sandbox_portal/proxy/activity.html", context)


@get_or_post
@shell.section("proxy")
@patients_only
def password(request, practice, viewing):
    """Somebody wants the password: a tempting way, and why not to go it. Nothing is typed here."""
    is_given = request.method == "POST"
    if is_given:
        rules.give_password(practice=practice)
    people = rules.people(practice)
    context = {"is_given": is_given, "person": people[0] if people else None}
    return shell.render(request, "sandbox_portal/proxy/password.html", context)


@require_GET
@shell.section("proxy")
@patients_only
def pressure(request, practice, viewing):
    """What to do when somebody makes one share. That this page was opened is not written down."""
    grants = [grant for grant in rules.grants(practice).standing() if grant.is_active]
    violence = helplines.US_VIOLENCE_LINE
    lines = [line for line in helplines.lines(practice.policy) if line["number"] == violence]
    context = {
        "grants": showing.cards(practice, grants),
        "calls": [helplines.emergency(practice.policy) | {"text": ""}, *lines],
    }
    return shell.render(request, "sandbox_portal/proxy/pressure.html", context)


@require_GET
@shell.section("proxy")
def ages(request, practice, viewing):
    """What a parent sees of a child's record at each age, by the clinic's own rules."""
    context = {
        "bands": showing.bands(practice.policy),
        "child": showing.child(practice),
        "today": dates.with_year(practice.today),
    }
    return shell.render(request, "sandbox_portal/proxy/ages.html", context)
