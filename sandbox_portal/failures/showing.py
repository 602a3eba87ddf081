"""Failures as pages show them."""

from django.urls import reverse
from django.utils.translation import get_language

from sandbox_portal.failures.catalogue import GROUPS, entries
from sandbox_portal.scenarios.models import Scenario


def _said(words):
    return words.in_language(get_language())


def told(entry) -> dict:
    """One failure in words."""
    return {
        "id": entry.id,
        "title": _said(entry.says.title),
        "text": _said(entry.says.text),
        "means": _said(entry.means),
        "do": _said(entry.do),
        "how": _said(entry.how) if entry.how else "",
    }


def screen(failure) -> dict:
    """What stands on a page that was struck. The acts stand in another order each time."""
    entry = entries()[failure.failure]
    turn = failure.pk % len(entry.acts)
    acts = [*entry.acts[turn:], *entry.acts[:turn]]
    return {
        **told(entry),
        "pk": failure.pk,
        "acts": [{"slug": act.slug, "label": _said(act.label)} for act in acts],
        "was_tried": bool(failure.tried),
    }


def groups(practice=None) -> list[dict]:
    """The whole catalogue by groups; with a practice, each leads to its own page there."""
    return [
        {
            "title": title,
            "items": [
                {**told(entry), "url": practice and url(practice, entry)}
                for entry in entries().values()
                if entry.group == group
            ],
        }
        for group, title in GROUPS.items()
    ]


def tasks(entry, practice) -> list[dict]:
    """The task in which a failure can be met, as items of components/task_list.html. One query."""
    found = Scenario.objects.current().open_to(practice.organisation).known_as([entry.task])
    return [
        {
            "label": task.text("title", get_language()),
            "url": reverse("practice:task", kwargs={"slug": task.slug}),
        }
        for task in found
    ]


def url(practice, entry) -> str:
    """The address of a failure's page in a practice."""
    return reverse("practice:failure", kwargs={"key": practice.key, "id": entry.id})
