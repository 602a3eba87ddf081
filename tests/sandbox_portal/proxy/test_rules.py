"""Sharing access, from both seats."""

import uuid
from datetime import date, timedelta

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.proxy import access, helper, openings, papers, rules
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant
from sandbox_portal.sections.proxy.rules import NotPossible
from sandbox_portal.sections.proxy.states import State
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


def sams_birthday(grant):
    return grant.practice.chart.relation("sam").birth_date


def draft(practice, level=Level.EVERYDAY, **fields):
    grant = rules.start(practice=practice, form_key=uuid.uuid4(), person="sam")
    return rules.choose_level(grant=grant, level=level, **fields)


def invited(practice, **fields):
    return rules.send(grant=draft(practice, **fields))


def accepted(practice, **fields):
    grant = invited(practice, **fields)
    return helper.accept(grant=grant, code=grant.code, birth_date=sams_birthday(grant))


def active(practice, **fields):
    grant = accepted(practice, **fields)
    actions.skip_ahead(practice=practice, business_days=5)
    return fresh(grant)


def fresh(grant):
    found = ProxyGrant.objects.get(pk=grant.pk)
    found.practice = grant.practice
    grant.practice.refresh_from_db()
    return found


def statuses(grant):
    return [row.status for row in grant.statuses.order_by("pk")]


def kinds(practice):
    return [event.kind for event in practice.events.filter(kind__startswith="proxy.").order_by("pk")]


def test_an_invitation_goes_through_every_state_until_it_is_active(practice):
    grant = active(practice)

    assert statuses(grant) == [
        "draft", "invited", "accepted", "clinic-review", "active-limited",
    ]  # fmt: skip
    assert grant.expires_on > practice.today + timedelta(days=500)
    assert kinds(practice) == ["proxy.invited", "proxy.code_entered", "proxy.accepted", "proxy.moved"]


def test_full_access_is_told_apart(practice):
    assert active(practice, level=Level.RECORDS, shows_sensitive=True).status == State.ACTIVE_FULL
    rules.end(grant=ProxyGrant.objects.get())
    assert active(practice, level=Level.RECORDS).status == State.ACTIVE_LIMITED


def test_the_event_of_an_invitation_says_who_and_how_much(practice):
    invited(practice)
    facts = practice.events.get(kind="proxy.invited").facts
    assert (facts["relation"], facts["level"]) == ("son", "medicines-messages")


def test_the_same_form_invites_once_and_sending_twice_sends_once(practice):
    key = uuid.uuid4()
    first = rules.start(practice=practice, form_key=key, person="sam")
    assert rules.start(practice=practice, form_key=key, person="sam") == first
    rules.choose_level(grant=first, level=Level.SCHEDULE)

    code = rules.send(grant=first).code
    assert rules.send(grant=fresh(first)).code == code
    assert rules.start(practice=practice, form_key=key, person="sam") == first
    assert kinds(practice) == ["proxy.invited"]


def test_only_an_adult_relative_can_be_invited_and_only_once(practice):
    for person in ("leo", "nobody"):
        with pytest.raises(NotPossible, match="unknown-person"):
            rules.start(practice=practice, form_key=uuid.uuid4(), person=person)
    invited(practice)
    with pytest.raises(NotPossible, match="already"):
        rules.start(practice=practice, form_key=uuid.uuid4(), person="sam")


def test_two_drafts_for_one_person_become_one_invitation(practice):
    first, second = draft(practice), draft(practice)
    rules.send(grant=first)
    with pytest.raises(NotPossible, match="already"):
        rules.send(grant=second)


