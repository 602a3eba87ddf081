"""The page that an invitation's link opens. Opening it changes nothing: mail programs do that too."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.organisations import invitations
from lms.organisations.forms import PasswordForm

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, token):
    """Says who asks and for what; takes it up by POST, with a first password where there is no account."""
    try:
        invitation = invitations.find(token)
        return _show(request, token, invitation)
    except invitations.NotOpen:
        return render(request, "organisations/invitation_ended.html", status=410)


def _show(request, token, invitation):
    account = invitations.account_of(invitation)
    is_new = account is None
    form = PasswordForm(request.POST if request.method == "POST" and is_new else None)
    if request.method == "POST" and (not is_new or form.is_valid()):
        try:
            return _accept(request, token, form)
        except invitations.OtherAccount:
            pass  # shown again, with whom to sign in as
    words = {
        "invitation": invitation,
        "form": form,
        "is_new": is_new,
        "is_signed_in": account is not None and account == request.user,
        "is_other": request.user.is_authenticated and account != request.user,
        "login_url": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "organisations/invitation.html", words, status=422 if form.errors else 200)


def _accept(request, token, form):
    who = request.user if request.user.is_authenticated else None
    password = form.cleaned_data["password"] if form.is_bound else None
    user = invitations.accept(token=token, user=who, password=password)
    if who != user:
        login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Your role is yours now."))
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


app_name = "invitation"
urlpatterns = [path("<str:token>/", show, name="show")]
