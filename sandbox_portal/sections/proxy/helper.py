"""What the proxy does from their own seat: accept, ask, look, switch back."""

from django.db import transaction

from sandbox_portal import form_keys, personas, practice_days, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.proxy import levels, papers, rules
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.rules import NotPossible
from sandbox_portal.sections.proxy.states import ACTIVE, State

PROXY, EMERGENCY = "proxy", "emergency-contact"


class WrongCode(Exception):
    """The code or the birth date does not fit the invitation; `field` says which."""

    def __init__(self, field):
        self.field = field
        super().__init__(field)


def person(practice):
    """Returns the relative whose part the learner plays in the proxy's seat, or None."""
    return practice.chart.relation(personas.get(practice.persona).helper)


def accept(*, grant, code, birth_date):
    """Accepts an invitation from the proxy's own account and hands it to the clinic; returns it.

    Accepting twice returns the first result. Raises WrongCode when the code or the invented person's
    birth date is another one (the attempt is logged, what was typed is not), NotPossible("expired") or
    NotPossible("not-invited").
    """
    if grant.status not in (State.INVITED, State.INVITE_EXPIRED):
        if grant.signed_at and grant.status in (State.CLINIC_REVIEW, *ACTIVE):
            return grant
        raise NotPossible("not-invited")
    if grant.status == State.INVITE_EXPIRED:
        raise NotPossible("expired")
    wrong = _wrong_field(grant, code, birth_date)
    with transaction.atomic():
        grant.practice.log("proxy.code_entered", request=grant.pk, is_right=not wrong)
        if not wrong:
            transitions.move(grant, State.ACCEPTED, by=PROXY)
            grant.practice.log("proxy.accepted", request=grant.pk, level=grant.level)
            rules.send_to_review(grant)
    if wrong:
        raise WrongCode(wrong)
    return grant


def _wrong_field(grant, code, birth_date):
    plain = "".join(char for char in code.upper() if char.isalnum())
    if plain != grant.code.replace("-", ""):
        return "code"
    invited = grant.practice.chart.relation(grant.person)
    return "" if invited and birth_date == invited.birth_date else "birth_date"


@transaction.atomic
def decline(*, grant):
    """Says no to an invitation. Raises NotPossible("not-invited")."""
    if grant.status not in (State.INVITED, State.INVITE_EXPIRED):
        raise NotPossible("not-invited")
    transitions.move(grant, State.REVOKED, by=PROXY, reason="declined")
    grant.practice.log("proxy.declined", request=grant.pk)
    return grant


def is_child(practice):
    """True while the patient is so young here that a parent may ask for the record."""
    born = practice.chart.patient.birth_date
    return bool(born) and levels.access_at(levels.age_on(born, practice.today), practice.policy) != "none"


def ask(*, practice, form_key, way, level=Level.EVERYDAY, relation="", why=""):
    """Asks for access from the proxy's side; returns the request. The same form sent twice asks once.

    With the patient's yes it waits for the patient; with papers, and for a child's record, for those.
    Raises NotPossible("already") where an invitation, a request or an access stands, and, written down as a
    mistake, "emergency-contact" (who is called first may not see the record) and "adult-child" (a parent of
    somebody who decides alone).
    """
    reason = _why_not(practice, way, relation)
    if reason:
        practice.log("proxy.ask_refused", reason=reason)
        raise NotPossible(reason)
    return _ask(practice, form_key, way, "" if way == ProxyGrant.Way.PARENT else level, relation, why)


def _why_not(practice, way, relation):
    if EMERGENCY in (way, relation):
        return EMERGENCY
    return "adult-child" if way == ProxyGrant.Way.PARENT and not is_child(practice) else ""


@transaction.atomic
def _ask(practice, form_key, way, level, relation, why):
    who = person(practice)
    mine = ProxyGrant.objects.for_practice(practice)
    if who is None:
        raise NotPossible("unknown-person")
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the request
    if form_keys.first(mine, form_key) is None and mine.standing().of(who.id).exists():
        raise NotPossible("already")
    grant, is_new = form_keys.once(
        mine,
        form_key,
        lambda: ProxyGrant.objects.create(
            practice=practice, form_key=form_key, person=who.id, way=way, level=level
        ),
    )
    if is_new:
        transitions.begin(grant, by=PROXY)
        waits = State.AWAITING_PATIENT if way == ProxyGrant.Way.REQUEST else State.AWAITING_DOCUMENTS
        transitions.move(grant, waits, by=PROXY, reason=f"as-{relation}" if relation else "")
        said = {"level": grant.level or None, "relation": relation or None, "why": why or None}
        practice.log("proxy.asked", request=grant.pk, way=way, **said)
        practice.log("proxy.moved", request=grant.pk, to=waits, reason="asked")
    return grant