def test_a_crash_while_inviting_leaves_the_draft_as_it_was(practice, monkeypatch):
    grant = draft(practice)
    monkeypatch.setattr(type(practice), "log", lambda *args, **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rules.send(grant=grant)

    assert fresh(grant).status == State.DRAFT
    assert fresh(grant).code == ""
    assert not practice.replies.exists()


def test_a_wrong_code_or_birth_date_is_logged_without_what_was_typed(practice):
    grant = invited(practice)
    with pytest.raises(helper.WrongCode, match="code"):
        helper.accept(grant=grant, code="ABCD-0000", birth_date=sams_birthday(grant))
    with pytest.raises(helper.WrongCode, match="birth_date"):
        helper.accept(grant=grant, code=grant.code, birth_date=date(1970, 1, 1))

    assert fresh(grant).status == State.INVITED
    assert [e.facts for e in practice.events.filter(kind="proxy.code_entered")] == [
        {"request": grant.pk, "is_right": False}
    ] * 2


def test_a_code_may_be_typed_with_spaces_and_small_letters(practice):
    grant = invited(practice)
    code = grant.code.lower().replace("-", " ")
    assert (
        helper.accept(grant=grant, code=code, birth_date=sams_birthday(grant)).status == State.CLINIC_REVIEW
    )
    assert helper.accept(grant=fresh(grant), code=code, birth_date=sams_birthday(grant)).pk == grant.pk


def test_an_invitation_runs_out_and_can_be_sent_again_with_a_new_code(practice):
    grant = invited(practice)
    old = grant.code
    actions.skip_ahead(practice=practice, days=15)
    grant = fresh(grant)
    assert grant.status == State.INVITE_EXPIRED
    with pytest.raises(NotPossible, match="expired"):
        helper.accept(grant=grant, code=old, birth_date=sams_birthday(grant))

    rules.resend(grant=grant)
    assert grant.status == State.INVITED
    with pytest.raises(helper.WrongCode):
        helper.accept(grant=grant, code=old, birth_date=sams_birthday(grant))


def test_a_resent_invitation_does_not_run_out_on_the_old_day(practice):
    grant = invited(practice)
    actions.skip_ahead(practice=practice, days=10)
    rules.resend(grant=fresh(grant))
    actions.skip_ahead(practice=practice, days=10)
    assert fresh(grant).status == State.INVITED


def test_an_invitation_can_be_taken_back_or_declined(practice):
    rules.end(grant=invited(practice))
    grant = invited(practice)
    helper.decline(grant=grant)

    assert statuses(grant)[-1] == State.REVOKED
    with pytest.raises(NotPossible, match="not-invited"):
        helper.accept(grant=fresh(grant), code=grant.code, birth_date=sams_birthday(grant))


def test_the_proxy_sees_only_what_was_shared_and_only_after_switching(practice):
    grant = active(practice)
    assert access.of(practice) == access.PATIENT

    actions.switch_seat(practice=practice, to="proxy")
    assert access.of(practice).sections == {"proxy"}

    helper.open_record(grant=grant)
    seen = access.of(practice)
    assert seen.sections == {"home", "proxy", "appointments", "medicines", "messages"}
    assert seen.is_viewing
    assert not seen.shows_sensitive
    assert not seen.allows("results")

    helper.close_record(grant=grant)
    assert not access.of(practice).is_viewing


@pytest.mark.parametrize("make_grant", [draft, invited, accepted])
def test_nothing_is_seen_before_the_clinic_has_checked(practice, make_grant):
    grant = make_grant(practice)
    actions.switch_seat(practice=practice, to="proxy")
    with pytest.raises(NotPossible, match="not-active"):
        helper.open_record(grant=grant)
    assert access.of(practice).sections == {"proxy"}


def test_lowering_the_level_holds_at_once(practice):
    grant = active(practice, level=Level.RECORDS, shows_sensitive=True)
    actions.switch_seat(practice=practice, to="proxy")
    helper.open_record(grant=grant)
    rules.change_level(grant=fresh(grant), level=Level.CUSTOM, sections=["medicines"])

    assert access.of(practice).sections == {"home", "proxy", "medicines"}
    facts = practice.events.get(kind="proxy.level_changed").facts
    assert (facts["frm"], facts["to"], facts["is_lower"]) == ("results-notes", "custom", True)


def test_choosing_the_same_level_changes_nothing(practice):
    grant = active(practice)
    rules.change_level(grant=grant, level=Level.EVERYDAY)
    assert "proxy.level_changed" not in kinds(practice)


def test_ending_access_closes_the_record_at_once_and_once(practice):
    grant = active(practice)
    actions.switch_seat(practice=practice, to="proxy")
    helper.open_record(grant=grant)
    rules.end(grant=fresh(grant))
    rules.end(grant=fresh(grant))

    assert access.of(practice).sections == {"proxy"}
    assert kinds(practice).count("proxy.revoked") == 1


def test_a_pause_closes_the_record_until_it_is_taken_back(practice):
    grant = active(practice)
    helper.open_record(grant=grant)
    rules.pause(grant=fresh(grant))
    rules.pause(grant=fresh(grant))
    assert fresh(grant).status == State.SUSPENDED
    assert not fresh(grant).is_open

    rules.resume(grant=fresh(grant))
    assert fresh(grant).status == State.ACTIVE_LIMITED


def test_access_ends_on_its_last_day_after_a_warning_unless_the_patient_renews(practice):
    grant = active(practice)
    end = grant.expires_on
    practice.clock += end - practice.today - timedelta(days=20)
    practice.save(update_fields=["clock"])
    actions.skip_ahead(practice=practice, days=1)
    assert fresh(grant).status == State.EXPIRING
    assert fresh(grant).is_active

    rules.renew(grant=fresh(grant))
    actions.skip_ahead(practice=practice, days=30)
    assert fresh(grant).status == State.ACTIVE_LIMITED
    assert fresh(grant).expires_on > end


def test_access_that_is_not_renewed_ends(practice):
    grant = active(practice)
    practice.clock += grant.expires_on - practice.today
    practice.save(update_fields=["clock"])
    actions.skip_ahead(practice=practice, days=2)
    assert statuses(grant)[-2:] == ["expiring", "expired"]


def test_a_request_of_the_proxy_waits_for_the_patient(practice):
    actions.switch_seat(practice=practice, to="proxy")
    key = uuid.uuid4()
    grant = helper.ask(practice=practice, form_key=key, way="request", level=Level.SCHEDULE)
    assert helper.ask(practice=practice, form_key=key, way="request") == grant
    assert grant.status == State.AWAITING_PATIENT

    rules.answer_request(grant=grant, is_yes=True)
    actions.skip_ahead(practice=practice, business_days=5)
    assert fresh(grant).status == State.ACTIVE_LIMITED


def test_the_patient_may_say_no(practice):
    grant = helper.ask(practice=practice, form_key=uuid.uuid4(), way="request")
    rules.answer_request(grant=grant, is_yes=False)
    assert statuses(grant)[-1] == State.DENIED


@pytest.mark.parametrize("paper", [p for p in papers.ADULTS if p != "guardian"])
def test_the_wrong_paper_is_refused_with_the_reason(practice, paper):
    grant = helper.ask(practice=practice, form_key=uuid.uuid4(), way="papers")
    helper.hand_in(grant=grant, paper=paper)
    assert grant.status == State.DENIED
    assert grant.statuses.last().reason == "wrong-paper"


def test_papers_do_not_go_over_the_head_of_someone_who_can_decide(practice):
    grant = helper.ask(practice=practice, form_key=uuid.uuid4(), way="papers")
    helper.hand_in(grant=grant, paper="guardian")
    actions.skip_ahead(practice=practice, business_days=5)
    assert grant.statuses.last().reason == "patient-can-decide"


def test_the_password_mistakes_are_named_and_hold_nothing(practice):
    rules.give_password(practice=practice)
    helper.use_password(practice=practice)
    assert [e.facts for e in practice.events.filter(kind__contains="password")] == [{}, {}]


def test_a_task_may_begin_with_access_that_runs(practice):
    grant = openings.active(practice, person="sam", level=Level.RECORDS)
    assert grant.status == State.ACTIVE_FULL
    assert fresh(grant).is_active


def test_a_stranger_sees_no_access(practice, cleo):
    active(practice)
    assert not ProxyGrant.objects.for_practice(make.free_practice(cleo))
