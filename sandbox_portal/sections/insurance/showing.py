"""Claims, letters, approvals, the plan's amounts and the directory, as a page shows them."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import dates
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.insurance import drugs, shelf
from sandbox_portal.sections.insurance.forms import LOST, OTHER, REASONS
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.insurance.states import Kind, State

STATES = {
    "received": (gettext_lazy("The plan has it"), "plain"),
    "processing": (gettext_lazy("The plan is looking at it"), "plain"),
    "info-needed": (gettext_lazy("The plan has a question"), "stop"),
    "paid": (gettext_lazy("Done: the plan paid its part"), "good"),
    "part": (gettext_lazy("Partly denied"), "stop"),
    "denied": (gettext_lazy("Denied"), "stop"),
    "appeal": (gettext_lazy("Appeal under way"), "sun"),
    "won": (gettext_lazy("Paid after your appeal"), "good"),
    "lost": (gettext_lazy("Denied after your appeal"), "stop"),
    "yes": (gettext_lazy("The plan said yes"), "good"),
    "no": (gettext_lazy("The plan said no"), "stop"),
    "ended": (gettext_lazy("The yes has ended"), "plain"),
}
WHY = {
    "letter-shows-need": gettext_lazy("Your doctor’s letter shows that you needed the care. The plan pays."),
    "doctors-letter-missing": gettext_lazy("A letter from your doctor is missing. Add it."),
    "paper-never-came": gettext_lazy("The doctor’s letter never came, so the no stays."),
    "not-covered": gettext_lazy("The plan does not cover this care. More papers do not change that."),
    "nothing-new": gettext_lazy("There was nothing new to go by."),
    "paper-sent": gettext_lazy("You added the doctor’s letter."),
    "card-mailed": gettext_lazy("The card is in the mail. Use the one on the screen until it comes."),
    "yes-before": gettext_lazy("The plan says yes to this care. It is not a promise to pay all of it."),
    "exception-yes": gettext_lazy("The plan pays for it this year. It may cost you as much as tier 4."),
    "paid-now": gettext_lazy("Thank you. The plan pays the claim now."),
    "ask-other-first": gettext_lazy("Then the other plan pays first. Send the claim there."),
}
BALANCES = {
    "deductible": (
        gettext_lazy("Deductible"),
        gettext_lazy("You pay this much in a year before the plan pays its part for some care."),
    ),
    "out-of-pocket": (
        gettext_lazy("Out-of-pocket maximum"),
        gettext_lazy("The most that you pay in a year. After that the plan pays all covered care."),
    ),
}
_KINDS = {
    State.APPROVED: "good", State.OVERTURNED: "good", State.DENIED: "stop", State.UPHELD: "stop",
    State.MORE_NEEDED: "stop", State.WITHDRAWN: "plain",
}  # fmt: skip


def url(practice, name, **kwargs):
    """The address of one of the plan's pages."""
    return reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})


def requests(practice):
    """Everything that was sent to the plan. One query."""
    return list(PlanRequest.objects.for_practice(practice).sent())


def state(practice, claim, sent) -> str:
    """How far a claim is: one of STATES."""
    letter = practice.chart.letter_of(claim.id, practice.now)
    mine = [each for each in sent if each.item == claim.id and each.status != State.WITHDRAWN]
    if letter is None:
        return "received" if claim.created_at and claim.created_at.date() == practice.today else "processing"
    if mine:
        return _after_request(mine[-1])
    if claim.use == "preauthorization":
        if letter.outcome != "paid":
            return "no"
        return "ended" if letter.valid_until and letter.valid_until < practice.today else "yes"
    return letter.outcome


def _after_request(request):
    if request.is_open:
        return "appeal" if request.kind == Kind.APPEAL else "processing"
    is_yes = request.status in (State.APPROVED, State.OVERTURNED)
    if request.kind == Kind.APPEAL:
        return "won" if is_yes else "lost"
    return "paid" if is_yes else "denied"


