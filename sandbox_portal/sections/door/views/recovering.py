"""Forgotten user name, forgotten password."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sandbox_portal.sections.door import pages, recovering, showing
from sandbox_portal.sections.door.forms import BirthForm, CodeForm, ForgotForm, NewPasswordForm
from sandbox_portal.sections.door.pages import Page
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible

BACK = "door"


@pages.door
def forgot_name(request, practice, account):
    """The user name goes to the e-mail address on file."""
    form = BirthForm(posted(request))
    if form.is_valid():
        try:
            recovering.send_name(practice=practice, born=form.cleaned_data["born"])
            messages.success(request, _("If that fits, an e-mail with your user name is on its way."))
            return redirect("practice:door", key=practice.key)
        except NotPossible:
            form.add_error("day", _("That does not fit the record. Look at the card again."))
    page = Page(
        heading=_("I forgot my user name"),
        button=_("Send it to me"),
        intro=_("Type the birth date that stands on the card. We send the user name by e-mail."),
        others=((_("Back to signing in"), BACK), (_("Call the clinic"), "phone")),
        card="facts",
    )
    return pages.show(request, practice, account, page, form)


@pages.door
def forgot_password(request, practice, account):
    """A code, and then a new password. Nobody is told whether a user name is there."""
    form = ForgotForm(posted(request))
    if form.is_valid():
        recovering.send_code(practice=practice, **form.cleaned_data)
        messages.success(request, _("If there is an account of this name, a code is on its way."))
        return redirect("practice:door-reset", key=practice.key)
    page = Page(
        heading=_("I forgot my password"),
        button=_("Send me a code"),
        intro=_("Nobody can tell you your old password, the clinic neither. You choose a new one."),
        others=((_("I forgot my user name"), "door-forgot-name"), (_("Back to signing in"), BACK)),
        card="all",
    )
    return pages.show(request, practice, account, page, form)


@pages.door
def reset(request, practice, account):
    """The code of a forgotten password."""
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            recovering.use_code(practice=practice, typed=form.cleaned_data["code"])
            return redirect("practice:door-new-password", key=practice.key)
        except NotPossible as problem:
            form.add_error("code", str(showing.CODE_PROBLEMS[problem.reason]))
    page = Page(
        heading=_("Type the code"),
        button=_("Go on"),
        intro=_("Look at the pretend phone or mailbox, then come back here. Nothing is lost meanwhile."),
        others=((_("Send another code"), "door-forgot-password"), (_("Back to signing in"), BACK)),
    )
    return pages.show(request, practice, account, page, form)


@pages.door
def new_password(request, practice, account):
    """A new password: its rules are checked, and it is forgotten."""
    if not recovering.may_choose(practice):
        return redirect("practice:door-forgot-password", key=practice.key)
    form, broken = NewPasswordForm(posted(request), is_shown="show" in request.GET), ()
    if form.is_valid():
        broken = recovering.choose(practice=practice, text=form.cleaned_data["password"])
        if not broken:
            text = _(
                "Your password is changed. We did not keep what you typed. Sign in with the one on the card."
            )
            messages.success(request, text)
            return redirect("practice:door", key=practice.key)
        form.add_error("password", _("Not quite yet. See the list below: one more change, then try again."))
        form.forget()
    least = practice.policy.sign_in.passphrase_characters
    page = Page(heading=_("Choose a new password"), button=_("Use this password"))
    listed = showing.rules(least, text_was_sent=bool(broken), broken=broken)
    return pages.show(request, practice, account, page, form, "passphrase", rules=listed)
