"""What holds for each page: the content security policy, and the languages its site is offered in."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import get_language_from_path

from lms.organisations.shutting import stays_open
from lms.site import navigation

ADMIN = "/admin/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy, and the looser one on the admin's own path."""

    def get_policy_parts(self, request, response, report_only=False):
        """Returns the policy's parts, the admin's own on the admin's path."""
        if not report_only and request.path_info.startswith(ADMIN):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return super().get_policy_parts(request, response, report_only)


class OfferedLanguagesMiddleware:
    """Leads from a language that a site does not offer to the same page in one that it does.

    Needs `request.organisation`. Whom to call, one's own data, and what is never shut stay in both
    languages. Costs no query for a language that is offered. What is sent is taken as it comes.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = get_language_from_path(request.path_info)
        offered = navigation.offered(request) if language else ()
        is_read = request.method in ("GET", "HEAD")
        if language and language not in offered and is_read and not stays_open(request.path_info):
            there = navigation.in_language(request, request.get_full_path(), offered[0])
            return redirect(there)
        return self.get_response(request)
