"""What the clinic has on file about the person, to look at."""

from django.views.decorators.http import require_GET

from sandbox_portal.sections import shell
from sandbox_portal.sections.profile import showing


@require_GET
@shell.section("profile")
def index(request, practice, viewing):
    """Contact, emergency contact, insurance, pharmacy, care team and the health facts on file."""
    viewing.log_once("profile.opened")
    return shell.render(request, "sandbox_portal/profile/index.html", showing.page(viewing, practice.today))
