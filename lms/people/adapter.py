"""What we ask of django-allauth beyond its settings."""

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from lms.organisations import places
from lms.people import asking


class AccountAdapter(DefaultAccountAdapter):
    """Keeps redirects on the host that was asked; tells e-mails for whom they speak, and for how long."""

    def is_safe_url(self, url):
        """Returns whether a redirect stays on the site the person is on."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_logout_redirect_url(self, request):
        """Leads to the first page of the site that somebody has signed out of."""
        return places.top()

    def post_login(self, request, user, **more):
        """Leads on as ever, but first to a page that asks whose the work in this browser is."""
        answer = super().post_login(request, user, **more)
        ahead = asking.address(request)
        return HttpResponseRedirect(f"{ahead}?{urlencode({'next': answer.url})}") if ahead else answer

    def send_mail(self, template_prefix, email, context):
        """Sends one of templates/account/email/, in the language of the page that asked for it."""
        organisation = getattr(self.request, "organisation", None)
        about = {
            "from_whom": organisation.name if organisation else "Portalwise",
            "confirm_days": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
            "reset_days": settings.PASSWORD_RESET_TIMEOUT // (60 * 60 * 24),
        }
        super().send_mail(template_prefix, email, {**about, **context})


def client_ip(request):
    """Returns the address a request came from, by the same rule as allauth's limits (TRUSTED_PROXIES)."""
    return get_adapter(request).get_client_ip(request)
