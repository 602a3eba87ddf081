"""Anyone's invented person: files as Synthea writes them come in whole, or not at all."""

import json
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from lms.organisations.models import Organisation
from lms.people.models import User
from sandbox_portal import actions, chart, personas
from sandbox_portal.personas import bundles, importing
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.practice import Practice
from sandbox_portal.sections import menu
from tests.factories import practice as make
from tests.factories import synthea

pytestmark = pytest.mark.django_db


def read(**how):
    return importing.read([synthea.data(synthea.patient(**how))])


def bring_in(organisation=None, **how):
    return importing.bring_in(files=[synthea.data(synthea.patient(**how))], organisation=organisation)


def test_a_record_without_a_visit_or_result_stands_for_its_newest_day():
    assert read(visits=0).record.anchor == date(2020, 11, 20)  # when the medicines were prescribed


def test_a_record_without_any_day_is_one_of_today():
    record = importing.read([synthea.data(synthea.bare())]).record

    assert record.anchor == timezone.localdate()
    assert record.results == record.visits == record.medications == ()


@pytest.mark.parametrize("kind", ["transaction", "collection"])
def test_a_patients_file_becomes_a_record(kind):
    record = read(kind=kind).record

    assert record.patient.name == "Mrs. Odile Quist"
    assert {str(each.name) for each in record.medications} == {
        "Metformin 500 MG Oral Tablet",
        "lisinopril 10 MG Oral Tablet",
    }
    assert len(record.results) == len(record.visits) == 3
    assert record.clinic.name == "Plum Row Hospital"
    assert "Dr. Ilka Rennie" in {str(member.name) for member in record.care_team}
    assert {member.kind for member in record.care_team} >= {"doctor", "nurse", "front-desk", "billing"}


def test_people_in_another_file_are_found_by_their_identifier_and_strangers_stay_outside():
    files = [synthea.data(each) for each in (synthea.patient(people_apart=True), synthea.staff())]

    found = importing.read(files)

    assert found.record.clinic.name == "Plum Row Hospital"
    assert str(found.record.visits[0].with_name) == "Dr. Ilka Rennie"
    assert b"Stranger" not in found.data


def test_without_the_other_file_the_names_stay_and_the_gap_is_listed():
    found = read(people_apart=True)

    assert found.record.clinic.name == "Plum Row Hospital"
    assert any("Practitioner?identifier" in line for line in found.skipped)


def test_what_a_portal_does_not_show_is_listed():
    assert sum(line.startswith("Procedure/") for line in read().skipped) == 3


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"patient_fields": {"birthDate": "in March"}}, "Patient/"),
        ({"patient_fields": {"name": "Odile"}}, "name"),
        ({"extra": [{"resource": {"resourceType": "Spell", "id": "x"}}]}, "Spell/x"),
        ({"extra": [{"resource": {"id": "x"}}]}, "entry["),
        ({"extra": [{"resource": {"resourceType": "Condition"}}]}, "Condition at entry"),
        ({"extra": [{"resource": {"resourceType": "Condition", "id": "c", "code": 7}}]}, "Condition/c, code"),
    ],
)
def test_what_is_broken_is_named_and_nothing_stays(how, words):
    with pytest.raises(chart.BrokenBundle, match=words.replace("[", r"\[")):
        bring_in(**how)

    assert not ImportedPersona.objects.exists()


@pytest.mark.parametrize(
    "files",
    [
        [b"not json"],
        [b"[]"],
        [b'{"resourceType": "Bundle", "entry": []}'],
        [synthea.data(synthea.staff())],
        [synthea.data(synthea.patient()), synthea.data(synthea.patient())],
    ],
)
def test_files_without_exactly_one_person_are_refused(files):
    with pytest.raises(chart.BrokenBundle):
        importing.bring_in(files=files)

    assert not ImportedPersona.objects.exists()


def test_a_big_file_is_read_as_a_whole():
    found = importing.read([synthea.big(1)])

    assert len(found.record.results) > 25
    assert len(found.record.results[0].values) == 10


def test_the_story_is_always_now(ruth):
    persona = bring_in()

    practice = make.free_practice(ruth, persona=persona.slug)

    newest = max(visit.at.date() for visit in practice.chart.visits)
    assert 0 <= (practice.started_on - newest).days < 7


def test_every_section_opens_with_an_imported_person_in_few_queries(
    ruth, client_for, django_assert_max_num_queries
):
    persona = importing.bring_in(files=[synthea.big(2)], organisation=ruth.organisation)
    practice = make.free_practice(ruth, persona=persona.slug)
    client = client_for(ruth)
    assert len(json.loads(persona.bundle)["entry"]) > 1500

    for section in menu.SECTIONS:
        url = reverse(section.url_name, kwargs={"key": practice.key})
        client.get(url)
        with django_assert_max_num_queries(13):  # one of them the session of who is signed in
            page = client.get(url)
        assert page.status_code == 200, section.name


