"""What the frame of every page shows."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from lms.organisations.policy import Policy
from lms.site import chrome, navigation, preferences, theme


def site(request):
    """Returns preferences, menu, languages, the policy's numbers and the theme's address. Costs no query."""
    organisation = getattr(request, "organisation", None)
    has_theme = organisation is not None and not organisation.theme.is_default
    words = {
        "preferences": preferences.from_request(request),
        "settings_next": request.get_full_path(),
        "menu": SimpleLazyObject(lambda: navigation.menu(request.path)),
        "home_url": navigation.home_url(),
        "languages": SimpleLazyObject(lambda: navigation.languages(request)),
        "organisation": organisation,
        "policy": organisation.policy if organisation else Policy(),
        "theme_url": f"{reverse('site:theme')}?v={theme.version(organisation.theme)}" if has_theme else "",
    }
    return {**words, "chrome": chrome.of(request, words)}
