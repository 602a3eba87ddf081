"""The newsletter's pages: ask for it, say yes, stop."""

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lms.letters import actions, limits, stopping
from lms.organisations.shutting import never_shut

BAD_FORM, TOO_MANY, GONE = 422, 429, 410


class SubscribeForm(forms.Form):
    """An address, and a field that only programs fill in."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail (needed)"),
        help_text=gettext_lazy("We use it for the newsletter only. You can stop at any time."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """Asks for an address and writes to it. The answer is the same whoever reads the newsletter already."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        is_program = bool(form.cleaned_data["website"])
        if is_program or limits.allows(request, "newsletter"):
            if not is_program:
                actions.subscribe(
                    organisation=request.organisation,
                    email=form.cleaned_data["email"],
                    language=get_language(),
                )
            return redirect("letters:sent")
        form.add_error(None, _("Too many tries came from here. Please try again in an hour."))
        status = TOO_MANY
    elif form.is_bound:
        status = BAD_FORM
    return render(request, "letters/subscribe.html", {"form": form}, status=status)


@require_safe
def sent(request):
    """Says that a letter is on its way."""
    return render(request, "letters/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Asks for the yes with a button, for mail programs open links by themselves; then says thanks."""
    reader = actions.asked_by(token, request.organisation)
    if reader is None:
        return render(request, "letters/confirm.html", {"state": "ended"}, status=GONE)
    if request.method == "POST":
        actions.confirm(subscriber=reader)
        return render(request, "letters/confirm.html", {"state": "done"})
    return render(request, "letters/confirm.html", {"state": "ask"})


# A mail program that follows RFC 8058 posts here by itself, without a cookie; the signed link is the key.
@never_shut
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ends the newsletter for the reader of the link: one button, or the mail program's own."""
    if stopping.key(actions.KIND, token) is None:
        return render(request, "letters/stop.html", {"state": "ended"}, status=GONE)
    if request.method == "POST":
        actions.stop(token=token)
        return render(request, "letters/stop.html", {"state": "done"})
    return render(request, "letters/stop.html", {"state": "ask"})
