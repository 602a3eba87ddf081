"""The proxy's seat: the letter, accepting, asking, the first look, switching back."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.proxy import family, helper, rules, showing
from sandbox_portal.sections.proxy import papers as sample_papers
from sandbox_portal.sections.proxy.forms import AcceptForm, AskForm, ChildForm, PaperForm
from sandbox_portal.sections.proxy.states import State

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

ASK_REFUSALS = {
    "emergency-contact": gettext_lazy(
        "Emergency contacts are called when something happens. They may not read the record. Ask for access "
        "in a way that gives you the right to it."
    ),
    "adult-child": gettext_lazy(
        "This person is an adult. Being the parent opens nothing any more, and no birth certificate does. "
        "Ask for a yes, as with any adult."
    ),
}
REFUSALS = {
    "expired": gettext_lazy("This code has run out. Ask for a new invitation."),
    "not-invited": gettext_lazy("You have no invitation waiting."),
    "already": gettext_lazy("There is an invitation or an access already."),
    "not-waiting": gettext_lazy("You do not need to hand in papers now."),
    "not-active": gettext_lazy("You cannot open this record now."),
    "not-expiring": gettext_lazy("This access does not end soon."),
    "not-a-teen": gettext_lazy("There is nothing to ask for here now."),
    **ASK_REFUSALS,
    "unknown-person": gettext_lazy("In this practice nobody plays this part."),
}


def helpers_only(view):
    """Keeps a page for the proxy's seat, and gives it the newest access: view(request, practice, grant)."""

    @wraps(view)
    def inner(request, practice, viewing, **kwargs):
        if not practice.is_proxy_seat:
            return redirect("practice:proxy", key=practice.key)
        try:
            return view(request, practice, _grant(practice), **kwargs)
        except rules.NotPossible as refused:
            messages.warning(request, REFUSALS[refused.reason])
            return redirect("practice:proxy", key=practice.key)

    return inner


def _grant(practice):
    """The newest access or invitation of the one in the proxy's seat, or None."""
    person = helper.person(practice)
    grant = person and rules.grants(practice).sent().of(person.id).prefetch_related("statuses").first()
    if grant:
        grant.practice = practice
    return grant or None


def _needs(grant, *states):
    if grant is None or grant.status not in states:
        raise rules.NotPossible("not-invited")
    return grant


def index(request, practice):
    """Whose record the proxy can open, or how far it is. Called by the section's first page."""
    grant = _grant(practice)
    context = {
        "grant": grant,
        "patient": practice.chart.patient,
        "state": State(grant.status).label if grant else "",
        "kind": showing.KINDS.get(grant.status, "") if grant else "",
        "items": showing.timeline(grant) if grant else [],
        "sees": showing.section_words(grant.opens) if grant and grant.is_active else "",
        "is_invited": bool(grant and grant.status in (State.INVITED, State.INVITE_EXPIRED)),
        "needs_papers": bool(grant and grant.status == State.AWAITING_DOCUMENTS),
        "is_usable": showing.is_usable(grant),
        "may_ask": grant is None or not grant.is_standing,
        "days": practice.policy.proxy.review_business_days,
        "until": dates.with_year(grant.expires_on) if grant and grant.status == State.EXPIRING else "",
        "asked_on": dates.long_day(grant.asked_at) if grant else "",
        "child": showing.child_of(practice, grant),
        "is_held": grant is not None and grant.is_held,
        "asks_child": helper.is_child(practice),
        "others": family.others(practice),
    }
    return shell.render(request, "sandbox_portal/proxy/seat.html", context)


@require_GET
@shell.section("proxy")
@helpers_only
def letter(request, practice, grant):
    """The pretend e-mail with the code."""
    _needs(grant, State.INVITED, State.INVITE_EXPIRED)
    context = {
        "grant": grant,
        "patient": practice.chart.patient,
        "person": helper.person(practice),
        "until": dates.long_day(grant.code_expires_on),
        "is_expired": grant.status == State.INVITE_EXPIRED,
        "sees": showing.section_words(grant.opens),
    }
    return shell.render(request, "sandbox_portal/proxy/letter.html", context)


@sensitive_post_parameters()
@get_or_post
@shell.section("proxy")
@helpers_only
def accept(request, practice, grant):
    """Accepts with the code and the invented person's birth date. What was typed is kept nowhere."""
    form = AcceptForm(posted(request))
    if grant is None:
        raise rules.NotPossible("not-invited")
    if form.is_valid():
        try:
            helper.accept(grant=grant, code=form.cleaned_data["code"], birth_date=form.cleaned_data["born"])
            messages.success(request, _("You accepted. Now the clinic checks it."))
            return redirect("practice:proxy", key=practice.key)
        except helper.WrongCode as wrong:
            form.add_error("code" if wrong.field == "code" else "day", _wrong_words(wrong.field))
    elif grant.status == State.INVITE_EXPIRED:
        raise rules.NotPossible("expired")
    person = helper.person(practice)
    context = {"form": form, "person": person, "born": dates.with_year(person.birth_date)}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/proxy/accept.html", context, status=status)


