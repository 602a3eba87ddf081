"""A cmi5 unit in a lesson: what it is told, what it may say, and what becomes of it."""

import json

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from courses.packages import actions, launching
from courses.packages.cmi5 import launches
from courses.packages.models import Attempt, Session
from lms.people import actions as people
from lms.people import export
from tests.courses.packages import units, zips

pytestmark = pytest.mark.django_db


@pytest.fixture
def packages(bring, clinic):
    """The two units of a package."""
    return bring(clinic, zips.cmi5())


@pytest.fixture
def package(packages):
    return packages[0]


@pytest.fixture
def attempt(ruth, clinic, own, package):
    return actions.begin(learner=ruth, organisation=clinic, lesson=own, package=package, language="en")


@pytest.fixture
def unit(client_for, package, attempt):
    return units.launched(client_for(), package, attempt).begin()


def recorded(learner):
    rows = Statement.objects.filter(actor_name=learner.actor_name.hex, activity__contains="/package/")
    return [json.loads(row.raw) for row in rows.order_by("pk")]


def verbs(learner):
    return [one["verb"]["id"].rpartition("/")[2] for one in recorded(learner)]


def test_its_page_launches_it_with_what_cmi5_asks_for(own, package, ruth, client_for, play_url):
    browser = client_for(ruth)
    browser.post(play_url)
    address = (
        browser.get(play_url).text.partition('data-package="')[2].partition('"')[0].replace("&amp;", "&")
    )
    unit = units.Unit(client_for(), address)

    assert unit.path.endswith("/one/index.html")
    assert unit.asked["look"] == "calm"
    assert unit.asked["endpoint"].endswith("/~xapi/") and unit.asked["fetch"].endswith("/~fetch")
    assert unit.asked["activityId"] != "https://tool.example/one"
    assert unit.actor.keys() == {"objectType", "account"}
    assert ruth.actor_name.hex not in address and "ruth" not in address.lower()
    unit.begin()
    base = address.partition("one/index.html")[0]
    assert unit.data == {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://tool.example/one"}]},
            "extensions": {launches.SESSION_ID: str(Session.objects.get().key)},
        },
        "launchMode": "Normal",
        "moveOn": "CompletedAndPassed",
        "masteryScore": 0.8,
        "launchParameters": "start=1",
        "entitlementKey": {"courseStructure": "abc"},
        "returnURL": f"{base}~over",
    }
    person = {"agent": json.dumps(unit.actor), "profileId": "cmi5LearnerPreferences"}
    wishes = unit.send("GET", "agents/profile", query=person).json()
    assert wishes == {"languagePreference": "en,es", "audioPreference": "on"}
    assert unit.send("PUT", "agents/profile", wishes, query=person).status_code == 403
    assert "This part is closed" in unit.client.get(f"{base}~over", headers={"host": units.HOST}).text
    assert unit.client.get(f"{base}~over.css", headers={"host": units.HOST}).getvalue().startswith(b"/*")


def test_the_word_is_given_once(client_for, package, attempt):
    unit = units.launched(client_for(), package, attempt)
    assert unit.client.get(unit.asked["fetch"], headers={"host": units.HOST}).status_code == 405

    first, second = unit.fetch(), unit.fetch()

    assert first.headers["Content-Type"] == "application/json"
    assert first.json()["auth-token"]
    assert (second.status_code, second.json()["error-code"]) == (200, "1")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies
    word = first.json()["auth-token"]
    assert word not in json.dumps(list(Session.objects.values()), default=str)


def test_a_browser_may_ask_from_a_place_without_an_origin(unit):
    path = f"{unit.asked['endpoint']}statements"
    said = unit.client.options(path, headers={"host": units.HOST, "origin": "null"})

    assert said.status_code == 204
    assert "Authorization" in said.headers["Access-Control-Allow-Headers"]
    assert "PUT" in said.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in said.headers