def known(practice, use) -> list:
    """The claims (or requests for a yes before the care) that the plan has by now."""
    return [
        claim
        for claim in practice.chart.claims
        if claim.use == use and (claim.created_at is None or claim.created_at <= practice.now)
    ]


def row(practice, claim, sent) -> dict:
    """One claim for a list."""
    label, kind = STATES[state(practice, claim, sent)]
    is_claim = claim.use == "claim"
    amount = f", {money(claim.charge)}" if claim.charge else ""
    return {
        "label": f"{claim.title}, {dates.with_year(claim.service_on)}",
        "hint": f"{claim.provider}{amount}{deadline(practice, claim, sent)}",
        "url": url(practice, "claim" if is_claim else "approval", id=claim.id),
        "state": label,
        "kind": kind,
    }


def days_left(practice, letter) -> int | None:
    """How many days are left to appeal; None where no last day is named."""
    return (letter.appeal_by - practice.today).days if letter and letter.appeal_by else None


def deadline(practice, claim, sent) -> str:
    """The last day to appeal, where there is one still to come."""
    letter = practice.chart.letter_of(claim.id, practice.now)
    left = days_left(practice, letter)
    if left is None or left < 0 or state(practice, claim, sent) not in ("denied", "part", "no"):
        return ""
    return ". " + _("Appeal until %(day)s") % {"day": dates.with_year(letter.appeal_by)}


def left_words(left) -> str:
    """How long there is still time."""
    if left is None:
        return ""
    if left < 0:
        return _("The last day has passed.")
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}


def facts(practice, claim) -> list[dict]:
    """What a claim is about."""
    found = [
        (_("Care"), str(claim.title)),
        (_("Day of the care"), dates.with_year(claim.service_on)),
        (_("By"), str(claim.provider)),
        (_("Charged"), money(claim.charge) if claim.charge else ""),
        (_("Claim number"), claim.number),
    ]
    return [_row(label, value) for label, value in found if value]


def _row(label, value, change_url=None):
    return {"label": label, "value": value, "change_url": change_url}


def timeline(practice, claim, sent) -> list[dict]:
    """Each step of a claim, for components/timeline.html."""
    now = state(practice, claim, sent)
    letter = practice.chart.letter_of(claim.id, practice.now)
    items = [_step(STATES["received"][0], claim.created_at)]
    if letter is None:
        return [*items, {"label": STATES["processing"][0], "state": "now"}, _to_come(_("The plan’s letter"))]
    before = {"paid": "yes", "denied": "no"} if claim.use == "preauthorization" else {}
    outcome = before.get(letter.outcome, letter.outcome)
    items += [
        _step(STATES["processing"][0], None),
        _step(STATES[outcome][0], letter.created_at, letter.reason),
    ]
    mine = [each for each in sent if each.item == claim.id]
    for request in mine:
        items += steps(request)
    if not mine:
        items[-1]["state"] = "stopped" if now in ("denied", "part", "no", "info-needed") else "done"
    return items


def _step(label, moment, text=""):
    return {"label": label, "when": dates.with_year(moment), "text": text, "state": "done"}


def _to_come(label):
    return {"label": label, "state": "todo"}


def letter_lines(letter) -> list[dict]:
    """The plan's letter, line by line."""
    return [
        {
            "name": line.name,
            "rows": [
                _row(label, money(cents))
                for label, cents, always in (
                    (_("Charged"), line.charge, True),
                    (_("Plan’s discount"), -line.discount, False),
                    (_("Plan paid"), line.plan_paid, True),
                    (_("Your deductible"), line.deductible, False),
                    (_("Your copay"), line.copay, False),
                    (_("You may owe"), line.owed, True),
                )
                if cents or always
            ],
        }
        for line in letter.lines
    ]


# --- what was sent ---


