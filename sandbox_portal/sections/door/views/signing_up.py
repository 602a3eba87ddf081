"""Signing up: right address, code or questions, terms, name, password, phone, e-mail, second step."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sandbox_portal.sections.door import pages, shelf, showing, signing_up
from sandbox_portal.sections.door.forms import (
    ActivateForm,
    ChooseForm,
    CodeForm,
    NewPasswordForm,
    QuestionsForm,
)
from sandbox_portal.sections.door.pages import Page
from sandbox_portal.sections.door.states import State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible


@pages.door
def where(request, practice, account):
    """How to get to the portal: by the address on the letter, or by something that looks like it."""
    if account.has_found:
        return redirect("practice:door", key=practice.key)
    label = _("How do you get to the portal?")
    form = ChooseForm(posted(request), label=label, choices=shelf.ADDRESSES)
    if form.is_valid():
        if signing_up.find(practice=practice, to=form.cleaned_data["choice"]):
            return pages.on(practice, account_now(practice))
        text = _(
            "That page looked right and was not the clinic’s. You closed it in time. Choose another way."
        )
        form.add_error("choice", text)
    page = Page(
        heading=_("Open the portal"),
        button=_("Go there"),
        intro=_("You want to sign up. The letter is in your hand."),
    )
    return pages.show(request, practice, account, page, form)


def account_now(practice):
    """Returns the account as the last act has left it."""
    return practice.door


@pages.door
def code(request, practice, account):
    """The code of the letter and the birth date."""
    away = _unless_new(request, practice, account)
    if away:
        return away
    form = ActivateForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            signing_up.enter_code(
                practice=practice, whose=said["whose"], typed=said["code"], born=said["born"]
            )
            return pages.on(practice, account_now(practice))
        except NotPossible as problem:
            field = {"not-yours": "whose", "not-matched": "day", "call": None}.get(problem.reason, "code")
            form.add_error(field, str(showing.SIGN_UP_PROBLEMS[problem.reason]))
    page = Page(
        heading=_("Sign up with a code"),
        button=_("Go on"),
        intro=_("The code is on the letter. It only opens this page once: it is not your user name."),
        others=(
            (_("Look at the letter"), "papers"),
            (_("Ask for a new code"), "door-new-code"),
            (_("I have no code"), "door-questions"),
            (_("I have an account: sign in"), "door"),
            (_("Call the clinic"), "phone"),
        ),
        card="facts",
    )
    return pages.show(request, practice, account, page, form)


def _unless_new(request, practice, account):
    """Returns where to go instead for one who has an account, or is on with signing up; else None."""
    if not account.has_found:
        return redirect("practice:door-where", key=practice.key)
    if account.status in (State.ACTIVE, State.LOCKED):
        messages.info(request, _("There is an account already. Sign in to it."))
        return redirect("practice:door", key=practice.key)
    return pages.on(practice, account) if account.status in (State.MATCHED, State.IN_REVIEW) else None


@pages.door
def new_code(request, practice, account):
    """A new sign-up code: by text, by e-mail or in a letter."""
    away = _unless_new(request, practice, account)
    if away:
        return away
    ways = shelf.channels(practice.policy)
    form = ChooseForm(posted(request), label=_("Where should the new code go?"), choices=ways)
    if form.is_valid():
        channel = form.cleaned_data["choice"]
        signing_up.ask_new_code(practice=practice, channel=channel)
        days = practice.policy.sign_in.letter_days
        text = ngettext(
            "A letter is on its way. Skip ahead %(n)d work day, then look into the mailbox.",
            "A letter is on its way. Skip ahead %(n)d work days, then look into the mailbox.",
            days,
        ) % {"n": days}
        if channel != "letter":
            text = _("A new code is on its way. Look at the pretend phone or mailbox.")
        messages.success(request, text)
        return redirect("practice:door-code", key=practice.key)
    page = Page(
        heading=_("Ask for a new code"),
        button=_("Send me a new code"),
        intro=_("It goes to the phone, e-mail or street address that the clinic has on file."),
        others=((_("Back"), "door-code"), (_("Call the clinic"), "phone")),
    )
    return pages.show(request, practice, account, page, form)


@pages.door
def questions(request, practice, account):
    """Signing up without a code: two facts of the card."""
    away = _unless_new(request, practice, account)
    if away:
        return away
    form = QuestionsForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            signing_up.answer_questions(practice=practice, born=said["born"], last_digits=said["digits"])
            return pages.on(practice, account_now(practice))
        except NotPossible as problem:
            field = None if problem.reason == "call" else "digits"
            form.add_error(field, str(showing.SIGN_UP_PROBLEMS[problem.reason]))
    page = Page(
        heading=_("Sign up without a code"),
        button=_("Go on"),
        intro=_("The portal asks for facts that only you and the clinic know. Use those on the card."),
        others=((_("I have a code"), "door-code"), (_("Call the clinic"), "phone")),
        card="facts",
    )
    return pages.show(request, practice, account, page, form)


@pages.step("door-review")
def review(request, practice, account):
    """The clinic looks at a sign-up without a code first, or has said that it could not be sure."""
    if account.status == State.DENIED:
        page = Page(
            heading=_("The clinic could not be sure who asked"),
            intro=_("That happens. Nothing is lost. Call them, or show your card at the front desk."),
            others=((_("Call the clinic"), "phone"), (_("Use a code instead"), "door-code")),
        )
    else:
        page = Page(
            heading=_("The clinic is looking at it"),
            intro=_(
                "You get an e-mail by the next work day. Skip ahead 1 work day, then look into the mailbox."
            ),
            others=((_("Call the clinic"), "phone"),),
        )
    return pages.show(request, practice, account, page, template="plain")


@pages.step("door-terms")
def terms(request, practice, account):
    """What one agrees to."""
    choices = {"yes": _("Yes, I agree"), "no": _("No, I do not agree")}
    form = ChooseForm(posted(request), label=_("Do you agree?"), choices=choices)
    if form.is_valid():
        if form.cleaned_data["choice"] == "yes":
            signing_up.agree(account=account)
            return pages.on(practice, account)
        practice.log("door.refused_terms")
        text = _("Without a yes there is no account. You can still call, write on paper, or come by.")
        form.add_error("choice", text)
    page = Page(heading=_("What you agree to"), button=_("Go on"))
    return pages.show(request, practice, account, page, form, "terms")


@pages.step("door-name")
def name(request, practice, account):
    """The user name."""
    text = _("Some portals never let you change it. In your own portal you would type it.")
    form = ChooseForm(
        posted(request), label=_("Your user name"), choices=shelf.names(practice), help_text=text
    )
    if form.is_valid():
        try:
            signing_up.choose_name(account=account, name=form.cleaned_data["choice"])
            return pages.on(practice, account)
        except NotPossible:
            form.add_error("choice", _("Somebody has this name already. Choose another one."))
    page = Page(heading=_("Choose a user name"), button=_("Use this name"))
    return pages.show(request, practice, account, page, form)


@pages.step("door-passphrase")
def passphrase(request, practice, account):
    """The password: its rules are checked, and it is forgotten."""
    form, broken = NewPasswordForm(posted(request), is_shown="show" in request.GET), ()
    if form.is_valid():
        broken = signing_up.choose_passphrase(account=account, text=form.cleaned_data["password"])
        if not broken:
            messages.success(
                request, _("Good: long enough, and hard to guess. We did not keep what you typed.")
            )
            return pages.on(practice, account)
        form.add_error("password", _("Not quite yet. See the list below: one more change, then try again."))
        form.forget()
    least = practice.policy.sign_in.passphrase_characters
    page = Page(heading=_("Choose a password"), button=_("Use this password"))
    listed = showing.rules(least, text_was_sent=bool(broken), broken=broken)
    return pages.show(request, practice, account, page, form, "passphrase", rules=listed)


@pages.step("door-phone")
def phone(request, practice, account):
    """The phone, and the code that proves it."""
    heading, label = _("Your cell phone"), _("Which phone is it?")
    return _contact(request, practice, account, "text", account.phone, heading, label, shelf.phones(practice))


@pages.step("door-email")
def email(request, practice, account):
    """The e-mail address, and the code that proves it."""
    heading, label = _("Your e-mail address"), _("Which address is it?")
    return _contact(
        request, practice, account, "email", account.email, heading, label, shelf.emails(practice)
    )


def _contact(request, practice, account, channel, given, heading, label, choices):
    if "change" in request.POST:
        signing_up.change_contact(account=account, channel=channel)
        return pages.on(practice, account)
    if not given:
        text = _("Codes and alerts go there. It helps you back in when you forget your password.")
        form = ChooseForm(posted(request), label=label, choices=choices, help_text=text)
        if form.is_valid():
            signing_up.give_contact(account=account, channel=channel, value=form.cleaned_data["choice"])
            return pages.on(practice, account)
        page = Page(heading=heading, button=_("Send a code there"))
        return pages.show(request, practice, account, page, form)
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            signing_up.prove_contact(account=account, channel=channel, typed=form.cleaned_data["code"])
            return pages.on(practice, account)
        except NotPossible as problem:
            form.add_error("code", str(showing.CODE_PROBLEMS[problem.reason]))
    aside = None
    if given == "other":
        text = _("It went to somebody else’s phone or mailbox. Choose your own.")
        aside = ("stop", _("You cannot see the code"), text)
    intro = _("We sent a code to: %(where)s") % {"where": choices[given]}
    page = Page(heading=heading, button=_("Check the code"), intro=intro, aside=aside)
    return pages.show(request, practice, account, page, form, "contact")


@pages.step("door-second")
def second(request, practice, account):
    """The second step of every sign-in."""
    text = _("A stranger who knows your password still cannot get in without it.")
    form = ChooseForm(
        posted(request),
        label=_("What should the second step be?"),
        choices=shelf.SECOND_STEPS,
        help_text=text,
    )
    if form.is_valid():
        signing_up.finish(account=account, second_step=form.cleaned_data["choice"])
        messages.success(request, _("Your account is ready, and you are signed in."))
        return redirect("practice:portal", key=practice.key)
    page = Page(heading=_("Set up the second step"), button=_("Set it up and go in"))
    return pages.show(request, practice, account, page, form)
