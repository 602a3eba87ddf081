"""Apps as a page shows them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.apps import rules
from sandbox_portal.sections.apps.models import AppLink, AppSync
from sandbox_portal.sections.apps.shelf import app as the_app
from sandbox_portal.sections.apps.shelf import said, scope_words, shelf
from sandbox_portal.sections.apps.states import Outcome, State

TONES = {State.CONNECTED: "good", State.EXPIRED: "plain", State.REVOKED: "plain", State.REFUSED: "plain"}


def _url(practice, name, **kwargs):
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def index(practice) -> dict:
    """The apps that are let in, those that were, and those one can connect. One query."""
    links = list(AppLink.objects.for_practice(practice).decided())
    standing = {link.app for link in links if link.status == State.CONNECTED}
    return {
        "connected": [link_row(practice, link) for link in links if link.status == State.CONNECTED],
        "past": [link_row(practice, link) for link in links if link.status != State.CONNECTED],
        "offers": [
            {"label": app.name, "hint": said(app.does), "url": _url(practice, "app-offer", id=app.id)}
            for app in shelf().apps
            if app.id not in standing
        ],
    }


def link_row(practice, link) -> dict:
    """One app, for the list."""
    until = _("Until %(day)s") % {"day": dates.with_year(link.ends_on)}
    return {
        "label": the_app(link.app).name,
        "hint": until if link.status == State.CONNECTED else "",
        "url": _url(practice, "app", pk=link.pk),
        "state": State(link.status).label,
        "kind": TONES.get(link.status, ""),
    }


def about(app) -> list[dict]:
    """Who made an app and what it does, for components/summary_list.html."""
    found = [
        (_("What it does"), said(app.does)),
        (_("Who made it"), said(app.maker)),
        (_("What it says about your data"), said(app.promise)),
    ]
    return [{"label": label, "value": value} for label, value in found]


def terms(link) -> list[dict]:
    """What an app was allowed, and until when."""
    found = [
        (_("It may have"), "; ".join(scope_words(link.scopes))),
        (_("Since"), dates.with_year(link.allowed_at)),
        (_("Until"), dates.with_year(link.ends_on)),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def tracker(link) -> dict:
    """When a tracker last sent, how that went, and what it sent. One query."""
    syncs = list(AppSync.objects.for_link(link))
    last_ok = next((sync for sync in syncs if sync.outcome == Outcome.OK), None)
    has_failed = bool(syncs) and syncs[0].outcome != Outcome.OK
    return {
        "last": f"{dates.day(last_ok.at_sim)}, {dates.time(last_ok.at_sim)}" if last_ok else "",
        "has_failed": has_failed,
        "failed_at": f"{dates.day(syncs[0].at_sim)}, {dates.time(syncs[0].at_sim)}" if has_failed else "",
        "table": _table(list(rules.readings(last_ok.at_sim))) if last_ok else None,
    }


def _table(found):
    heads = (_("Steps"), _("Blood pressure"), _("Weight (lb)"))
    return {
        "caption": _("What the tracker sent"),
        "corner": _("Day"),
        "columns": [{"label": head, "is_number": True} for head in heads],
        "rows": [
            {
                "header": dates.day(day),
                "cells": [
                    {"value": value, "is_number": True} for value in (steps, f"{upper}/{lower}", weight)
                ],
            }
            for day, steps, upper, lower, weight in found
        ],
    }
