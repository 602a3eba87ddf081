"""Signing in: user name and password, the second step, the lock, the caller who wants the code."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import dates, outside
from sandbox_portal.sections.door import pages, rules, shelf, showing, signing_in
from sandbox_portal.sections.door.forms import ChooseForm, SignInForm, StepForm
from sandbox_portal.sections.door.models import Account
from sandbox_portal.sections.door.pages import Page
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible


@pages.door
def index(request, practice, account):
    """User name and password. The line on top says what a real portal says; the one at the field teaches."""
    stands = pages.stands_at(account)
    if stands != "door" and request.method != "POST":
        return redirect(f"practice:{stands}", key=practice.key)
    is_shown = "show" in request.POST
    form = SignInForm(_sent(request), is_shown=is_shown, initial={"tries": account.wrong_tries})
    if is_shown:
        form = SignInForm(
            is_shown=True, initial={"tries": account.wrong_tries, "name": request.POST.get("name", "")[:60]}
        )
    elif form.is_valid():
        said = form.cleaned_data
        try:
            signing_in.try_password(
                practice=practice, name=said["name"], password=said["password"], seen_tries=said["tries"]
            )
            return _after_password(practice)
        except NotPossible as problem:
            if problem.reason == "locked":
                return redirect("practice:door-locked", key=practice.key)
            account.refresh_from_db(fields=["wrong_tries"])
            _refuse(practice, account, form, problem.reason)
    is_left_open = account.outside == Account.Outside.LEFT_OPEN
    page = Page(heading=_("The window is closed")) if is_left_open else _page(account)
    context = {"is_left_open": is_left_open, "is_shown": is_shown}
    return pages.show(request, practice, account, page, form, "sign_in", **context)


def _page(account):
    """What stands around the form."""
    is_active = account.status == State.ACTIVE
    with_key = ((_("Sign in with a passkey"), "door-passkey"),) if is_active else ()
    new = ((_("Sign up with a code"), "door-code"), (_("Sign up without a code"), "door-questions"))
    return Page(
        heading=_("Sign in"),
        button=_("Sign in"),
        aside=showing.OUTSIDE.get(account.outside) and _outside(account),
        others=(
            *with_key,
            *new,
            (_("I forgot my user name"), "door-forgot-name"),
            (_("I forgot my password"), "door-forgot-password"),
            (_("Pay a paper bill as a guest"), "bill-guest"),
            (_("Call the clinic"), "phone"),
        ),
        card="all" if is_active else "facts",
    )


def _sent(request):
    return posted(request) if "show" not in request.POST else None


def _outside(account):
    title, text, kind = showing.OUTSIDE[account.outside]
    return kind, title, text


def _refuse(practice, account, form, reason):
    """Says that it was not right. The hidden field learns of the new try; the typed password is dropped."""
    form.add_error(
        None, _("User name or password is not right.") + " " + showing.tries_left(practice, account)
    )
    if reason == "wrong-password":
        text = _("You typed something else. Use the password on the card. Never type one of your own here.")
        form.add_error("password", text)
    else:
        text = _("Look at the card again. A sign-up code or an e-mail address is not the user name.")
        form.add_error("name", text)
    form.forget()
    form.data["tries"] = account.wrong_tries


def _after_password(practice):
    account = rules.account_of(practice)
    return redirect("practice:portal" if account.is_inside else "practice:door-step", key=practice.key)


@pages.door
def step(request, practice, account):
    """The code. Going to the phone to fetch it and coming back loses nothing."""
    if not account.has_passed:
        return redirect("practice:door", key=practice.key)
    if "again" in request.POST:
        channel = request.POST["again"]
        if channel in shelf.SECOND_STEPS:
            signing_in.send_again(account=account, channel=channel)
            messages.success(request, _("A new code is on its way. The one before is no longer good."))
        return redirect("practice:door-step", key=practice.key)
    form = StepForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            signing_in.second_step(account=account, typed=said["code"], remember=said["remember"])
            return redirect("practice:portal", key=practice.key)
        except NotPossible as problem:
            form.add_error("code", str(showing.CODE_PROBLEMS[problem.reason]))
    minutes = practice.policy.sign_in.code_minutes
    intro = _("We sent a code of 6 digits. It works for %(minutes)s minutes, and once.") % {
        "minutes": minutes
    }
    aside = (
        "stop",
        _("The code is for you alone"),
        _("Nobody from the clinic ever asks for it: not by phone, not by text, not by e-mail."),
    )
    page = Page(heading=_("Second step"), button=_("Go on"), intro=intro, aside=aside)
    ways = {
        "text": _("Text me a new code"),
        "email": _("E-mail me a new code"),
        "app": _("Use the app instead"),
    }
    return pages.show(request, practice, account, page, form, "step", ways=ways)


@pages.door
def locked(request, practice, account):
    """The account is locked: when it opens by itself, and what can be done sooner."""
    if account.status != State.LOCKED:
        return redirect("practice:door", key=practice.key)
    intro = _(
        "There were too many wrong passwords. Nothing is deleted, and your record is safe. "
        "The account opens by itself at %(time)s, or sooner if you call the clinic."
    ) % {"time": dates.time(account.locked_until)}
    page = Page(
        heading=_("This account is locked for a while"),
        intro=intro,
        others=(
            (_("Call the clinic"), "phone"),
            (_("I forgot my password"), "door-forgot-password"),
            (_("I forgot my user name"), "door-forgot-name"),
        ),
    )
    return pages.show(request, practice, account, page, template="plain")


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("phone")
def caller(request, practice, viewing):
    """Somebody calls and wants the code."""
    account = rules.account_of(practice)
    if account is None or not account.has_caller:
        return redirect("practice:phone-alerts", key=practice.key)
    choices = {
        "told": _("Read the code out"),
        "hung-up": _("Say no and hang up"),
        "called-back": _("Hang up, then call the number on the letter"),
    }
    form = ChooseForm(posted(request), label=_("What do you do?"), choices=choices)
    if form.is_valid():
        answer = form.cleaned_data["choice"]
        signing_in.answer_caller(account=account, answer=answer)
        if answer == "told":
            text = _(
                "A stranger has heard the code. The portal stopped it. Ask for a new one, and tell nobody."
            )
            messages.warning(request, text)
        else:
            messages.success(request, _("Good. Nobody needs your code but you."))
        where = "phone" if answer == "called-back" else "phone-alerts"
        return redirect(f"practice:{where}", key=practice.key)
    said = _(
        "“Good day, this is the help desk of %(portal)s. We see a problem with your account. Please read me "
        "the code that you just got. It is urgent.”"
    ) % {"portal": practice.policy.portal_name}
    page = Page(heading=_("The pretend phone rings"), button=_("Do that"), intro=said)
    return pages.show(request, practice, account, page, form)