def _wrong_words(field):
    if field == "code":
        return _("This is not the code from the e-mail. Look at it again.")
    return _("This is not the birth date on the card. Never type your own here.")


@require_POST
@shell.section("proxy")
@helpers_only
def decline(request, practice, grant):
    """Says no to the invitation."""
    helper.decline(grant=_needs(grant, State.INVITED, State.INVITE_EXPIRED))
    messages.success(request, _("You said no. The patient is told."))
    return redirect("practice:proxy", key=practice.key)


@get_or_post
@shell.section("proxy")
@helpers_only
def ask(request, practice, grant):
    """Asks for access from the proxy's side."""
    is_child = helper.is_child(practice)
    form = ChildForm(posted(request)) if is_child else AskForm(posted(request), policy=practice.policy)
    if form.is_valid():
        try:
            asked = helper.ask(practice=practice, **form.cleaned_data)
        except rules.NotPossible as refused:
            if refused.reason not in ASK_REFUSALS:
                raise
            context = {"refused": ASK_REFUSALS[refused.reason], "patient": practice.chart.patient}
            return shell.render(request, "sandbox_portal/proxy/ask_refused.html", context)
        if asked.status == State.AWAITING_DOCUMENTS:
            return redirect("practice:proxy-papers", key=practice.key)
        messages.success(request, _("You asked. Now the patient must say yes."))
        return redirect("practice:proxy", key=practice.key)
    context = {"form": form, "patient": practice.chart.patient, "is_child": is_child}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/proxy/ask.html", context, status=status)


@get_or_post
@shell.section("proxy")
@helpers_only
def papers(request, practice, grant):
    """Hands in one of the sample papers."""
    if grant is None or not (grant.status == State.AWAITING_DOCUMENTS or grant.is_held):
        raise rules.NotPossible("not-waiting")
    is_held = grant.is_held
    form = PaperForm(posted(request), choices=sample_papers.choices(grant))
    if form.is_valid():
        helper.hand_in(grant=grant, paper=form.cleaned_data["paper"])
        if grant.is_held:
            messages.warning(request, _("The clinic cannot go by this paper. The access stays on hold."))
        else:
            messages.info(request, _("The clinic has your paper. See below what they say."))
        return redirect("practice:proxy", key=practice.key)
    context = {"form": form, "patient": practice.chart.patient, "is_held": is_held}
    context |= {"is_child": grant.is_parents}
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/proxy/papers.html", context, status=status)


@require_GET
@shell.section("proxy")
@helpers_only
def tour(request, practice, grant):
    """What to know before the first look into somebody else's record."""
    if not showing.is_usable(grant):
        raise rules.NotPossible("not-active")
    context = {
        "patient": practice.chart.patient,
        "sees": showing.section_words(grant.opens),
        "until": dates.with_year(grant.expires_on),
    }
    return shell.render(request, "sandbox_portal/proxy/tour.html", context)


@require_GET
@shell.section("proxy")
@helpers_only
def enter(request, practice, grant):
    """Whose record a line of one's own first page is about, with the button that switches to it."""
    if not showing.is_usable(grant):
        raise rules.NotPossible("not-active")
    context = {
        "patient": practice.chart.patient,
        "sees": showing.section_words(grant.opens),
        "is_first": not grant.has_toured,
        "next": _inside(practice, request.GET.get("next", "")),
    }
    return shell.render(request, "sandbox_portal/proxy/enter.html", context)


def _inside(practice, address):
    """Returns the address where it is a page of this very practice, or ""."""
    home = reverse("practice:portal", kwargs={"key": practice.key})
    is_safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_safe and address.startswith(home) and ".." not in address else ""


@require_POST
@shell.section("proxy")
@helpers_only
def renewal(request, practice, grant):
    """Asks the patient to renew: the helper cannot do it alone."""
    if grant is None:
        raise rules.NotPossible("not-expiring")
    helper.ask_to_renew(grant=grant)
    messages.success(request, _("You asked. Only the patient can renew the access."))
    return redirect("practice:proxy", key=practice.key)


@require_POST
@shell.section("proxy")
@helpers_only
def switch(request, practice, grant, to):
    """Opens the patient's record, or goes back to one's own page."""
    if grant is None:
        raise rules.NotPossible("not-active")
    if to == "patient":
        helper.open_record(grant=grant)
        after = _inside(practice, request.POST.get("next", ""))
        return redirect(after) if after else redirect("practice:portal", key=practice.key)
    helper.close_record(grant=grant)
    messages.info(request, _("You are back on your own page."))
    return redirect("practice:proxy", key=practice.key)


@get_or_post
@shell.section("proxy")
@helpers_only
def borrow(request, practice, grant):
    """Signing in with the patient's password: a tempting way, and why not to go it. Nothing is typed."""
    is_used = request.method == "POST"
    if is_used:
        helper.use_password(practice=practice)
    context = {"is_used": is_used, "patient": practice.chart.patient}
    return shell.render(request, "sandbox_portal/proxy/borrow.html", context)
