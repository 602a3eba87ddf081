"""Signing in with a passkey, and the way on where the phone is not there."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sandbox_portal.sections.door import pages, passkeys
from sandbox_portal.sections.door.forms import ChooseForm
from sandbox_portal.sections.door.pages import Page
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible


@pages.door
def passkey(request, practice, account):
    """The phone asks who holds it; on another device the key is not there."""
    if account.status != State.ACTIVE:
        return redirect(f"practice:{pages.stands_at(account)}", key=practice.key)
    form = ChooseForm(
        posted(request), label=_("How do you unlock it?"), choices=passkeys.WAYS[account.device]
    )
    if form.is_valid():
        try:
            passkeys.unlock(practice=practice, way=form.cleaned_data["choice"])
            return redirect("practice:portal", key=practice.key)
        except NotPossible as problem:
            form.add_error("choice", str(passkeys.PROBLEMS[problem.reason]))
    page = Page(
        heading=_("Sign in with a passkey"),
        button=_("Unlock"),
        intro=_(
            "A passkey is a key that your phone keeps. You type nothing, and a fake page cannot take it. "
            "It is pretend here: your own device is not asked."
        ),
        others=((_("Use user name and password instead"), "door"), (_("Call the clinic"), "phone")),
    )
    return pages.show(request, practice, account, page, form)