def test_what_it_reaches_makes_the_part_done_and_is_recorded(unit, attempt, ruth):
    assert unit.say("initialized").status_code == 200
    assert unit.say("completed").status_code == 200
    attempt.refresh_from_db()
    assert not attempt.is_done  # it wants both

    sent = unit.statement("passed")
    assert unit.say(sent).json() == [sent["id"]]
    assert unit.say(sent).status_code == 200  # the same again counts once
    assert unit.say("terminated").status_code == 200

    attempt.refresh_from_db()
    assert (attempt.is_done, attempt.is_passed, attempt.score) == (True, True, 0.9)
    assert verbs(ruth) == ["launched", "initialized", "completed", "passed", "satisfied", "terminated"]
    said = {one["verb"]["id"].rpartition("/")[2]: one for one in recorded(ruth)}
    assert said["passed"]["result"] == {"success": True, "score": {"scaled": 0.9}}
    assert unit.say("initialized").status_code == 403  # it has ended


def test_all_units_met_satisfy_the_course(unit, packages, attempt, ruth):
    unit.say("initialized", "completed", "passed", "terminated")

    # The second unit asks for nothing.
    whole = recorded(ruth)[-1]
    assert whole["verb"]["id"] == "https://w3id.org/xapi/adl/verbs/satisfied"
    assert whole["object"]["id"].endswith(f"/package/course/{packages[0].key}")


def test_who_is_not_counted_leaves_no_statement_and_gets_on_all_the_same(unit, attempt, ruth):
    ruth.is_counted = False
    ruth.save()
    before = Statement.objects.count()

    unit.say("initialized", "completed", "passed", "terminated")

    attempt.refresh_from_db()
    assert attempt.is_done
    assert Statement.objects.count() == before


def test_other_verbs_are_taken_and_not_kept(unit, attempt, ruth):
    own_words = {"response": "my own words"}
    unit.say("initialized")

    answer = unit.say(
        unit.statement("answered", is_defined=False, result=own_words, object={"id": "https://x.example/q"})
    )

    assert answer.status_code == 200
    assert verbs(ruth) == ["launched", "initialized"]
    assert "my own words" not in json.dumps(list(Session.objects.values()), default=str)


