"""What the pages about proxy access show, made ready for their templates."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sandbox_portal.practice import PracticeEvent
from sandbox_portal.sections import dates, timelines
from sandbox_portal.sections.proxy import helper, levels, papers, rules
from sandbox_portal.sections.proxy.forms import SECTION_WORDS
from sandbox_portal.sections.proxy.forms import level_words as words_of_level
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.states import ACTIVE, State

KINDS = {
    State.ACTIVE_LIMITED: "good",
    State.ACTIVE_FULL: "good",
    State.EXPIRING: "sun",
    State.INVITE_EXPIRED: "sun",
    State.AWAITING_PATIENT: "sun",
    State.AWAITING_DOCUMENTS: "sun",
    State.SUSPENDED: "stop",
    State.DENIED: "stop",
    State.REVOKED: "plain",
    State.EXPIRED: "plain",
    State.AGED_OUT: "plain",
}


@dataclass(frozen=True)
class Card:
    """One person's access in the list."""

    pk: int
    name: str
    relationship: str
    level: str
    state: str
    kind: str
    until: str
    url: str


def cards(practice, grants):
    """Returns the accesses for the list."""
    return [card(practice, grant) for grant in grants]


def card(practice, grant):
    """Returns one access as the list shows it."""
    person = practice.chart.relation(grant.person)
    return Card(
        pk=grant.pk,
        name=person.name,
        relationship=str(person.relationship).lower(),
        level=level_words(grant),
        state=str(State(grant.status).label),
        kind=KINDS.get(grant.status, ""),
        until=dates.with_year(grant.expires_on) if grant.is_active else "",
        url=reverse("practice:proxy-grant", kwargs={"key": practice.key, "pk": grant.pk}),
    )


def level_words(grant):
    """Returns what an access shows: its level, or the parts that were chosen."""
    if grant.is_parents:
        return _("Parent: all of it") if grant.band == "full" else _("Parent of a teen: a part of it")
    if grant.level == Level.CUSTOM:
        return section_words(grant.opens)
    return str(words_of_level(grant.level, grant.policy)) if grant.level else ""


def section_words(sections):
    """Returns the names of sections in a row, or the word for none."""
    names = [str(words) for name, words in SECTION_WORDS.items() if name in sections]
    return ", ".join(names) or _("nothing")


def facts(practice, grant):
    """Returns the rows of an access's own page."""
    person = practice.chart.relation(grant.person)
    hidden = frozenset(levels.shareable(practice.policy)) - grant.opens
    found = [
        (_("Person"), f"{person.name}, {str(person.relationship).lower()}"),
        (_("Level"), level_words(grant)),
        (_("They see"), section_words(grant.opens)),
        (_("They do not see"), section_words(hidden) if hidden else ""),
        (_("Private parts"), _("shown") if grant.shows_sensitive else _("hidden")),
        (_("They need it"), why_words(practice, grant)),
        (_("Invitation good until"), _code_end(grant)),
        (_("Ends on"), dates.with_year(grant.expires_on)),
    ]
    return [{"label": label, "value": value, "change_url": None} for label, value in found if value]


def why_words(practice, grant):
    """Returns what somebody who asked needs the record for, or "" for an invitation. One query."""
    if grant.way == grant.Way.INVITATION:
        return ""
    asked = PracticeEvent.objects.for_practice(practice).filter(kind="proxy.asked", facts__request=grant.pk)
    said = asked.values_list("facts", flat=True).first() or {}
    return str(papers.Why(said["why"]).label) if said.get("why") else ""


def _code_end(grant):
    return dates.long_day(grant.code_expires_on) if grant.status == State.INVITED else ""


