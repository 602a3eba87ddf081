"""What waits in the records that a helper looks after, on the helper's own page: each line with a name.

Only what each access opens is there. A line leads through the page that switches to that record, so that
nobody reads or asks for something in the wrong one.
"""

from urllib.parse import quote

from django.urls import reverse

from sandbox_portal.sections.home import todo
from sandbox_portal.sections.proxy import access, family

SHOWN = 5


def records(viewing) -> list:
    """The record of the patient as the helper's access opens it, for one on their own page; [] without."""
    practice = viewing.practice
    if not practice.is_proxy_seat or viewing.is_proxy:
        return []
    grant = viewing.once(access.of).grant
    return [viewing.into(practice, grant)] if grant else []


def items(viewing) -> list[dict]:
    """What waits for the people one helps, what cannot wait first; [] for everybody but a helper at home."""
    practice = viewing.practice
    found = []
    for record in records(viewing):
        name = record.chart.patient.name
        for item in todo.items(record):
            found.append({**item, "who": name, "url": _through(practice, item["url"])})
    if practice.is_proxy_seat and not viewing.is_proxy:
        found += family.news(practice)
    return found


def cannot_wait(lines) -> bool:
    """True where one of these lines is a result that somebody has to call about. Late money can wait."""
    return any(line["kind"] == "stop" and line.get("is_new_result") for line in lines)


def _through(practice, url) -> str:
    """The page that asks to switch to the patient's record first, and then goes on to `url`."""
    return reverse("practice:proxy-enter", kwargs={"key": practice.key}) + f"?next={quote(url)}"