def test_a_learner_chooses_among_their_own_organisations_people(ruth, client_for):
    mine, everybodys = bring_in(ruth.organisation), bring_in()
    other = Organisation.objects.exclude(pk=ruth.organisation.pk).first()
    theirs = bring_in(other)
    host = {"headers": {"host": "lakeside.localhost:8000"}}
    client = client_for(ruth)

    page = client.get("/en/practice/", **host).content.decode()
    assert mine.slug in page and everybodys.slug in page
    assert theirs.slug not in page

    url = reverse("practice:look_around")
    client.post(url, {"form_key": uuid.uuid4(), "persona": theirs.slug}, **host)
    assert not Practice.objects.exists()
    client.post(url, {"form_key": uuid.uuid4(), "persona": mine.slug}, **host)
    assert Practice.objects.get().persona == mine.slug


def test_forgetting_a_person_ends_the_practices_with_them(ruth):
    persona = bring_in()
    make.free_practice(ruth, persona=persona.slug)

    actions.forget_person(persona=persona, by=None)

    assert not Practice.objects.exists() and not ImportedPersona.objects.exists()


def test_a_person_whom_a_task_is_about_stays():
    persona = bring_in()
    task = make.scenario()
    task.persona = persona.slug
    task.save()

    with pytest.raises(actions.PersonInUse):
        actions.forget_person(persona=persona, by=None)


def test_the_command_imports_and_lists_and_refuses(tmp_path, capsys, clinic):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(synthea.data(synthea.patient()))
    bad.write_bytes(synthea.data(synthea.patient(patient_fields={"birthDate": "in March"})))

    call_command("import_persona", str(good), "--organization", clinic.slug)

    said = capsys.readouterr().out
    persona = ImportedPersona.objects.get()
    assert persona.organisation == clinic
    assert f"is imported as {persona.slug}" in said and "Not shown: Procedure/" in said
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_persona", str(bad))
    with pytest.raises(CommandError, match="Can not read"):
        call_command("import_persona", str(tmp_path / "nowhere.json"))
    with pytest.raises(CommandError, match="no organization"):
        call_command("import_persona", str(good), "--organization", "nowhere")
    assert ImportedPersona.objects.count() == 1


def test_an_import_never_changes_under_a_practice():
    first, second = bring_in(), bring_in()

    assert first.slug != second.slug
    assert personas.get(first.slug) is personas.get(first.slug)


# --- the authors' desk ---


def address(name, *args):
    return reverse(ImportedPersona.snippet_viewset.get_url_name(name), args=args)


def upload(*bundles_, **fields):
    files = [SimpleUploadedFile(f"{n}.json", synthea.data(each)) for n, each in enumerate(bundles_)]
    return {"files": files, "is_invented": "on", "password": "silver-basket-river", **fields}


def test_staff_bring_a_person_in(client_for):
    client = client_for(User.objects.create_superuser("house@example.org", "a-long-walk-by-the-lake"))

    page = client.get(address("add"))
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.content.decode()
    sent = client.post(address("add"), upload(synthea.patient(people_apart=True), synthea.staff()))

    assert sent.status_code == 302, sent.content.decode()[-3000:]
    assert ImportedPersona.objects.get().name == "Mrs. Odile Quist"


def test_a_broken_file_is_told_and_nothing_stays(client_for):
    client = client_for(User.objects.create_superuser("house@example.org", "a-long-walk-by-the-lake"))

    page = client.post(address("add"), upload(synthea.patient(patient_fields={"birthDate": "in March"})))

    assert page.status_code == 200
    assert "birthDate" in page.content.decode()
    assert not ImportedPersona.objects.exists()


def test_nobody_real_may_be_imported(client_for):
    client = client_for(User.objects.create_superuser("house@example.org", "a-long-walk-by-the-lake"))

    page = client.post(address("add"), {**upload(synthea.patient()), "is_invented": ""})

    assert "Never a real record" in page.content.decode()
    assert not ImportedPersona.objects.exists()


def test_join_reports_nothing_twice():
    joined = bundles.join([synthea.data(synthea.patient(people_apart=True))])

    assert len(joined.left_out) == len(set(joined.left_out))


def test_encounters_that_say_nothing_of_who_or_where_are_fine():
    bundle = synthea.patient()
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "Encounter":
            del entry["resource"]["participant"], entry["resource"]["serviceProvider"]

    assert importing.read([synthea.data(bundle)]).record.clinic.name == "Clinic"


@pytest.mark.parametrize(
    "kind", ["Encounter", "MedicationRequest", "Observation", "Organization", "Practitioner"]
)
@pytest.mark.parametrize("nonsense", [7, "x", [1], {"a": [None]}])
def test_nonsense_anywhere_is_named_by_its_resource(kind, nonsense):
    bundle = synthea.patient()
    resource = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)
    for name in set(resource) - {"resourceType", "id"}:
        resource[name] = nonsense

    with pytest.raises(chart.BrokenBundle, match=f"{kind}/"):
        importing.read([synthea.data(bundle)])