def review_rows(practice, grant):
    """Returns the rows of the review page before an invitation is sent."""
    person = practice.chart.relation(grant.person)
    url = reverse("practice:proxy-level", kwargs={"key": practice.key, "pk": grant.pk})
    months = practice.policy.proxy.adult_expires_months
    found = [
        (_("Person"), f"{person.name}, {str(person.relationship).lower()}", None),
        (_("Invitation goes to"), rules.email_of(person), None),
        (_("They will see"), section_words(grant.opens), url),
        (_("Private parts"), _("shown") if grant.shows_sensitive else _("hidden"), url),
        (_("It ends"), ngettext("after %(n)d month", "after %(n)d months", months) % {"n": months}, None),
    ]
    return [{"label": label, "value": value, "change_url": change} for label, value, change in found]


REASONS = {
    "birthday": gettext_lazy("The child had a birthday. From this age on, the rules are others."),
    "teen-agreed": gettext_lazy("The teen said yes, and has talked with the clinic."),
    "teen-closed": gettext_lazy("The teen closed it again."),
    "wrong-paper": gettext_lazy("This paper does not speak about health care."),
    "no-proof": gettext_lazy("This paper does not show that you may decide for the child."),
    "teen-is-asked": gettext_lazy("At this age nobody gets access without the teen’s own yes."),
    "court-paper": gettext_lazy("The clinic got a court paper about the child."),
    **{f"as-{relation}": relation.label for relation in papers.Relation},
    "patient-can-decide": gettext_lazy("The patient can decide alone. Nobody else can open the record."),
    "patient-said-no": gettext_lazy("The patient said no."),
    "declined": gettext_lazy("The invited person said no."),
    "cancelled": gettext_lazy("The invitation was taken back."),
    "patient-asked": gettext_lazy("The patient asked for it."),
    "level-changed": gettext_lazy("The patient changed the level."),
    "renewed": gettext_lazy("The patient renewed it."),
    "resent": gettext_lazy("Sent again, with a new code."),
}


def timeline(grant):
    """Returns every state of an access for components/timeline.html, oldest first."""
    now = "now" if grant.is_standing else "stopped"
    return timelines.passed(grant, states=State, reasons=REASONS, now=now)


ACTIVITY = {
    "home.opened": gettext_lazy("Opened the first page"),
    "appointments.opened": gettext_lazy("Looked at visits"),
    "visits.booked": gettext_lazy("Booked a visit"),
    "visits.moved": gettext_lazy("Moved a visit"),
    "visits.cancelled": gettext_lazy("Canceled a visit"),
    "visits.checked_in": gettext_lazy("Checked in for a visit"),
    "results.opened": gettext_lazy("Looked at test results"),
    "messages.opened": gettext_lazy("Read a message"),
    "messages.sent": gettext_lazy("Sent a message as your proxy"),
    "medicines.opened": gettext_lazy("Looked at medicines"),
    "refills.requested": gettext_lazy("Asked for more of a medicine"),
    "refills.opened": gettext_lazy("Looked at a medicine request"),
    "refills.cancelled": gettext_lazy("Took a medicine request back"),
    "refills.picked_up": gettext_lazy("Picked a medicine up"),
    "bills.opened": gettext_lazy("Looked at bills"),
    "bills.paid": gettext_lazy("Paid a bill"),
    "bills.plan_started": gettext_lazy("Began a payment plan"),
    "bills.asked": gettext_lazy("Asked about a bill"),
    "bills.set": gettext_lazy("Changed autopay or paper bills"),
}


def activity(practice):
    """Returns what the proxy did in the patient's record, newest first. One query.

    Only what happened between switching to the record and switching back: the proxy's own pages are
    nobody else's business.
    """
    found, is_in = [], False
    for event in PracticeEvent.objects.for_practice(practice).filter(seat="proxy"):
        if event.kind == "proxy.record_switched":
            is_in = event.facts["to"] == "patient"
        elif is_in and event.kind in ACTIVITY:
            when = f"{dates.day(event.at_sim)}, {dates.time(event.at_sim)}"
            line = {"label": ACTIVITY[event.kind], "when": when, "state": "done"}
            if not found or found[-1] != line:
                found.append(line)
    return found[::-1]


