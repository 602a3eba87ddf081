"""The library's people as an organisation has them: drafted, checked, published, in step; nobody else's."""

import dataclasses
import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.organisations import roles
from lms.site import freshness
from sandbox_portal import actions, personas, takeout
from sandbox_portal.adopting import fitting, people
from sandbox_portal.adopting.models import AdaptedPerson
from sandbox_portal.authoring import checking
from sandbox_portal.personas import sheet
from sandbox_portal.scenarios import hub, loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario
from tests.sandbox_portal.authoring import conftest

pytestmark = pytest.mark.django_db
REFILL, SIDE_EFFECT = "refill-in-time", "message-side-effect"


@pytest.fixture(autouse=True)
def tasks():
    return loader.load([LIBRARY / f"{slug}.yaml" for slug in (REFILL, SIDE_EFFECT, "proxy-invite-son")])


@pytest.fixture
def draft(clinic):
    return people.adapt(organisation=clinic, slug="ruth", by=None)


def address(name="library_person", slug="ruth"):
    return conftest.address(name, slug)


def said(page, **changes):
    """What a browser sends of the form on a page, with some fields changed; None takes a row out."""
    form = page.context["form"]
    found = {"shown": page.context["shown"]}
    for each in (form.facts, *form.lists):
        boxes = [each] if not hasattr(each, "forms") else [each.management_form, *each.forms]
        for box in boxes:
            for field in box:
                value = field.value()
                found[field.html_name] = "" if value is None else value
    found |= changes
    return {name: value for name, value in found.items() if value is not False}


def row_of(page, part, slug):
    rows = next(one for one in page.context["form"].lists if one.part == part)
    return next(f"{part}-{n}" for n, form in enumerate(rows.forms) if form.initial.get("id") == slug)


def around(learner, organisation, **more):
    return actions.start(learner=learner, organisation=organisation, form_key=uuid.uuid4(), **more)


def renamed(facts, **more):
    return {**facts, "given": "Rosa", **more}


@pytest.mark.parametrize("slug", personas.slugs())
def test_a_sheet_that_changes_nothing_gives_the_same_record(slug):
    made, ours = personas.with_sheet(slug, personas.library_sheet(slug)), personas.get(slug)

    for kind in ours.kinds:
        day = ours.anchor_date
        one, other = made.chart_from(day, kind), ours.chart_from(day, kind)
        assert dataclasses.asdict(one) == dataclasses.asdict(other)


def test_the_desk_adapts_and_learners_here_meet_the_new_version(
    desk, clinic, nonprofit, ruth, client_for, cleo
):
    before = around(ruth, clinic)
    assert desk.get(address()).status_code == 302  # nothing is adapted yet
    desk.post(address(), {"act": "adapt"})
    page = desk.get(address())
    lisinopril, penicillin = row_of(page, "medicines", "lisinopril"), row_of(page, "allergies", "penicillin")
    changes = {
        "facts-given": "Rosa", "facts-born": "1950-05-01", f"{penicillin}-DELETE": "on",
        f"{lisinopril}-name_en": "Losartan 50 mg", f"{lisinopril}-name_es": "Losartán 50 mg",
        "problems-5-name_en": "Asthma", "problems-5-name_es": "Asma",
    }  # fmt: skip
    saved = desk.post(address(), said(page, act="save", **changes), follow=True).content.decode()
    assert "Saved as a draft" in saved and hub.people(clinic)[0][1].startswith("Ruth Alvarez")
    assert "still say" in saved  # the tasks that speak of Ruth and of lisinopril

    desk.post(address(), said(desk.get(address()), act="publish"))

    assert hub.people(clinic)[0] == ("ruth", "Rosa Alvarez: 71, has diabetes and high blood pressure")
    assert hub.people(nonprofit)[0][1].startswith("Ruth")
    chart = around(ruth, clinic, scenario=Scenario.objects.current().get(slug=REFILL)).chart
    assert (chart.patient.name, chart.patient.birth_date.year) == ("Rosa Alvarez", 1950)
    assert "penicillin" not in {one.id for one in chart.allergies}
    assert [str(one.name) for one in chart.problems][-1] == "Asthma"
    assert chart.medication("lisinopril").name.in_language("es") == "Losartán 50 mg"
    assert not any("Ruth" in str(m.body) for thread in chart.threads for m in thread.messages)
    assert around(cleo, nonprofit).chart.patient.name == "Ruth Alvarez"
    before.refresh_from_db()
    assert before.chart.patient.name == "Ruth Alvarez"  # a practice under way goes on as it was
    assert "Rosa" in desk.get(reverse("wagtailsnippets_sandbox_portal_authoredscenario:library")).text
    written = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {f"practice_person.{act}" for act in ("adapted", "changed", "published")} <= written
    taken = {name for step in takeout.part(clinic) for name in step()}
    assert taken == {"people/ruth-adapted.json"}


