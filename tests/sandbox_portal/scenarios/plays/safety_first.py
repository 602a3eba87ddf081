"""How the missions are played in which something cannot wait, and those of corrections and allergies."""

import uuid
from datetime import timedelta

from sandbox_portal.sections import viewing
from sandbox_portal.sections.corrections import doors
from sandbox_portal.sections.corrections import rules as corrections
from sandbox_portal.sections.corrections.models import Amendment
from sandbox_portal.sections.health import rules as health
from sandbox_portal.sections.health.models import Report
from sandbox_portal.sections.home import helping, todo
from sandbox_portal.sections.proxy import helper
from tests.sandbox_portal.scenarios.plays import makes, passes
from tests.sandbox_portal.scenarios.plays.record import plan

# --- a result far out of the range, on a Friday evening ---


def _read_it(player):
    helper.open_record(grant=player.grant)
    player.practice.log("results.opened", item="salts-3")


@passes("result-cannot-wait")
def open_and_call(player):
    _read_it(player)
    plan(player, "salts-3", "call")
    player.call("result", "salts-3")


@passes("result-cannot-wait")
def call_in_own_words(player):
    _read_it(player)
    player.call("other")


@makes("result-cannot-wait", "waited")
def until_monday(player):
    _read_it(player)
    player.skip(1)


@makes("result-cannot-wait", "planned-to-wait")
def for_the_comment(player):
    _read_it(player)
    plan(player, "salts-3", "wait")


@makes("result-cannot-wait", "planned-to-wait")
def nothing_at_all(player):
    _read_it(player)
    plan(player, "salts-3", "nothing")


@makes("result-cannot-wait", "searched")
def on_the_web(player):
    _read_it(player)
    plan(player, "salts-3", "search")


@makes("result-cannot-wait", "wrote")
def on_a_friday_evening(player):
    _read_it(player)
    player.write("My father’s sodium is 119. What should we do?", category="results", subject="Salts")


@makes("result-cannot-wait", "cleared-unopened")
def away_with_it(player):
    home = viewing.of(player.practice)
    todo.clear(home, *helping.records(home))


@makes("result-cannot-wait", "other-first")
def the_thyroid(player):
    helper.open_record(grant=player.grant)
    player.practice.log("results.opened", item="thyroid")


@makes("result-cannot-wait", "own-result")
def her_own_salts(player):
    player.practice.log("results.opened", item="denise-salts")


@makes("result-cannot-wait", "own-range")
def by_her_own_salts(player):
    player.practice.log("results.planned", item="denise-salts", plan="nothing", has_comment=False)


# --- the words of a picture ---


@passes("result-xray-words")
def among_the_results(player):
    player.practice.log("results.opened", item="knee-xray")
    plan(player, "knee-xray", "nothing")


@makes("result-xray-words", "among-the-papers")
def in_documents(player):
    player.practice.log("documents.opened", item="summary")


@makes("result-xray-words", "in-the-notes")
def the_knee_note(player):
    player.practice.log("notes.opened", item="knee-visit")


@makes("result-xray-words", "asked-instead")
def please_send_it(player):
    player.write("What did my knee X-ray of September say?", category="results", subject="X-ray")


@makes("result-xray-words", "missed-the-comment")
def alarm_at_wear(player):
    player.practice.log("results.opened", item="knee-xray")
    plan(player, "knee-xray", "call")


# --- six doors ---


def _route(player, slug, to):
    mistake = next(each for each in doors.MISTAKES if each.slug == slug)
    doors.route(practice=player.practice, mistake=mistake, to=to)


@passes("correction-which-door")
def each_to_its_own(player):
    for mistake in doors.MISTAKES:
        doors.route(practice=player.practice, mistake=mistake, to=mistake.right)


@makes("correction-which-door", "form-for-danger")
def the_allergy_in_a_form(player):
    _route(player, "severe-allergy", doors.FORM)


@makes("correction-which-door", "true-fact")
def away_with_the_truth(player):
    _route(player, "fainted", doors.FORM)


@makes("correction-which-door", "not-the-clinics")
def the_label_to_the_clinic(player):
    _route(player, "label", doors.CALL)


@makes("correction-which-door", "heavy-door")
def a_form_for_drops(player):
    _route(player, "eye-drops", doors.FORM)


# --- the answer is a no ---

CALM = "My son was born in 2022, so this is my second pregnancy. The summary of the visit says so."


def _refused(player):
    request = Amendment.objects.get(practice__key=player.key)
    request.practice = player.practice
    return request


def _look(player):
    request = _refused(player)
    facts = {"request": request.pk, "item": request.visit, "status": request.status}
    player.practice.log("corrections.opened", **facts)


def _disagree(player, statement):
    _look(player)
    corrections.disagree(request=_refused(player), statement=statement)


@passes("correction-said-no")
def calm_and_dated(player):
    _disagree(player, CALM)
    _look(player)


@passes("correction-said-no")
def calm_and_dated_in_spanish(player):
    _disagree(player, "Mi hijo nació en junio de 2022. Este es mi segundo embarazo.")
    _look(player)


@makes("correction-said-no", "angry")
def you_never_listen(player):
    _disagree(player, "You never listen. My son was born in 2022!")


@makes("correction-said-no", "no-date")
def no_year(player):
    _disagree(player, "It is my second pregnancy.")


@makes("correction-said-no", "asked-again")
def the_same_again(player):
    practice = player.practice
    said = {"visit": "prenatal-visit-october", "line": "note-1", "fault": "wrong-fact", "proof": "none"}
    said |= {"tell_others": False, "wrong": "It is my second.", "right": "Second pregnancy."}
    request = corrections.draft(practice=practice, form_key=uuid.uuid4(), **said)
    request.practice = practice
    corrections.submit(request=request)


@makes("correction-said-no", "expects-now")
def change_it_please(player):
    player.write("Can you change my note of October?", to="front-desk", category="form", subject="My note")


# --- an allergy that is missing ---


def _tell(player, thing="sulfa", answer="swelling", severity="severe", days_ago=5):
    practice = player.practice
    said = {"kind": "allergy", "thing": thing, "answer": answer, "severity": severity}
    on = practice.today - timedelta(days=days_ago)
    return health.report(practice=practice, form_key=uuid.uuid4(), on=on, **said)


@passes("allergy-missing")
def call_then_tell(player):
    player.call("record")
    made = _tell(player)
    player.skip(3)
    status = Report.objects.get(pk=made.pk).status
    facts = {"report": made.pk, "about": "allergy", "item": "sulfa", "status": status}
    player.practice.log("record.opened", **facts)


@makes("allergy-missing", "form-first")
def tell_without_a_call(player):
    _tell(player)


@makes("allergy-missing", "side-effect")
def the_stomach(player):
    _tell(player, thing="metformin", answer="stomach", severity="mild")


@makes("allergy-missing", "no-severity")
def how_bad_is_open(player):
    _tell(player, severity="not-sure")


@makes("allergy-missing", "played-down")
def not_so_bad(player):
    _tell(player, severity="moderate")


@makes("allergy-missing", "wrong-day")
def today_it_was(player):
    _tell(player, days_ago=0)