def teen(practice, grant):
    """Returns what a teen can answer a parent on the access's own page, or None."""
    if not grant.is_part or not grant.is_active:
        return None
    return {
        "asked_on": dates.long_day(grant.asked_at),
        "wished": section_words(grant.wished) if grant.wished else "",
        "agreed": section_words(grant.sections) if grant.sections else "",
        "days": practice.policy.proxy.review_business_days,
    }


def child_of(practice, grant):
    """Returns what a parent's own page says about the child's age, or None where no such access runs yet."""
    if grant is None or not grant.is_parents or not grant.band:
        return None
    born, policy = practice.chart.patient.birth_date, practice.policy
    change = levels.next_change(born, practice.today, policy)
    return {
        "age": levels.age_on(born, practice.today),
        "band": grant.band,
        "is_part": grant.is_part and grant.is_active,
        "closed": section_words(levels.of_child() - grant.opens),
        "changes_on": dates.with_year(change.on) if change else "",
        "changes_at": change.age if change else "",
        "asked_on": dates.long_day(grant.asked_at),
        "is_waiting": bool(grant.wished),
    }


def bands(policy):
    """Returns the policy's age bands in words, youngest first."""
    words = {
        "full": _("Parents see all of it."),
        "limited": _("Parents see a part: %(parts)s. The rest is the child’s own.")
        % {"parts": section_words(levels.of_teen(policy)).lower()},
        "none": _("Parents see nothing. The child is an adult now, and can invite them."),
    }
    return [
        {
            "ages": _("%(from)d to %(to)d years") % {"from": band.from_age, "to": band.to_age}
            if band.to_age < OLDEST
            else _("%(from)d years and older") % {"from": band.from_age},
            "words": words[band.access],
        }
        for band in sorted(policy.proxy.age_bands, key=lambda band: band.from_age)
    ]


OLDEST = 100


def child(practice):
    """Returns, for the first child among the relatives, the age, what is seen now and the next change."""
    found = next((c for c in rules.children(practice) if c.birth_date), None)
    if found is None:
        return None
    change = levels.next_change(found.birth_date, practice.today, practice.policy)
    age = levels.age_on(found.birth_date, practice.today)
    now = levels.access_at(age, practice.policy)
    since = next((b.from_age for b in practice.policy.proxy.age_bands if b.from_age <= age <= b.to_age), 0)
    return {
        "name": found.name,
        "age": age,
        "access": now,
        "since": since,
        "changes_on": dates.with_year(change.on) if change else "",
        "changes_at": change.age if change else "",
    }


def hold(practice):
    """Returns what the page about an access on hold says: whom to call, and how long a paper is looked at."""
    policy = practice.policy
    return {
        "call": {
            "label": policy.clinic_name,
            "number": policy.family_phone,
            "text": policy.clinic_hours.in_language(get_language()),
        },
        "days": policy.proxy.review_business_days,
    }


def news(viewing):
    """Returns lines of the home page's list: who asks for access, what runs out soon; the proxy's mail."""
    practice = viewing.practice
    if practice.is_proxy_seat:
        return [] if viewing.is_proxy else _mail(practice)
    found = rules.grants(practice).waiting_for_patient()
    return [
        {
            "label": _("Access: %(name)s") % {"name": each.name},
            "hint": each.level,
            "url": each.url,
            "state": each.state,
            "kind": each.kind,
        }
        for each in cards(practice, found)
    ]


def _mail(practice):
    person = helper.person(practice)
    invited = rules.grants(practice).filter(status=State.INVITED)
    return [
        {
            "label": _("%(name)s has invited you") % {"name": practice.chart.patient.name},
            "hint": _("The e-mail"),
            "url": reverse("practice:proxy-letter", kwargs={"key": practice.key}),
            "state": _("New"),
            "kind": "sun",
        }
        for _invitation in (invited.of(person.id)[:1] if person else ())
    ]


def is_usable(grant):
    """True where the proxy can open the record now."""
    return grant is not None and grant.status in ACTIVE