def test_every_page_of_the_practice_shows_the_version_it_began_with(draft, clinic, ruth, client_for):
    people.keep(draft=draft, facts=renamed(draft.facts), by=None)
    people.publish(draft=draft, by=None)
    practice = around(ruth, clinic)
    people.keep(draft=draft, facts=renamed(draft.facts, family="Vega"), by=None)
    people.publish(draft=draft, by=None)
    browser = client_for(ruth)
    base = reverse("practice:portal", kwargs={"key": practice.key})

    for path in ("", "medicines/", "messages/", "health/", "documents/medicines/file/fhir/"):
        page = browser.get(f"{base}{path}", follow=True)
        assert page.status_code == 200, path
        assert "Vega" not in page.text and "Ruth Alvarez" not in page.text
    practice.refresh_from_db()
    assert practice.chart.patient.name == "Rosa Alvarez"
    assert around(ruth, clinic).chart.patient.name == "Rosa Vega"
    people.publish(draft=draft, by=None)
    people.withdraw(organisation=clinic, slug="ruth", by=None)
    # That of the practice under way, and the one taken off just now; the others are gone.
    assert AdaptedPerson.objects.past().count() == 2
    assert around(ruth, clinic).chart.patient.name == "Ruth Alvarez"


def without(facts, part, slug):
    return {**facts, part: [row for row in facts[part] if row["id"] != slug]}


def test_a_record_that_a_task_cannot_do_without_is_refused_by_name(draft, clinic, desk):
    faults = people.keep(draft=draft, facts=without(draft.facts, "medicines", "lisinopril"), by=None)
    title = Scenario.objects.current().get(slug=REFILL).texts["title"]["en"]

    assert any(title in fault and "needs Lisinopril 10 mg in the record" in fault for fault in faults)
    with pytest.raises(people.DoesNotFit):
        people.publish(draft=draft, by=None)
    page = desk.post(address(), said(desk.get(address()), act="publish"), follow=True)
    assert "It cannot be published yet" in page.text and "needs Lisinopril 10 mg" in page.text
    taken_out = f"{row_of(page, 'medicines', 'lisinopril')}-DELETE"
    assert "needs Lisinopril" not in desk.post(address(), said(page, act="save", **{taken_out: False})).text
    draft.refresh_from_db()
    assert "lisinopril" in {row["id"] for row in draft.facts["medicines"]}  # put back, as the library has it
    assert not AdaptedPerson.objects.live().exists()
    assert people.keep(draft=draft, facts=without(draft.facts, "medicines", "vitamin-d"), by=None) == []

    Scenario.objects.filter(slug=REFILL).update(is_current=False)  # nobody asks for it any more
    faults = people.keep(draft=draft, facts=without(draft.facts, "medicines", "lisinopril"), by=None)
    assert not any(title in fault for fault in faults)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"born": "2014-05-01"}, "a helper sees something else"),
        ({"born": "1850-01-01"}, "between 0 and"),
        ({"born": "some day"}, "Give the birth date"),
        ({"given": ""}, "first name"),
        ({"who": {"en": "71", "es": ""}}, "in English and in Spanish"),
    ],
)
def test_what_else_does_not_fit(change, why, draft):
    faults = people.keep(draft=draft, facts=draft.facts | change, by=None)

    assert any(why in fault for fault in faults)


def test_a_task_that_needs_what_was_taken_out_is_not_published(draft, clinic):
    Scenario.objects.all().update(is_current=False)
    people.keep(draft=draft, facts=without(draft.facts, "medicines", "lisinopril"), by=None)
    people.publish(draft=draft, by=None)
    text = (LIBRARY / f"{REFILL}.yaml").read_text(encoding="utf-8")

    rules = [fault.rule for fault in checking.faults(text, clinic.pk)]

    assert "no-record" in rules and "no-record" not in [f.rule for f in checking.faults(text, None)]


