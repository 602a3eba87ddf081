"""The help panel: a page that stops a form when its words may come from somebody in trouble."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from lms.organisations.policy import Policy
from sandbox_portal.safety.findings import Findings, Tier
from sandbox_portal.safety.forms import PRACTICE_ONLY, findings_of

CRISIS_CHAT = {"988": "https://988lifeline.org/chat/"}


@dataclass(frozen=True)
class Panel:
    """One panel of the help page or of the dialog in the browser."""

    tier: Tier
    title: str
    lines: tuple[str, ...]
    calls: tuple[dict[str, str], ...]
    text_to: str = ""
    chat: str = ""


def panels_for(tiers: Sequence[Tier], policy: Policy) -> list[Panel]:
    """The panels for the tiers that were found, emergency first; both when both were found."""
    made = {Tier.EMERGENCY: _emergency, Tier.SELF_HARM: _self_harm}
    return [make(policy) for tier, make in made.items() if tier in tiers]


def interrupt_if_needed(
    request: HttpRequest, form: forms.BaseForm | Iterable[forms.BaseForm]
) -> HttpResponse | None:
    """The help page when one of the forms holds words of an emergency, else None.

    Call it before `is_valid()`, for every form with a free-text field.
    """
    findings = findings_of(form)
    return interrupt(request, findings) if findings.emergency else None


def interrupt(request: HttpRequest, findings: Findings) -> HttpResponse:
    """The help page. What was typed goes back into the page from the POST, and is kept nowhere.

    Error reports about this request leave out everything that was posted.
    """
    request.sensitive_post_parameters = "__ALL__"
    policy = request.organisation.policy if request.organisation else Policy()
    context = {
        "panels": panels_for(findings.stops, policy),
        "policy": policy,
        "draft": _draft(request.POST),
        "only_practice": PRACTICE_ONLY,
        "back_to": request.get_full_path(),
    }
    response = render(request, "sandbox_portal/safety/stop.html", context)
    add_never_cache_headers(response)
    return response


def _draft(posted: QueryDict) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", PRACTICE_ONLY}
    return [(name, value) for name, values in posted.lists() if name not in left_out for value in values]


def _emergency(policy: Policy) -> Panel:
    number = policy.emergency_number
    return Panel(
        tier=Tier.EMERGENCY,
        title=_("Stop. This could be an emergency."),
        lines=(
            _("Call %(number)s now. Do not wait for a portal reply.") % {"number": number},
            _("This is a practice site. No one will read what you typed."),
        ),
        calls=(_call(number, _("Call %(number)s now") % {"number": number}, "first"),),
    )


def _self_harm(policy: Policy) -> Panel:
    crisis, emergency = policy.crisis_number, policy.emergency_number
    numbers = {"crisis": crisis, "emergency": emergency}
    return Panel(
        tier=Tier.SELF_HARM,
        title=_("You matter."),
        lines=(
            _("If you might hurt yourself, call or text %(crisis)s now, day or night.") % numbers,
            _("If you are in danger now, call %(emergency)s.") % numbers,
            _("This site cannot see or send your words."),
        ),
        calls=(
            _call(crisis, _("Call %(crisis)s, day or night") % numbers, "first"),
            _call(emergency, _("Call %(emergency)s if you are in danger now") % numbers, ""),
        ),
        text_to=crisis,
        chat=CRISIS_CHAT.get(crisis, ""),
    )


def _call(number: str, title: str, kind: str) -> dict[str, str]:
    return {"number": number, "title": title, "text": "", "kind": kind}
