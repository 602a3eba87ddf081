"""Two page shapes that several sections share: a short form, and where something that was sent is."""

from dataclasses import dataclass

from sandbox_portal.sections import dates, shell


@dataclass(frozen=True)
class Page:
    """What stands around a form or a list of states."""

    heading: str
    back_url: str
    back_label: str
    intro: str = ""
    button: str = ""


def form(request, page: Page, bound, *, guard=False, **context):
    """The form page; 422 where it was sent and something is wrong with it, with all that was chosen kept."""
    status = 422 if bound.is_bound and bound.errors else 200
    context |= {"page": page, "form": bound, "has_guard": guard}
    return shell.render(request, "sandbox_portal/record/form.html", context, status=status)


def steps(item, labels, reasons, *, stopped=(), is_open=False, to_come=()):
    """Every state of an item for components/timeline.html: those it was in, then those to come."""
    items = [
        {
            "label": labels(row.status).label,
            "text": reasons.get(row.reason, ""),
            "when": f"{dates.day(row.at_sim)}, {dates.time(row.at_sim)}",
            "state": "done",
        }
        for row in item.statuses.all()
        if row.status not in ("draft", "chosen")
    ]
    if items:
        items[-1]["state"] = "stopped" if item.status in stopped else "now" if is_open else "done"
    return items + [{"label": labels(state).label, "state": "todo"} for state in to_come]
