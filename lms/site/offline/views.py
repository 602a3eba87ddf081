"""The manifest, the worker, the page for when there is no network, and which pages to keep."""

import hashlib
import json

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.organisations import places
from lms.site import freshness, navigation
from lms.site.guest_pages import same_for_guests
from lms.site.offline import keeping

SOURCE = "js/offline/worker.js"
# What every page needs; the rest is kept with the pages that use it.
SHELL = (
    "css/site.css",
    "js/site.js",
    "js/read-aloud.js",
    "js/offline.js",
    "sandbox_portal/safety.js",
    "drawings/favicon.svg",
    "drawings/notebook.svg",
)
ICONS = (("icons/192.png", "192x192", "any"), ("icons/512.png", "512x512", "any"))
MASKABLE = ("icons/512-maskable.png", "512x512", "maskable")


def release():
    """Returns a name that changes with every file of the product, so that an update keeps nothing old."""
    files = getattr(staticfiles_storage, "manifest_hash", "") or "files"
    return f"{files}-{hashlib.sha256(_source().encode()).hexdigest()[:12]}"


def _source():
    with open(finders.find(SOURCE), encoding="utf-8") as file:
        return file.read()


@require_safe
def worker(request):
    """Serves the worker with what it has to know. Browsers ask for it anew at each visit."""
    known = {
        "release": release(),
        "shell": [static(name) for name in SHELL],
        "offline": {code: _in(code, "site:offline") for code in navigation.offered(request)},
        "base": places.top(),
        "kept": _below(keeping.KEPT_PLACES),
        "sent": _below(keeping.SENT_PLACES),
        "doors": _below(keeping.DOORS),
        "never": [_in(code, "site:offline-pages") for code, _name in settings.LANGUAGES],
        "holder": keeping.HOLDER,
        "nobody": keeping.NOBODY,
        "static": settings.STATIC_URL,
        "media": settings.MEDIA_URL,
    }
    body = f"const KNOWN = {json.dumps(known)};\n{_source()}"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = places.top()
    return response


def _below(names):
    return [places.below(path) for path in keeping.places(names)]


def _in(code, name):
    with override(code):
        return reverse(name)


@require_safe
def manifest(request):
    """Serves what a phone needs to put the site among its apps, in the language of the address."""
    organisation = request.organisation
    name = organisation.name if organisation else "Portalwise"
    icons = [
        {"src": static(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for file, sizes, purpose in (*ICONS, MASKABLE)
    ]
    home = navigation.home_url()
    shortcuts = [(_("My page"), "my/"), (_("Learn"), "learn/"), (_("Check yourself"), "check/")]
    response = JsonResponse(
        {
            "id": places.top(),
            "name": name,
            "short_name": name[:20],
            "description": _("Learn to use your patient portal by doing it."),
            "lang": get_language(),
            "start_url": home,
            "scope": places.top(),
            "display": "standalone",
            "background_color": "#fbf7ef",
            "theme_color": "#0a4a57",
            "icons": icons,
            "shortcuts": [{"name": label, "url": home + place} for label, place in shortcuts],
        },
        content_type="application/manifest+json",
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def page(request):
    """Shows which pages are on this device and what waits to be sent. The worker fills it in."""
    return same_for_guests(render(request, "site/offline.html"))


@never_cache
@require_safe
def pages(request):
    """Lists the pages to keep for whoever asks; `mark` changes when any of them may have."""
    here = places.within(request.GET.get("here", "")[:300])
    listed = keeping.pages(request, here)
    return JsonResponse(
        {
            "mark": f"{release()} {freshness.current() or ''}",
            "pages": [[kept.url, kept.following] for kept in listed],
        }
    )
