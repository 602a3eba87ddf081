"""Going out and coming back; the papers; letting minutes pass."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import actions
from sandbox_portal.sections import outside
from sandbox_portal.sections.bills import guest_showing
from sandbox_portal.sections.door import codes, openings, pages, rules, showing
from sandbox_portal.sections.door.codes import Purpose
from sandbox_portal.sections.door.forms import AwayForm, ChooseForm, WaitForm
from sandbox_portal.sections.door.models import Account
from sandbox_portal.sections.door.pages import Page
from sandbox_portal.sections.posting import posted

LONG_AWAY = 60  # minutes


@require_GET
@outside.page("papers")
def papers(request, practice, viewing):
    """What lies on the table: the card with the invented facts, the letter with the code, paper bills."""
    account = rules.account_of(practice)
    has_account = account is None or account.has_passphrase
    code = codes.newest(practice, Purpose.SIGN_UP) if account else None
    clinic = slugify(practice.policy.clinic_name) or "clinic"
    context = {
        "slip": showing.slip(practice, with_password=has_account),
        "letter": showing.letter(practice, code),
        "address": f"portal.{clinic}.example",
        "pay_address": f"pay.{clinic}.example",
        "statements": guest_showing.papers(practice),
    }
    return outside.render(request, "sandbox_portal/door/papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("portal")
def begin(request, practice, viewing):
    """Goes to the front door from inside a practice without a task."""
    if practice.scenario_id is not None:
        return redirect(practice)
    choices = {
        "sign-up": _("Sign up with a letter and a code"),
        "own": _("Sign in on my own phone"),
        "shared": _("Sign in at a computer in the library"),
    }
    form = ChooseForm(posted(request), label=_("What do you want to try?"), choices=choices)
    if form.is_valid():
        if form.cleaned_data["choice"] == "sign-up":
            openings.invited(practice)
        else:
            openings.signed_out(practice, device=form.cleaned_data["choice"], has_caller=True)
        return redirect("practice:door", key=practice.key)
    account = rules.account_of(practice) or Account(practice=practice)
    page = Page(
        heading=_("Try the front door"),
        button=_("Begin"),
        intro=_("You are outside the portal now. You cannot break anything."),
    )
    return pages.show(request, practice, account, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@outside.page("portal")
def warning(request, practice, viewing):
    """Is anybody still there? One press keeps one signed in."""
    account = rules.account_of(practice)
    if account is None or not account.is_inside or not rules.is_warned(account):
        return redirect("practice:portal", key=practice.key)
    if request.method == "POST":
        rules.extend(account=account)
        messages.success(request, _("You are still signed in. What you had begun is kept."))
        return redirect("practice:portal", key=practice.key)
    rules.warn(account=account)
    page = Page(
        heading=_("Are you still there?"),
        button=_("Stay signed in"),
        intro=_(
            "Nothing happened for a while. In 2 minutes the portal signs you out, so that nobody else "
            "reads your record. What you had begun is kept."
        ),
    )
    return pages.show(request, practice, account, page, template="warning")


@require_POST
@outside.page("portal")
def away(request, practice, viewing):
    """Steps away from the screen: until the portal asks, or until it has signed out."""
    account, form = rules.account_of(practice), AwayForm(request.POST)
    if account is not None and form.is_valid():
        soon = int((rules.timeout(practice) - rules.warning(practice)).total_seconds()) // 60
        minutes = LONG_AWAY if form.cleaned_data["long"] else soon
        actions.pass_minutes(practice=practice, minutes=minutes, since=form.cleaned_data["since"])
    return redirect("practice:portal", key=practice.key)


@require_POST
@outside.page("portal")
def wait(request, practice, viewing):
    """Lets minutes pass outside the door."""
    form = WaitForm(request.POST)
    if form.is_valid():
        actions.pass_minutes(practice=practice, **form.cleaned_data)
    return redirect("practice:door", key=practice.key)


@require_POST
@outside.page("portal")
def sign_out(request, practice, viewing):
    """Signs out. A practice that began inside gets its door now."""
    account = rules.account_of(practice)
    if account is None:
        rules.sign_out_from_inside(practice=practice)
    else:
        rules.leave(account=account, way=Account.Outside.SIGNED_OUT)
    return redirect("practice:door", key=practice.key)


@require_POST
@outside.page("portal")
def close(request, practice, viewing):
    """Closes the window without signing out."""
    account = rules.account_of(practice)
    if account is not None and account.is_inside:
        rules.leave(account=account, way=Account.Outside.LEFT_OPEN)
    return redirect("practice:door", key=practice.key)


@require_POST
@outside.page("portal")
def open_again(request, practice, viewing):
    """Opens the window that was only closed: nobody asks for a password."""
    account = rules.account_of(practice)
    if account is not None and rules.come_back(account=account):
        messages.warning(
            request, _("You are in again without a password. So would be anybody on this device.")
        )
    return redirect("practice:portal", key=practice.key)