def test_what_the_library_changed_is_shown_taken_and_left(draft, clinic, desk, monkeypatch):
    people.keep(draft=draft, facts=renamed(draft.facts), by=None)
    now = sheet.of(*_newer())
    monkeypatch.setattr(personas, "library_sheet", lambda slug: now)
    page = desk.get(address("library_person_changes"))
    shown = {one["where"]: one for one in page.context["changes"]}

    assert set(shown) == {"Allergies", "Who this is"}
    assert "Latex" in shown["Allergies"]["now"] and not shown["Allergies"]["is_yours_too"]
    desk.post(address("library_person_changes"), {"take": shown["Allergies"]["token"]})
    desk.post(address("library_person_changes"), {"leave": shown["Who this is"]["token"]})
    draft.refresh_from_db()
    assert draft.facts["allergies"][0]["name"]["en"] == "Latex" and draft.facts["given"] == "Rosa"
    assert draft.facts["story"]["en"] != "A new story." and people.waiting(draft) == []
    again = desk.post(address("library_person_changes"), {"take": shown["Allergies"]["token"]}, follow=True)
    assert "changed in the meantime" in again.text


def _newer():
    bundle = {"entry": [{"resource": one} for one in personas.resources("ruth")]}
    facts = personas.library_sheet("ruth")
    rows = [{**facts["allergies"][0], "name": {"en": "Latex", "es": "Látex"}}, *facts["allergies"][1:]]
    made = sheet.applied(bundle, facts, {**facts, "allergies": rows})
    return made, {"story": {"en": "A new story.", "es": "Un cuento nuevo."}, "who": facts["who"]}


def test_it_is_tried_out_before_anybody_meets_it(draft, desk, clinic):
    page = desk.post(address(), said(desk.get(address()), act="save", **{"facts-given": "Rosa"}), follow=True)
    started = desk.post(address(), {"act": "try", "form_key": page.context["form_key"].value()})

    assert "Rosa Alvarez" in desk.get(started["Location"], follow=True).text
    assert hub.people(clinic)[0][1].startswith("Ruth")


def test_the_walls_hold(draft, clinic, nonprofit, staff_of, client_for, elsewhere):
    people.keep(draft=draft, facts=renamed(draft.facts, story={"en": "Only ours.", "es": "Solo."}), by=None)
    writes = client_for(staff_of("noor", clinic, "author"))
    roles.sync(organisation=clinic)

    for name in ("library_person", "library_person_changes"):
        page = elsewhere.get(address(name), follow=True)
        assert "Rosa" not in page.text and "Only ours" not in page.text
    elsewhere.post(address(), {"act": "publish"})
    elsewhere.post(address(), {"act": "withdraw"})
    assert not AdaptedPerson.objects.live().exists()
    elsewhere.post(address(), {"act": "adapt"})  # their own desk is open to them, and shows their own draft
    page = elsewhere.get(address())
    assert page.status_code == 200 and "Ruth" in page.text and "Rosa" not in page.text
    assert people.draft_of(nonprofit, "ruth").facts["given"] == "Ruth"
    assert writes.get(address()).status_code == 200
    writes.post(address(), said(writes.get(address()), act="publish"))  # authors write, publishers publish
    assert not AdaptedPerson.objects.live().exists()
    assert personas.stand_ins(None) == {} == personas.stand_ins(nonprofit)


def test_a_version_that_fits_the_library_no_more_gives_the_librarys(draft, clinic, ruth, monkeypatch):
    people.publish(draft=draft, by=None)
    name = AdaptedPerson.objects.live().get().record_name
    personas._adapted.cache_clear()
    monkeypatch.setattr(personas, "_json", lambda bundle: b"{}")

    assert personas.get(name).chart is personas.get("ruth").chart


def test_what_the_library_adds_is_there_until_somebody_decides(draft, clinic, ruth, desk):
    """As if the library had got the allergy to penicillin only after the organization looked."""
    draft.base = without(draft.base, "allergies", "penicillin")
    draft.facts = without(renamed(draft.facts), "allergies", "penicillin")
    draft.save()
    people.publish(draft=draft, by=None)

    record = around(ruth, clinic).chart

    assert record.patient.name == "Rosa Alvarez" and "penicillin" in {one.id for one in record.allergies}
    assert fitting.taken_out(clinic.pk, "ruth") == {}
    page = desk.get(address())
    shown = next(rows for rows in page.context["form"].lists if rows.part == "allergies")
    assert "penicillin" not in {form.initial.get("id") for form in shown}  # it waits among the changes
    token = desk.get(address("library_person_changes")).context["changes"][0]["token"]
    desk.post(address("library_person_changes"), {"leave": token})
    draft.refresh_from_db()
    people.publish(draft=draft, by=None)
    assert "penicillin" not in {one.id for one in around(ruth, clinic).chart.allergies}