@transaction.atomic
def hand_in(*, grant, paper):
    """Hands in a sample paper. The wrong one is refused at once; the right one goes to the clinic.

    Where the clinic asks teens, a teen's own yes comes first. An access that the clinic put on hold stays so
    after a wrong paper. Raises NotPossible("not-waiting").
    """
    is_held = grant.is_held
    if grant.status != State.AWAITING_DOCUMENTS and not is_held:
        raise NotPossible("not-waiting")
    if paper == papers.right_one(grant, grant.last_reason.removeprefix("as-")):
        _take(grant, needs_teen=not is_held and asks_teen(grant))
    elif is_held:
        grant.practice.log("proxy.paper_refused", request=grant.pk, paper=paper)
    else:
        reason = "no-proof" if grant.is_parents else "wrong-paper"
        transitions.move(grant, State.DENIED, by="clinic", reason=reason)
        grant.practice.log("proxy.moved", request=grant.pk, to=State.DENIED, reason=reason)
    return grant


def _take(grant, needs_teen):
    if needs_teen:
        grant.band = "limited"  # the teen reads what the yes would open
        grant.save(update_fields=["band"])
        transitions.move(grant, State.AWAITING_PATIENT, by="clinic", reason="teen-is-asked")
        grant.practice.log("proxy.moved", request=grant.pk, to=grant.status, reason="teen-is-asked")
        return
    rules.send_to_review(grant)
    grant.practice.log("proxy.moved", request=grant.pk, to=grant.status, reason="paper-handed-in")


def asks_teen(grant):
    """True where a parent's access waits for the teen's own yes: some clinics ask everyone from 13 on.

    A yes from the years before, when nobody had to ask the child, is not the teen's own.
    """
    practice = grant.practice
    is_asked_here = grant.is_parents and practice.policy.proxy.teen_must_agree
    if not (is_asked_here and _is_teen(practice, practice.today)):
        return False
    return grant.signed_at is None or not _is_teen(practice, practice_days.local_day(grant.signed_at))


def _is_teen(practice, day):
    age = levels.age_on(practice.chart.patient.birth_date, day)
    return levels.access_at(age, practice.policy) == "limited"


@transaction.atomic
def ask_to_renew(*, grant):
    """Asks the patient to let an access that ends soon go on: the helper cannot. Asking twice asks once.

    Raises NotPossible("not-expiring").
    """
    if grant.status != State.EXPIRING:
        raise NotPossible("not-expiring")
    if grant.asked_at is None:
        grant.asked_at = grant.practice.now
        grant.save(update_fields=["asked_at"])
        grant.practice.log("proxy.renewal_asked", request=grant.pk)
    return grant


@transaction.atomic
def open_record(*, grant):
    """Switches from the proxy's own page to the patient's record. Raises NotPossible("not-active")."""
    if grant.status not in ACTIVE:
        raise NotPossible("not-active")
    if not grant.is_open:
        grant.is_open = grant.has_toured = True
        grant.save(update_fields=["is_open", "has_toured"])
        grant.practice.log("proxy.record_switched", to="patient")
    return grant


@transaction.atomic
def close_record(*, grant):
    """Switches back to the proxy's own page. Doing it twice changes nothing."""
    if grant.is_open:
        grant.is_open = False
        grant.save(update_fields=["is_open"])
        grant.practice.log("proxy.record_switched", to="own")
    return grant


@transaction.atomic
def use_password(*, practice):
    """Writes down the mistake of signing in with someone else's password. Nothing is typed or kept."""
    return practice.log("proxy.password_used")


@transaction.atomic
def use_own_account(*, practice):
    """Writes down the mistake of asking for somebody else in one's own account. Nothing is sent."""
    return practice.log("proxy.own_account_used")


@transaction.atomic
def share_login(*, practice):
    """Writes down the mistake of two people using one sign-in. Nothing is typed or kept."""
    return practice.log("proxy.login_shared")