def item_name(practice, request) -> str:
    """What a request is about."""
    claim = practice.chart.claim(request.item)
    if claim is not None:
        return str(claim.title)
    care = shelf.CARE.get(request.item)
    if care:
        return str(care.name)
    drug = drugs.all_drugs().get(request.item)
    return drug.name.in_language(get_language()) if drug else ""


def title(practice, request) -> str:
    """A request's name."""
    name = item_name(practice, request)
    return f"{Kind(request.kind).label}: {name}" if name else str(Kind(request.kind).label)


def request_row(practice, request) -> dict:
    """One request for a list."""
    hint = _("Answer by %(day)s") % {"day": dates.with_year(request.answer_on)} if request.is_open else ""
    return {
        "label": title(practice, request),
        "hint": hint,
        "url": url(practice, "plan-request", pk=request.pk),
        "state": State(request.status).label,
        "kind": _KINDS.get(request.status, "sun"),
    }


def request_rows(practice, request, change_url=None) -> list[dict]:
    """What is sent, on its review page and its own page."""
    words = {Kind.APPEAL: REASONS, Kind.ANSWER: OTHER, Kind.CARD: LOST}.get(request.kind, {})
    found = [(_("What"), title(practice, request), None)]
    claim = practice.chart.claim(request.item)
    if claim is not None:
        found.append((_("Day of the care"), dates.with_year(claim.service_on), None))
    found.append((_("You say"), str(words.get(request.reason, "")), change_url))
    if request.kind == Kind.APPEAL:
        papers = "; ".join(str(shelf.PAPERS[each]) for each in request.papers)
        found += [(_("Your words"), request.note, change_url), (_("Papers"), papers or _("None"), change_url)]
    return [_row(*each) for each in found if each[1]]


def _missing(policy):
    days = policy.insurer.paper_days
    return ngettext(
        "A letter from your doctor is missing. Add it within %(n)d day.",
        "A letter from your doctor is missing. Add it within %(n)d days.",
        days,
    ) % {"n": days}


def steps(request) -> list[dict]:
    """Where a request is, for components/timeline.html."""
    to_come = {State.SENT: (State.RECEIVED, State.REVIEW), State.RECEIVED: (State.REVIEW,)}
    return pages.steps(
        request,
        State,
        WHY | {"doctors-letter-missing": _missing(request.practice.policy)},
        stopped=(State.DENIED, State.UPHELD, State.WITHDRAWN, State.MORE_NEEDED),
        is_open=request.is_open,
        to_come=to_come.get(request.status, ()),
    )


# --- the plan ---


def balances(chart) -> list[dict]:
    """The yearly amounts, each as a bar and in words."""
    found = []
    for each in chart.balances:
        label, about = BALANCES[each.kind]
        words = {"used": money(each.used), "all": money(each.allowed), "left": money(each.left)}
        found.append(
            {
                "slug": each.kind,
                "label": label,
                "about": about,
                "used": each.used // 100,
                "allowed": each.allowed // 100,
                "words": _("%(used)s of %(all)s used. %(left)s left.") % words,
            }
        )
    return found


def shares(coverage) -> list[dict]:
    """What the person pays for each kind of care."""
    return [
        _row(str(s.name), _("%(n)s percent") % {"n": s.percent} if s.percent is not None else money(s.cents))
        for s in coverage.shares
    ]


def is_in_force(coverage, today) -> bool:
    """True where the card works today."""
    has_begun = coverage.starts_on is None or coverage.starts_on <= today
    return has_begun and (coverage.ends_on is None or coverage.ends_on >= today)


def doctor_row(practice, slug, doctor) -> dict:
    """One doctor for the list."""
    new = _("takes new patients") if doctor.takes_new else _("takes no new patients now")
    return {
        "label": doctor.name,
        "hint": f"{shelf.FIELDS[doctor.field]}, {shelf.TOWNS[doctor.town]}, {new}",
        "url": url(practice, "network-doctor", slug=slug),
        "state": _("In the network") if doctor.is_in_network else _("Outside the network"),
        "kind": "good" if doctor.is_in_network else "stop",
    }
