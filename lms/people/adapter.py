"""What we ask of django-allauth beyond its settings."""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.utils.http import url_has_allowed_host_and_scheme


class AccountAdapter(DefaultAccountAdapter):
    """Keeps redirects on the host that was asked."""

    def is_safe_url(self, url):
        """Returns whether a redirect stays on the site the person is on."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )


def client_ip(request):
    """Returns the address a request came from, by the same rule as allauth's limits (TRUSTED_PROXIES)."""
    return get_adapter(request).get_client_ip(request)
