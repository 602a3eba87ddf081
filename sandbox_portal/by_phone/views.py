"""Cards for practising a phone call: read on the screen, or printed and cut."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sandbox_portal.scenarios import telling
from sandbox_portal.scenarios.models import in_language

FILE = Path(__file__).parent / "calls.yaml"


@lru_cache(maxsize=1)
def calls():
    """Returns the calls as the file has them, in both languages."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def told(policy, language):
    """Returns the calls in a language, with the clinic's own numbers filled in."""

    def say(words):
        return telling.filled(in_language(words, language), policy)

    return [
        {
            "slug": call["slug"],
            "title": say(call["title"]),
            "caller": [say(line) for line in call["caller"]],
            "clinic": [say(line) for line in call["clinic"]],
        }
        for call in calls()
    ]


@require_safe
def index(request):
    """Every call with its two cards. Nothing is recorded; no query."""
    policy = request.organisation.policy
    context = {"calls": told(policy, get_language()), "emergency": policy.emergency_number}
    response = render(request, "sandbox_portal/by_phone/index.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