BAD = [
    ("not first", [], lambda unit: unit.statement("completed")),
    ("twice", ["initialized"], lambda unit: unit.statement("initialized")),
    ("of the LMS", ["initialized"], lambda unit: unit.statement("launched")),
    ("abandoned", ["initialized"], lambda unit: unit.statement("https://w3id.org/xapi/adl/verbs/abandoned")),
    ("voiding", ["initialized"], lambda unit: unit.statement(
        "voided", object={"objectType": "StatementRef", "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"})),
    ("another actor", [], lambda unit: unit.statement(
        "initialized", actor={"account": {"homePage": "https://lms.example", "name": "7"}})),
    ("an address", [], lambda unit: unit.statement("initialized", actor={"mbox": "mailto:ruth@example.org"})),
    ("another activity", [], lambda unit: unit.statement("initialized", object={"id": "https://x.example/1"})),
    ("no duration", ["initialized"], lambda unit: unit.statement("completed", result={"completion": True})),
    ("score in completed", ["initialized"], lambda unit: unit.statement(
        "completed", result={"completion": True, "duration": "PT1S", "score": {"scaled": 1}})),
    ("under the mark", ["initialized"], lambda unit: unit.statement(
        "passed", result={"success": True, "duration": "PT1S", "score": {"scaled": 0.7}})),
    ("over the mark", ["initialized"], lambda unit: unit.statement(
        "failed", result={"success": False, "duration": "PT1S", "score": {"scaled": 0.9}})),
    ("raw alone", ["initialized"], lambda unit: unit.statement(
        "passed", result={"success": True, "duration": "PT1S", "score": {"raw": 9}})),
    ("failed after passed", ["initialized", "passed"], lambda unit: unit.statement("failed")),
    ("after the end", ["initialized", "terminated"], lambda unit: unit.statement("completed")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "make"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_breaks_the_rules_is_refused_whole(unit, attempt, before, make):
    if before:
        assert unit.say(*before).status_code == 200
    kept = Attempt.objects.values().get(pk=attempt.pk)
    fine = unit.statement("completed") if before == ["initialized"] else None

    answer = unit.say(*filter(None, [make(unit), fine]))

    assert answer.status_code == 403, answer.text
    assert answer.json()["error"]
    assert Attempt.objects.values().get(pk=attempt.pk) == kept


@pytest.mark.parametrize("change", ["registration", "session", "grouping", "category"])
def test_a_context_that_is_not_this_launchs_is_refused(unit, change):
    said = unit.statement("initialized")
    context = said["context"]
    if change == "registration":
        context["registration"] = "760e3480-ba55-4991-94b0-01820dbd23a2"
    elif change == "session":
        context["extensions"][launches.SESSION_ID] = "another"
    elif change == "grouping":
        context["contextActivities"].pop("grouping")
    else:
        context["contextActivities"]["category"] = [{"id": f"{units.CATEGORIES}moveon"}]

    assert unit.say(said).status_code == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [({"id": "x"}, 400), ({"timestamp": None}, 400), ({"verb": {}}, 400), ({"actor": {"name": "R"}}, 400)],
)
def test_what_is_no_statement_is_refused(unit, change, status):
    said = unit.statement("initialized") | change
    said = {name: value for name, value in said.items() if value is not None}

    assert unit.say(said).status_code == status
    assert unit.send("POST", "statements", "{").status_code == 400
    assert unit.send("POST", "statements", []).status_code == 400
    assert unit.send("GET", "statements").status_code == 403


def test_another_statement_under_a_known_id_is_a_conflict(unit):
    said = unit.statement("initialized")
    unit.say(said)

    assert unit.say(said | {"timestamp": "2026-11-21T09:00:00Z"}).status_code == 409


def test_it_keeps_documents_for_the_next_launch(unit, attempt, package, client_for):
    unit.say("initialized")
    assert unit.state("place", {"page": 2}, method="PUT").status_code == 204
    assert unit.state("place", {"word": "ñ"}, method="POST").status_code == 204
    assert unit.state("picture", b"\xff\x00", method="PUT", kind="image/x").status_code == 204
    assert unit.state("LMS.LaunchData", {}, method="PUT").status_code == 403
    unit.say("terminated")

    again = units.launched(client_for(), package, attempt).begin()

    found = again.state("place")
    assert found.json() == {"page": 2, "word": "ñ"}
    assert again.state().json() == ["LMS.LaunchData", "picture", "place"]
    assert again.state("picture").content == b"\xff\x00"
    assert again.state("place", {}, method="PUT", if_match='"other"').status_code == 412
    assert again.state("place", {}, method="PUT", if_match=found.headers["ETag"]).status_code == 204
    assert again.state("place", method="DELETE").status_code == 204
    assert again.state("place").status_code == 404
    assert again.state("big", b"x" * 64_001, method="PUT", kind="text/plain").status_code == 413
    assert again.state("x" * 201, {}, method="PUT").status_code == 400


def test_a_launch_that_did_not_end_is_given_up_by_the_next(unit, attempt, package, client_for, ruth):
    unit.say("initialized")

    again = units.launched(client_for(), package, attempt).begin()

    assert verbs(ruth)[-2:] == ["abandoned", "launched"]
    assert unit.say("completed").status_code == 404  # its address is gone with it
    assert again.say("initialized").status_code == 200
    assert verbs(ruth).count("initialized") == 1
    assert Session.objects.count() == 1


def test_an_author_looks_around_and_leaves_nothing(package, client_for):
    look = units.launched(client_for(), package).begin()

    assert look.data["launchMode"] == "Browse"
    assert look.say("initialized").status_code == 200
    assert look.say("completed").status_code == 403
    assert look.state("place", {"page": 2}, method="PUT").status_code == 204
    assert look.state("place").status_code == 404
    assert look.say("terminated").status_code == 200
    assert not Statement.objects.filter(activity__contains="/package/").exists()


def test_nobody_speaks_for_another_learner_or_package(unit, package, packages, own, clinic, cleo, client_for):
    theirs = actions.begin(learner=cleo, organisation=clinic, lesson=own, package=package, language="en")
    other = units.launched(client_for(), package, theirs).begin()
    two = units.launched(client_for(), packages[1], None).begin()

    assert unit.actor != other.actor and unit.asked["registration"] != other.asked["registration"]
    for word in (other.word, two.word, "bm90", " ", "~"):
        assert unit.send("GET", "about", word=word).status_code == 401
    mine = unit.place("x")
    for query in (
        other.place("LMS.LaunchData"),
        mine | {"registration": other.asked["registration"]},
        mine | {"activityId": two.asked["activityId"]},
    ):
        assert unit.send("GET", "activities/state", query=query).status_code == 403
    assert unit.say(other.statement("initialized")).status_code == 403
    person = {"agent": json.dumps(other.actor), "profileId": "cmi5LearnerPreferences"}
    assert unit.send("GET", "agents/profile", query=person).status_code == 403
    theirs.refresh_from_db()
    assert theirs.values == {}


def test_the_endpoint_is_only_at_the_host_of_packages_and_only_for_cmi5(unit, clinic, bring, ruth, own):
    path = unit.asked["endpoint"].partition(units.HOST)[2]
    headers = {"authorization": f"Basic {unit.word}", "x-experience-api-version": "1.0.3"}
    other = bring(clinic, zips.scorm_12())[0]
    attempt = actions.begin(learner=ruth, organisation=clinic, lesson=own, package=other)

    for address, host in (
        (f"{path}about", "lakeside.localhost"),
        (f"/packages/{launching.token_of(attempt)}/~xapi/about", units.HOST),
        (f"/packages/{launching.token_of(attempt)}/~fetch", units.HOST),
    ):
        assert unit.client.get(address, headers=headers | {"host": host}).status_code == 404
    assert unit.send("GET", "about").json() == {"version": ["1.0.3"]}
    assert unit.send("GET", "activities/profile").status_code == 404
    assert unit.send("GET", "agents").status_code == 404
    assert unit.send("GET", "statements", x_experience_api_version="2.0.0").status_code == 400


def test_no_word_holds_where_the_organisation_is_closed(unit, clinic):
    clinic.status = "suspended"
    clinic.save()

    assert unit.say("initialized").status_code == 404


def test_a_learner_takes_along_what_the_unit_kept(unit, ruth):
    unit.say("initialized")
    unit.state("place", {"page": 2}, method="PUT")

    (mine,) = [one for one in export.of(ruth)["packages"]]

    assert mine["kept for the package"]["documents"]["place"]["text"] == '{"page": 2}'


def test_what_its_page_asks_is_how_far_the_learner_is(unit, attempt, ruth, client_for):
    unit.say("initialized", "completed", "passed")
    url = reverse("packages:keep", args=[attempt.pk])

    answer = client_for(ruth).post(url, "{}", content_type="application/json")

    assert answer.json() == {"done": True, "passed": True, "score": 90}
    forged = client_for(ruth).post(url, '{"is_completed": true}', content_type="application/json")
    assert forged.json()["refused"] == ["is_completed"]


@pytest.mark.parametrize("has_own", [False, True], ids=["new to the account", "the account was there before"])
def test_a_guest_who_signs_in_goes_on_in_the_running_unit(
    has_own, guest, ruth, own, clinic, package, client_for
):
    place = {"organisation": clinic, "lesson": own, "package": package, "language": "en"}
    if has_own:
        units.launched(client_for(), package, actions.begin(learner=ruth, **place)).begin().say(
            "initialized", "completed", "passed", "terminated"
        )
    unit = units.launched(client_for(), package, actions.begin(learner=guest, **place)).begin()
    assert unit.say("initialized").status_code == 200

    people.adopt_guest(user=ruth.user, guest=guest)

    assert unit.state("LMS.LaunchData").status_code == 200
    assert unit.state("place", {"page": 2}, method="PUT").status_code == 204
    assert unit.say("completed").status_code == 200
    assert unit.say("failed" if has_own else "passed", "terminated").status_code == 200
    mine = Attempt.objects.get(learner=ruth)
    assert mine.is_done and mine.is_passed
    again = units.launched(client_for(), package, mine).begin()
    assert again.actor != unit.actor and again.asked["registration"] != unit.asked["registration"]
    assert unit.say("initialized").status_code in (401, 403, 404)  # the older launch is over
    assert launches.CAME_ALONG not in Attempt.objects.get(learner=ruth).values
