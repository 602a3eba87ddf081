"""Plain language in the page editor: a side panel that reads along, and the reviewers' form."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from courses.pages import CaregiverPage, CourseIndexPage, CoursePage, GlossaryPage, HomePage, LessonPage
from courses.plain_language import authors, report
from courses.plain_language.forms import PematForm
from courses.plain_language.models import PematReview
from lms.organisations import roles
from lms.organisations.models import Membership, Organisation

REVIEWERS = (Membership.Role.REVIEWER, Membership.Role.CLINICAL, Membership.Role.PUBLISHER)


class PlainLanguagePanel(BaseSidePanel):
    """How the page reads, with the sentences to mend; it reads again when the author asks."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button at the side."""

        aria_label = gettext_lazy("Toggle plain language")
        icon_name = "openquote"

        def get_context_data(self, parent_context):
            """Counts what would hold the page back."""
            return {**super().get_context_data(parent_context), "count": len(self.panel.reading.stops)}

    name = "plain-language"
    title = gettext_lazy("Plain language")
    template_name = "courses/desk/plain_language/panel.html"
    order = 360

    @cached_property
    def reading(self):
        """The reading of the page as it was saved last."""
        return report.of(self.object)

    def get_context_data(self, parent_context):
        """Returns the reading, the last reviews and where to ask anew."""
        reviews = list(PematReview.objects.of_page(self.object)[:3])
        return {
            **super().get_context_data(parent_context),
            "reading": self.reading,
            "reviews": reviews,
            "authors": authors.said_of(self.object),
            "is_latest": bool(reviews) and reviews[0].revision_id == self.object.latest_revision_id,
            "read_url": reverse("plain_language:read", args=[self.object.pk]),
            "review_url": reverse("plain_language:review", args=[self.object.pk]),
            "may_review": may_review(self.request.user, self.object),
        }

    class Media:
        js = ["js/desk/plain-language.js"]


class ReadAlongEditView(EditView):
    """The editor with the panel beside it."""

    def get_side_panels(self):
        """Adds the panel where the page is shown to a person."""
        panels = list(super().get_side_panels())
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(PlainLanguagePanel(self.page, self.request))
        return MediaContainer(panels)


class _ReadAlong(PageViewSet):
    edit_view_class = ReadAlongEditView


def viewsets():
    """Returns a viewset for each kind of page with words."""
    kinds = (HomePage, CourseIndexPage, CoursePage, LessonPage, GlossaryPage, CaregiverPage)
    return [
        type(f"{kind.__name__}ViewSet", (_ReadAlong,), {"model": kind})(f"{kind._meta.model_name}_pages")
        for kind in kinds
    ]


class ReadView(PreviewOnEditView):
    """Reads what stands in the editor at this moment, saved or not."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Returns the report as a piece of HTML. What is typed is kept nowhere."""
        form = self.get_form(request.POST)
        try:
            is_whole = form.is_valid()
        except KeyError:  # a stream's fields say how many blocks they have; this was no editor's form
            return HttpResponseBadRequest(_("Send the whole form of the editor."))
        words = {"reading": report.of(form.instance), "is_whole": is_whole}
        return TemplateResponse(request, "courses/desk/plain_language/report.html", words)


def may_review(user, page):
    """Returns whether somebody may answer for a page: its organisation's reviewers and publishers."""
    if user.is_superuser:
        return True
    places = [
        home for one in Organisation.objects.for_user(user, roles=REVIEWERS) for home in roles.homes(one)
    ]
    return any(page.path.startswith(home.path) for home in places)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, page_id):
    """Asks a reviewer for the items of PEMAT-P and keeps the scores with the revision they are about."""
    page = get_object_or_404(Page.objects.select_related("latest_revision"), pk=page_id)
    if not may_review(request.user, page):
        raise PermissionDenied
    form = PematForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        PematReview.objects.create(
            page=page,
            revision=page.latest_revision,
            reviewer=request.user,
            answers=form.answers(),
            note=form.cleaned_data["note"],
        )
        messages.success(request, _("Your review is kept with this version of the page."))
        return HttpResponseRedirect(request.path)
    words = {
        "page": page.specific,
        "authors": authors.said_of(page.specific),
        "form": form,
        "reviews": PematReview.objects.of_page(page),
        "reading": report.of(page.get_latest_revision_as_object()),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "courses/desk/plain_language/review.html", words, status=status)


urlpatterns = [
    path("<int:page_id>/read/", ReadView.as_view(), name="read"),
    path("<int:page_id>/review/", review, name="review"),
]
