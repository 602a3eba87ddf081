"""The frame's own pages: real help, about, privacy, accessibility, the settings bar, the gallery."""

from urllib.parse import urldefrag

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from lms.organisations.policy import Policy
from lms.organisations.theme import Theme
from lms.site import gallery as samples
from lms.site import helplines, navigation, preferences
from lms.site import theme as themes

A_YEAR = 60 * 60 * 24 * 365


def _policy(request):
    return request.organisation.policy if request.organisation else Policy()


def _safe_next(request, asked):
    """Returns the address to go back to: the asked one on this host, else the home page."""
    is_safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and is_safe else navigation.home_url()


@require_safe
def help_page(request):
    """Shows whom to call. Needs no account and no script."""
    policy = _policy(request)
    clinic = helplines.clinic(policy, get_language())
    lines = helplines.lines(policy)
    context = {
        "first": [helplines.emergency(policy)],
        "lines": lines,
        "clinic": clinic,
        "has_made_up_number": any(helplines.is_made_up(call["number"]) for call in clinic),
        "can_text_crisis_line": policy.crisis_number == helplines.US_CRISIS,
    }
    return render(request, "site/help.html", context)


@require_safe
def about(request):
    """Shows what this site is and is not."""
    return render(request, "site/about.html")


@require_safe
def privacy(request):
    """Shows what is kept, for how long, and how to have it deleted."""
    context = {
        "guest_days": settings.GUEST_PRACTICE_DAYS,
        "account_days": settings.ACCOUNT_PRACTICE_DAYS,
        "idle_days": settings.GUEST_DAYS,
    }
    return render(request, "site/privacy.html", context)


@require_safe
def accessibility(request):
    """Shows how easy the site is to use, what was checked and what was not."""
    return render(request, "site/accessibility.html")


@require_safe
def gallery(request):
    """Shows every component with sample values, for those who build and write pages."""
    return render(request, "site/gallery.html", samples.context())


# Without a token: the form stands on every page, also on those kept open for days, and the worst that
# somebody else's page could do with it is to change the size of our text.
@csrf_exempt
@require_POST
def set_preferences(request):
    """Remembers a choice of the settings bar and goes back to the page."""
    chosen = preferences.from_request(request).changed(request.POST.dict())
    back, _fragment = urldefrag(_safe_next(request, request.POST.get("next", "")))
    # Larger text may fold the bar away: the fragment keeps it open for the next choice (settings-bar.css).
    response = HttpResponseRedirect(f"{back}#text-and-sound")
    response.set_cookie(
        preferences.COOKIE,
        chosen.to_cookie(),
        max_age=preferences.COOKIE_AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
def language(request, code):
    """Goes to the same page in another language and remembers the language."""
    if code not in navigation.offered(request):
        raise Http404
    here = _safe_next(request, request.GET.get("next", ""))
    response = HttpResponseRedirect(navigation.in_language(request, here, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, secure=request.is_secure(), samesite="Lax"
    )
    return response


@require_safe
def theme(request):
    """Serves the organisation's colours as a style sheet, kept by browsers for a year under its version."""
    colours = request.organisation.theme if request.organisation else Theme()
    response = HttpResponse(themes.stylesheet(colours), content_type="text/css; charset=utf-8")
    is_current = request.GET.get("v") == themes.version(colours)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if is_current else "no-cache"
    return response