def test_a_task_that_comes_later_and_does_not_fit_is_practised_with_the_librarys_person(draft, clinic, ruth):
    task = Scenario.objects.current().get(slug=REFILL)
    Scenario.objects.filter(pk=task.pk).update(is_current=False)
    people.keep(draft=draft, facts=without(draft.facts, "medicines", "lisinopril"), by=None)
    people.publish(draft=draft, by=None)

    assert around(ruth, clinic, scenario=task).chart.medication("lisinopril")
    other = Scenario.objects.current().get(slug=SIDE_EFFECT)
    assert around(ruth, clinic, scenario=other).chart.medication("lisinopril") is None


def test_what_a_task_begins_with_has_to_be_there_too():
    assert fitting.begun_with([{"do": "refills.stuck", "facts": {}}]) == [
        [{"medicine": "oxycodone", "business_days_ago": 0}]
    ]
    assert fitting.needed(fitting.begun_with([{"do": "refills.stuck", "facts": {}}]), {"oxycodone"})


def test_of_two_authors_the_second_is_told_and_loses_nothing(draft, desk):
    page = desk.get(address())
    desk.post(address(), said(page, act="save", **{"facts-given": "Rosa"}))

    late = desk.post(address(), said(page, act="save", **{"facts-given": "Rita"}))

    assert late.status_code == 422 and "changed this person in the meantime" in late.text
    assert 'value="Rita"' in late.text
    draft.refresh_from_db()
    assert draft.facts["given"] == "Rosa"
    desk.post(address(), said(late, act="save", shown=late.context["shown"]))
    draft.refresh_from_db()
    assert draft.facts["given"] == "Rita"


def test_only_what_learners_meet_makes_ready_pages_anew(draft, clinic, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as kept:
        people.keep(draft=draft, facts=renamed(draft.facts), by=None)
    with django_capture_on_commit_callbacks() as published:
        people.publish(draft=draft, by=None)
    with django_capture_on_commit_callbacks() as withdrawn:
        people.withdraw(organisation=clinic, slug="ruth", by=None)

    assert freshness.changed not in kept
    assert freshness.changed in published and freshness.changed in withdrawn


def test_starting_over_meets_the_version_of_now(draft, clinic, ruth):
    people.publish(draft=draft, by=None)
    practice = around(ruth, clinic)
    people.keep(draft=draft, facts=renamed(draft.facts), by=None)
    people.publish(draft=draft, by=None)

    anew = actions.start_over(practice=practice, by=ruth, form_key=uuid.uuid4())

    assert anew.chart.patient.name == "Rosa Alvarez"


def test_a_try_out_leaves_one_row_and_starts_over_as_itself(draft, clinic, ruth):
    people.keep(draft=draft, facts=renamed(draft.facts), by=None)
    tried = [
        people.try_out(draft=draft, learner=ruth, form_key=uuid.uuid4(), language="en") for _n in range(2)
    ]

    anew = actions.start_over(practice=tried[0], by=ruth, form_key=uuid.uuid4())

    assert anew.chart.patient.name == "Rosa Alvarez"
    assert AdaptedPerson.objects.trials().count() == 1
    for practice in (tried[1], anew):
        practice.delete()
    people.keep(draft=draft, facts=renamed(draft.facts, given="Rita"), by=None)
    people.try_out(draft=draft, learner=ruth, form_key=uuid.uuid4(), language="en")
    assert AdaptedPerson.objects.trials().count() == 1


def test_of_many_rows_it_says_which_one_lacks_something(draft, desk):
    page = desk.get(address())
    row = row_of(page, "medicines", draft.facts["medicines"][1]["id"])

    refused = desk.post(address(), said(page, act="save", **{f"{row}-directions_es": ""}))

    name = draft.facts["medicines"][1]["name"]["en"]
    assert refused.status_code == 422 and f'{name} – <a href="#id_{row}-directions_es">' in refused.text
