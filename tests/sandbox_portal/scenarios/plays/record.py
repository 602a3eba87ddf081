"""How the missions of the record are played: results, notes, corrections, shots, medicines, profile."""

import uuid
from datetime import timedelta

from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.corrections import rules as corrections
from sandbox_portal.sections.corrections.models import Amendment
from sandbox_portal.sections.health import rules as health
from sandbox_portal.sections.health.models import Report
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.notes import rules as notes
from sandbox_portal.sections.profile import rules as profile
from tests.sandbox_portal.scenarios.plays import makes, passes

QUESTION = "Can you change a line in my note? It says left knee since my visit in September."


def correct(player, **other):
    said = {"visit": "knee-visit", "line": "note-1", "fault": "wrong-side", "proof": "summary"}
    said |= {
        "tell_others": False,
        "wrong": "In September I hurt my right knee.",
        "right": "Right knee.",
    } | other
    practice = player.practice
    request = corrections.draft(practice=practice, form_key=uuid.uuid4(), **said)
    request.practice = practice
    return corrections.submit(request=request)


@passes("correction-wrong-side")
def with_proof(player):
    player.practice.log("notes.opened", item="knee-visit")
    player.call("record", "knee-visit")
    request = correct(player)
    player.skip(10)
    status = Amendment.objects.get(pk=request.pk).status
    player.practice.log("corrections.opened", request=request.pk, item="knee-visit", status=status)


@makes("correction-wrong-side", "take-it-out")
def take_out(player):
    correct(player, fault="take-out")


@makes("correction-wrong-side", "no-proof")
def without_proof(player):
    correct(player, proof="none")


@makes("correction-wrong-side", "wrong-line")
def the_summary(player):
    correct(player, line="summary")


@makes("correction-wrong-side", "not-said-what")
def without_what_is_right(player):
    correct(player, right="")


@makes("correction-wrong-side", "form-alone")
def only_the_form(player):
    correct(player)


@makes("correction-wrong-side", "angry")
def scolding(player):
    correct(player, wrong="In September you people were careless. Fix it now!")


@makes("correction-wrong-side", "angry")
def scolding_in_spanish(player):
    correct(player, wrong="Desde septiembre ustedes nunca leen nada. Arréglenlo ya.")


@makes("correction-wrong-side", "no-date")
def without_a_day(player):
    correct(player, wrong="It was my right knee.")


@makes("correction-wrong-side", "expects-now")
def why_is_it_not_changed(player):
    correct(player)
    player.skip(1)
    player.write(QUESTION, to="front-desk", category="form", subject="My record")


@makes("correction-wrong-side", "by-message")
@makes("profile-moved-house", "by-message")
def a_message(player):
    player.write(QUESTION, to="front-desk", category="form", subject="My record")


def shot(player, *, thing="flu", days_ago=3, place="corner"):
    practice = player.practice
    on = practice.today - timedelta(days=days_ago)
    said = {"kind": "vaccine", "thing": thing, "answer": "given", "on": on, "place": place}
    return health.report(practice=practice, form_key=uuid.uuid4(), **said)


@passes("vaccine-pharmacy-shot")
def told_and_printed(player):
    shot(player)
    player.skip(3)
    player.practice.log("health.opened", part="shot-record")


@passes("vaccine-pharmacy-shot")
def told_and_downloaded(player):
    shot(player)
    player.skip(3)
    player.practice.log("documents.taken", item="shots", form="pdf")


@makes("vaccine-pharmacy-shot", "no-place")
def somewhere(player):
    shot(player, place="not-sure")


@makes("vaccine-pharmacy-shot", "wrong-day")
def today(player):
    shot(player, days_ago=0)


@makes("vaccine-pharmacy-shot", "only-ticked")
def ticked(player):
    health.mark(practice=player.practice, reminder="flu-due", what="done")


@makes("vaccine-pharmacy-shot", "other-shot")
def covid(player):
    shot(player, thing="covid")


@makes("vaccine-pharmacy-shot", "whole-record")
def everything(player):
    player.practice.log("documents.taken", item="summary", form="pdf")


def change(player, field, value):
    practice = player.practice
    made = profile.choose(practice=practice, form_key=uuid.uuid4(), field=field, value=value)
    made.practice = practice
    return profile.confirm(change=made)


@passes("profile-moved-house")
def all_four(player):
    change(player, "address", "oak-street")
    phone = change(player, "mobile", "555-0188")
    profile.verify(change=phone, code=phone.code)
    medicines.prefer(practice=player.practice, pharmacy="corner")
    change(player, "emergency", "joan")


@makes("profile-moved-house", "sams-phone")
def the_phone_of_sam(player):
    change(player, "mobile", "555-0146")


@makes("profile-moved-house", "left-waiting")
def no_code(player):
    change(player, "mobile", "555-0188")
    player.skip(1)


