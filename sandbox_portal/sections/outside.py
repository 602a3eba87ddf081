"""The frame of what lies around the portal: its front door, the pretend phone, the mailbox, the papers.

    @outside.page("phone")
    def texts(request, practice, viewing):
        return outside.render(request, "sandbox_portal/phone/alerts.html", {...})

These pages are there whether one is signed in or not. The template extends
"sandbox_portal/outside/base.html".
"""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sandbox_portal.access import with_practice
from sandbox_portal.scenarios import notices, panel
from sandbox_portal.sections import dates, skins
from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.alerts.kinds import MAILBOX, PHONE
from sandbox_portal.sections.alerts.models import Alert


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    is_current: bool
    unread: int


@dataclass(frozen=True)
class Around:
    """What the frame shows."""

    name: str
    now: str
    places: tuple[Place, ...]
    heading: str


def page(place, *, patient_only=True):
    """Makes a view one of these pages: view(request, practice, viewing, **kwargs) for <uuid:key>.

    They are the patient's: in the proxy's seat there is nothing here, unless `patient_only` is off.
    """

    def wrap(view):
        @with_practice
        @wraps(view)
        def inner(request, practice, **kwargs):
            if patient_only and practice.is_proxy_seat:
                raise Http404("This is the patient's own.")
            request.viewing, request.place = viewings.of(practice), place
            return view(request, practice, request.viewing, **kwargs)

        return inner

    return wrap


def render(request, template, context, *, status=200):
    """The page in its frame. Adds `practice`, `viewing`, `around` and `coach` to the context."""
    practice = request.practice
    coach = panel.of(practice, get_language())
    frame = {
        "practice": practice,
        "viewing": request.viewing,
        "around": around(practice, request.place),
        "coach": coach,
        "is_notice_open": notices.show(practice.attempt, coach.mistake, request.place),
    }
    return render_page(request, template, {**frame, **context}, status=status)


def around(practice, current) -> Around:
    """What the frame shows around a place. One query; in the proxy's seat none."""
    language = get_language()
    skin = skins.of(practice, language)
    given = practice.chart.patient.given or practice.chart.patient.name
    unread = [] if practice.is_proxy_seat else Alert.objects.unread_by_channel(practice)
    on_phone = sum(count for way, count in unread if way in PHONE)
    in_mailbox = sum(count for way, count in unread if way in MAILBOX)
    is_out = bool(is_outside(practice))
    places = [("portal", _("The portal"), "practice:door" if is_out else "practice:portal", 0)]
    if not practice.is_proxy_seat:
        places += [
            ("phone", _("The phone"), "practice:phone-alerts", on_phone),
            ("mailbox", _("The mailbox"), "practice:mailbox", in_mailbox),
            ("papers", _("The papers"), "practice:papers", 0),
        ]
    if not practice.is_proxy_seat and _is_at_the_library(practice):
        places.append(("computer", _("This computer"), "practice:computer", 0))
    names = {
        "phone": _("%(name)s’s pretend phone") % {"name": given},
        "mailbox": _("%(name)s’s pretend mailbox") % {"name": given},
        "papers": _("%(name)s’s papers") % {"name": given},
        "computer": _("The library’s computer"),
        "pay": _("%(clinic)s: pay a bill") % {"clinic": practice.policy.clinic_name},
    }
    found = tuple(
        Place(label, reverse(url, kwargs={"key": practice.key}), name == current, count)
        for name, label, url, count in places
    )
    return Around(
        name=names.get(current, skin.portal_name),
        now=f"{dates.day(practice.today)}, {dates.time(practice.now)}",
        places=found,
        heading=practice.scenario.text("title", language) if practice.scenario_id else "",
    )


def _is_at_the_library(practice) -> bool:
    """True at a computer that others use too. No query after `for_learner`."""
    account = getattr(practice, "door", None)
    return account is not None and account.device == "shared"


def is_outside(practice) -> bool:
    """True while the patient is not signed in. No query after `for_learner`."""
    account = getattr(practice, "door", None)
    return account is not None and not account.is_inside and not practice.is_proxy_seat
