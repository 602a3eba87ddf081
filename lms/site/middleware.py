"""The content security policy: strict everywhere but in Wagtail's admin."""

from csp.middleware import CSPMiddleware
from django.conf import settings

ADMIN = "/admin/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy, and the looser one on the admin's own path."""

    def get_policy_parts(self, request, response, report_only=False):
        """Returns the policy's parts, the admin's own on the admin's path."""
        if not report_only and request.path.startswith(ADMIN):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return super().get_policy_parts(request, response, report_only)
