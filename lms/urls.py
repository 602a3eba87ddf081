"""Every address of the site. Apps are named as strings: nobody imports this module."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve

urlpatterns = [
    path("healthz", include("lms.health.urls")),
    path("sw.js", include("lms.site.offline.worker_url")),
    path("go/", include("courses.slips.short_urls")),
    path("lti/", include("courses.lti.machine_urls")),
    path("credentials/", include("courses.certificates.machine_urls")),
    path("xapi/", include("analytics.xapi.urls")),
    path("insights/api/", include("analytics.api.urls")),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    # Pictures only: an uploaded document, opened from here, would be a page of ours (see documents/).
    re_path(r"^media/(?P<path>(?:original_)?images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *i18n_patterns(
        path("", include("lms.site.urls")),
        path("account/", include("lms.people.urls")),
        path("accounts/", include("allauth.account.urls")),
        path("invitation/", include("lms.organisations.invitation_pages")),
        path("class/", include("lms.classes.urls")),
        path("insights/act/", include("analytics.acting.urls")),
        path("insights/report/", include("analytics.delivering.urls")),
        path("insights/", include("analytics.urls")),
        path("practice/", include("sandbox_portal.urls")),
        path("check/", include("self_check.urls")),
        path("my/", include("courses.urls")),
        path("newsletter/", include("lms.letters.urls")),
        path("", include("courses.around.urls")),
        path("certificate/", include("courses.certificates.urls")),
        path("take/", include("courses.takeaway.urls")),
        path("slip/", include("courses.slips.urls")),
        path("learning-systems/", include("courses.lti.urls")),
        path("package/", include("courses.packages.urls")),
        path("", include("courses.page_urls")),
    ),
]
