"""The shape that most pages at the front door share: a heading, a few lines, one form, where else to go."""

from dataclasses import dataclass
from functools import wraps

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sandbox_portal.sections import outside
from sandbox_portal.sections.door import rules, showing, signing_up
from sandbox_portal.sections.door.states import State


@dataclass(frozen=True)
class Page:
    """What stands around a form. `others` are [(words, url name)], `aside` is (kind, title, text)."""

    heading: str
    button: str = ""
    intro: str = ""
    aside: tuple | None = None
    others: tuple = ()
    card: str = ""  # "", "facts" or "all": what of the paper card stands beside the form


def door(view):
    """Makes a view a page of the door: view(request, practice, account).

    One who is inside already goes to the portal; a practice that never was at the door has no account and
    goes there too. What is typed into a password field is kept out of error reports.
    """

    @sensitive_post_parameters("password")
    @require_http_methods(["GET", "HEAD", "POST"])
    @outside.page("portal")
    @wraps(view)
    def inner(request, practice, viewing, **kwargs):
        account = rules.account_of(practice)
        if account is None or account.is_inside:
            return redirect("practice:portal", key=practice.key)
        return view(request, practice, account, **kwargs)

    return inner


def step(name):
    """Makes a view a step of signing up; one whose turn it is not leads to the one whose turn it is."""

    def wrap(view):
        @door
        @wraps(view)
        def inner(request, practice, account, **kwargs):
            turn = signing_up.next_step(account)
            if turn != name:
                return redirect(f"practice:{turn}", key=practice.key)
            return view(request, practice, account, **kwargs)

        return inner

    return wrap


def show(request, practice, account, page, form=None, template="page", **context):
    """The page in the frame; 422 where a form was sent and something is wrong with it."""
    status = 422 if form is not None and form.is_bound and form.errors else 200
    urls = [(words, reverse(f"practice:{url}", kwargs={"key": practice.key})) for words, url in page.others]
    context |= {
        "page": page,
        "form": form,
        "account": account,
        "others": urls,
        "slip": showing.slip(practice, with_password=page.card == "all") if page.card else [],
        "device": showing.device(account),
        "since": practice.clock.isoformat(),
    }
    return outside.render(request, f"sandbox_portal/door/{template}.html", context, status=status)


def stands_at(account) -> str:
    """The page on which one goes on after looking at the phone, or after some minutes. Pure."""
    if account.status == State.LOCKED:
        return "door-locked"
    if account.has_passed:
        return "door-step"
    is_new = account.status == State.INVITED and account.has_found  # may sign up, or try to sign in
    return "door" if is_new else signing_up.next_step(account)


def on(practice, account):
    """Goes to the step of signing up whose turn it is."""
    return redirect(f"practice:{signing_up.next_step(account)}", key=practice.key)
