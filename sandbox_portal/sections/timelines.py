"""The states that something was in, as components/timeline.html shows them."""

from sandbox_portal.sections import dates


def passed(item, *, states, reasons, now):
    """Returns every state that an item entered but the draft, oldest first.

    `states` are its TextChoices, `reasons` {slug: words}; `now` says how the last one stands: "now",
    "done" or "stopped".
    """
    rows = [row for row in item.statuses.all() if row.status != states.DRAFT]
    return [
        {
            "label": states(row.status).label,
            "text": reasons.get(row.reason, ""),
            "when": f"{dates.day(row.at_sim)}, {dates.time(row.at_sim)}",
            "state": now if row is rows[-1] else "done",
        }
        for row in rows
    ]