@makes("profile-moved-house", "wrong-address")
def a_post_box(player):
    change(player, "address", "post-box")


@makes("profile-moved-house", "old-card")
def the_old_card(player):
    change(player, "insurance", "old-card")


def alert_language(player, value):
    alerts.choose(practice=player.practice, form_key=uuid.uuid4(), what="language", value=value)


@passes("profile-my-language")
def spanish_in_all_three(player):
    change(player, "language", "es")
    change(player, "needs", "interpreter")
    alert_language(player, "es")


@makes("profile-my-language", "other-help")
def a_sign_language_interpreter(player):
    change(player, "needs", "sign")


@makes("profile-my-language", "other-help")
def no_help(player):
    change(player, "needs", "none")


@makes("profile-my-language", "luis-phone")
def the_phone_of_luis(player):
    change(player, "mobile", "555-0162")


@makes("profile-my-language", "english-alerts")
def alerts_in_english(player):
    alert_language(player, "en")


def mark(player, line, kind, visit="blood-pressure-visit"):
    notes.mark(practice=player.practice, visit=visit, line=line, kind=kind)


@passes("note-after-visit")
def all_marked(player):
    mark(player, "step-1", "medicine")
    mark(player, "step-3", "todo")
    mark(player, "step-4", "todo")
    mark(player, "note-3", "ask")


@makes("note-after-visit", "kept-is-no-change")
def lisinopril(player):
    mark(player, "step-2", "medicine")


@makes("note-after-visit", "stop-is-not-todo")
def stop_as_to_do(player):
    mark(player, "step-1", "todo")


@makes("note-after-visit", "staff-words")
def the_exam(player):
    mark(player, "note-2", "todo")


@makes("note-after-visit", "other-visit")
def the_knee(player):
    mark(player, "step-2", "todo", visit="knee-visit")


def tell(player, thing, answer):
    said = {"kind": "medicine", "thing": thing, "answer": answer}
    return health.report(practice=player.practice, form_key=uuid.uuid4(), **said)


@passes("meds-brown-bag")
def what_is_different(player):
    tell(player, "foot-cream", "stopped")
    added = tell(player, "melatonin", "added")
    player.skip(3)
    status = Report.objects.get(pk=added.pk).status
    facts = {"report": added.pk, "about": "medicine", "item": "melatonin", "status": status}
    player.practice.log("record.opened", **facts)


@makes("meds-brown-bag", "twice")
def tylenol(player):
    tell(player, "tylenol", "added")


@makes("meds-brown-bag", "not-stopped")
def metformin(player):
    tell(player, "metformin", "stopped")


@makes("meds-brown-bag", "not-in-bag")
def ginkgo(player):
    tell(player, "ginkgo", "added")


def plan(player, item, choice):
    practice = player.practice
    has_comment = bool(practice.chart.result(item).comments_at(practice.now))
    practice.log("results.planned", item=item, plan=choice, has_comment=has_comment)


@passes("result-wait-for-comment")
def wait(player):
    plan(player, "cholesterol", "wait")
    player.skip(3)
    plan(player, "cholesterol", "nothing")


@makes("result-wait-for-comment", "called-too-soon")
def call_about_it(player):
    plan(player, "cholesterol", "call")


@makes("result-wait-for-comment", "asked-too-soon")
def ask_about_it(player):
    plan(player, "cholesterol", "message")


@makes("result-wait-for-comment", "silence-is-fine")
def nothing_more(player):
    plan(player, "cholesterol", "nothing")


def compare(player, item, answer):
    player.practice.log("results.compared", item=item, answer=answer)


@passes("result-over-time")
def lower_and_corrected(player):
    compare(player, "a1c-4", "lower")
    plan(player, "kidney", "nothing")


@makes("result-over-time", "read-backwards")
def backwards(player):
    compare(player, "a1c-4", "higher")


@makes("result-over-time", "old-result")
def an_old_one(player):
    compare(player, "a1c-2", "lower")


@makes("result-over-time", "missed-corrected")
def not_the_corrected_one(player):
    plan(player, "cholesterol", "nothing")


@makes("result-over-time", "alarm-at-corrected")
def alarm(player):
    plan(player, "kidney", "call")


def leave(player):
    player.practice.log("results.left_closed", item="skin-biopsy", when="with-someone")


@passes("result-choose-when")
def with_sam(player):
    leave(player)
    player.skip(3)
    player.practice.log("results.opened", item="skin-biopsy")
    plan(player, "skin-biopsy", "nothing")


@makes("result-choose-when", "opened-alone")
def alone(player):
    player.practice.log("results.opened", item="skin-biopsy")


@makes("result-choose-when", "called-after-good-news")
def a_call(player):
    leave(player)
    player.skip(3)
    plan(player, "skin-biopsy", "call")
