"""The other relatives that a helper looks after: their records can be opened too, to look at."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from sandbox_portal import personas
from sandbox_portal.scenarios import openings
from sandbox_portal.sections import dates
from sandbox_portal.sections.proxy import levels, showing

OPENING = "proxy.family"
MOST = 5  # lines of each part
SOON = timedelta(days=28)  # a helper plans rides and days off


def _slugs(practice):
    """Whose records else the one in the helper's seat looks after, where the task lets them."""
    person = personas.get(practice.persona)
    if not person.helper or not (practice.scenario_id is None or openings.is_begun_with(practice, OPENING)):
        return []
    others = (slug for slug in personas.slugs() if slug != person.known_as)
    return [slug for slug in others if personas.get(slug).helper == person.helper]


def others(practice):
    """Returns the other records on the helper's own page, for a list. No query."""
    mine = personas.get(personas.get(practice.persona).helper).chart if _slugs(practice) else None
    return [
        {
            "name": personas.get(slug).display_name,
            "relationship": str(relation.relationship) if (relation := mine.relation(slug)) else "",
            "url": reverse("practice:proxy-other", kwargs={"key": practice.key, "slug": slug}),
        }
        for slug in _slugs(practice)
    ]


def chart_of(practice, slug):
    """Returns another relative's record, or None where the helper may not open it. No query."""
    return personas.get(slug).chart_from(practice.started_on) if slug in _slugs(practice) else None


def opens(practice, chart):
    """Returns which sections of another relative's record the helper sees: a child's by age, no bills.

    A minor of an age at which this clinic shows a parent nothing is not shown as if grown up.
    """
    policy = practice.policy
    age = levels.age_on(chart.patient.birth_date, practice.today)
    access = levels.access_at(age, policy)
    if access != "none" or age < policy.proxy.adult_age:
        return levels.sections_for_parent(access, policy)
    return levels.sections_at(levels.Level.EVERYDAY, policy) - levels.MONEY


def news(practice):
    """Returns lines for the helper's first page: the visits of the other relatives that come soon.

    Each has the relative's name and leads to their page. Only what the helper sees there. No query.
    """
    found = []
    for slug in _slugs(practice):
        chart = chart_of(practice, slug)
        sees, name = opens(practice, chart), chart.patient.name
        url = reverse("practice:proxy-other", kwargs={"key": practice.key, "slug": slug})
        for visit in chart.appointments if "appointments" in sees else ():
            if visit.status == "booked" and timedelta() <= visit.starts_at - practice.now < SOON:
                found.append(
                    {
                        "label": _("Visit: %(title)s") % {"title": visit.title},
                        "hint": f"{dates.day(visit.starts_at)}, {dates.time(visit.starts_at)}",
                        "url": url,
                        "state": _("Coming up"),
                        "kind": "",
                        "who": name,
                    }
                )
    return found


def page(practice, chart):
    """Returns what the one page of another relative's record shows."""
    sees = opens(practice, chart)
    visits = [v for v in chart.appointments if v.starts_at >= practice.now][:MOST]
    return {
        "sees": showing.section_words(sees),
        "visits": [{"name": v.title, "when": dates.day(v.starts_at)} for v in visits],
        "shots": [str(each.name) for each in chart.vaccines[:MOST]] if "health" in sees else [],
        "allergies": [str(each.substance) for each in chart.allergies[:MOST]] if "health" in sees else [],
        "medicines": _medicines(chart) if "medicines" in sees else [],
    }


def _medicines(chart):
    active = [each for each in chart.medications if each.status == "active" and each.is_prescribed]
    return [{"id": each.id, "name": each.name} for each in active[:MOST]]


@transaction.atomic
def use_wrong_record(*, practice, slug):
    """Writes down that something was asked for in this record, which is not the one that is meant."""
    return practice.log("proxy.wrong_record_used", record=slug)
