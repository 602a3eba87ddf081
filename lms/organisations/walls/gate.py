"""The gate to the authors' desk: shuts what has no walls, and keeps the walls up while a page is made."""

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.defaults import page_not_found
from wagtail.admin.auth import permission_denied
from wagtail.permissions import policy_registry

from lms.organisations.walls import addresses, landing, scope


class DeskMiddleware:
    """Puts the signed-in member of staff behind their organisations' walls on every address of the admin.

    Needs `request.user` and `request.organisation`. Costs one query, outside the admin none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not self._is_at_the_desk(request):
            return self.get_response(request)
        with scope.entered(scope.of(request.user, request.organisation)):
            response = self.get_response(request)
            # Made later than this block: an exported list, line by line. A file is there already.
            if response.streaming and getattr(response, "file_to_stream", None) is None:
                response.streaming_content = list(response.streaming_content)
            return response

    def process_view(self, request, view, args, kwargs):
        """Turns staff away from what is shut, and from everything who has no place at the desk."""
        if not self._is_at_the_desk(request):
            self._turn_away(request)
            return None
        if request.user.is_superuser:
            return None
        name = request.resolver_match.view_name
        if name == "wagtailadmin_explore_root" and (section := landing.section(request.user)):
            return redirect("wagtailadmin_explore", section.pk)
        if addresses.is_open(name, kwargs) and self._may(request.user, addresses.piece_meant(name, kwargs)):
            return None
        return permission_denied(request)

    @staticmethod
    def _turn_away(request):
        """Refuses who is signed in and has no place at the desk; visitors are asked to sign in by Wagtail.

        Wagtail would ask them to sign in as well, and the page to sign in would send them back, for ever.
        """
        is_the_desk = request.path_info.startswith(reverse("wagtailadmin_home"))
        is_for_anybody = request.resolver_match.view_name in addresses.ANYBODY | {"wagtailadmin_logout"}
        if is_the_desk and request.user.is_authenticated and not is_for_anybody:
            raise PermissionDenied

    def process_exception(self, request, exception):
        """Answers that a page is not there, where a view stumbles over a row that the walls hide."""
        if scope.current() and isinstance(exception, ObjectDoesNotExist):
            return page_not_found(request, exception, template_name="wagtailadmin/404.html")
        return None

    @staticmethod
    def _may(user, piece):
        if piece is None:
            return True
        model, key, action = piece
        found = model._default_manager.filter(pk=key).first()
        policy = policy_registry.get_by_type(model)
        return found is None or policy.user_has_permission_for_instance(user, action, found)

    @staticmethod
    def _is_at_the_desk(request):
        return request.path_info.startswith(reverse("wagtailadmin_home")) and request.user.has_perm(
            "wagtailadmin.access_admin"
        )
