"""The pages that hold cuts against each other, their figures and files, the read API: all say the same."""

import base64
import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from django.utils import timezone
from PIL import Image

from analytics import api, report
from analytics.lrs.clients import actions, auth
from analytics.lrs.clients.scopes import Scope
from analytics.models import Presence, Standing
from lms.classes.models import ClassMember, StudyClass
from lms.organisations.models import Membership
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
HOME, API = "/en/insights/", "/insights/api/v1/"
NAMES = ("time", "compare", "caregivers", "classes")
SKILL = "proxy-access"


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture
def lena(clinic, staff_of):
    """A class leader of the clinic."""
    return staff_of("lena", clinic, Membership.Role.LEADER)


def month(back):
    """Returns the first day of the month so many months ago."""
    today = timezone.localdate()
    number = today.year * 12 + today.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


@pytest.fixture
def crowd(clinic):
    """Thirty patients, of whom nine did a task alone, and twenty caregivers, of whom fifteen; all this month.

    Twenty patients were here four months ago too, and three of them did the task alone then.
    """
    patients = learners(clinic, 30, path="patient")
    carers = learners(clinic, 20, path="caregiver")
    for number, person in enumerate(patients):
        record(person, "passed", skill=SKILL, hints=0 if number < 9 else 1)
    for number, person in enumerate(carers):
        record(person, "passed", skill=SKILL, hints=0 if number < 15 else 1)
        record(person, "says", skill=SKILL, score=1)
    fold_everything()
    names = [one.actor_name.hex for one in patients[:20]]
    for model in (Presence, Standing):
        for row in model.objects.filter(actor_name__in=names):
            row.pk, row.month = None, month(4)
            if model is Standing:
                row.is_alone = row.actor_name in names[:3]
            row.save()
    return patients, carers


@pytest.fixture
def study_class(clinic, lena, crowd):
    """Lena's class: twelve patients, of whom six did the task alone. Nobody agreed that she sees them."""
    made = StudyClass.objects.create(
        organisation=clinic, leader=lena, title="Tuesday class", ends_on=date(2999, 1, 1)
    )
    people = [*crowd[0][:6], *crowd[0][20:26]]
    ClassMember.objects.bulk_create(
        [ClassMember(study_class=made, learner=one, nickname=f"n{one.pk}") for one in people]
    )
    return made


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows_of(response):
    """Returns {first cell: other cells} of a CSV file."""
    lines = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    return {line[0]: line[1:] for line in lines if line}


def test_over_time_tells_each_month_by_itself(client_for, amir, crowd):
    rows = rows_of(client_for(amir).get(f"{HOME}time/file.csv?skill={SKILL}"))
    named = {label: cells for label, cells in rows.items() if re.search(r"\d{4}$", label)}

    assert len(named) == 12
    now, then = (next(c for label, c in named.items() if f"{month(n):%B %Y}" == label) for n in (0, 4))
    assert now[:4] == ["50", "0%", "100%", "48%"]
    assert then[:4] == ["20", "0%", "100%", "15%"]
    assert ["0", "–", "–", "–", "–", "–"] in named.values()


def test_a_month_of_a_few_is_not_shown(client_for, amir, clinic, crowd):
    Presence.objects.filter(month=month(4)).exclude(
        actor_name__in=[one.actor_name.hex for one in crowd[0][:9]]
    ).delete()
    rows = rows_of(client_for(amir).get(f"{HOME}time/file.csv"))

    assert set(rows[f"{month(4):%B %Y}"]) == {"not shown"}


def test_two_times_are_compared(client_for, amir, crowd):
    page = client_for(amir).get(f"{HOME}compare/")
    rows = rows_of(client_for(amir).get(f"{HOME}compare/file.csv"))

    assert "The 3 months before" in text_of(page)
    assert ["15% (3 of 20)", "48% (24 of 50)", "+33"] in [cells[:3] for cells in rows.values()]


def test_two_groups_are_compared_by_what_is_asked_for(client_for, amir, crowd):
    address = f"{HOME}compare/?one=path-patient&two=path-caregiver&measure=tried"
    page = client_for(amir).get(address).content.decode()

    assert '<option value="path-caregiver" selected>' in page
    assert "100% (30 of 30)" in page
    assert "100% (20 of 20)" in page


def test_caregivers_stand_beside_patients(client_for, amir, crowd):
    file = client_for(amir).get(f"{HOME}caregivers/file.csv").content.decode("utf-8-sig")

    assert "Can do alone,75% (15 of 20),30% (9 of 30)" in file
    assert "Says they do it,100% (20 of 20),not shown" in file


def test_without_enough_caregivers_the_page_says_why(client_for, amir, clinic):
    for person in learners(clinic, 12):
        record(person, "tried")
    fold_everything()

    assert "Too few people to show" in text_of(client_for(amir).get(f"{HOME}caregivers/"))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_page_says_what_is_missing(client_for, amir, name):
    words = text_of(client_for(amir).get(f"{HOME}{name}/"))

    assert "Nobody here yet" in words or "No class is running" in words


def test_a_class_is_a_group(client_for, amir, study_class):
    client = client_for(amir)
    code = f"class-{study_class.key.hex}"

    assert "Tuesday class" in text_of(client.get(f"{HOME}classes/"))
    words = text_of(client.get(f"{HOME}classes/?class={code}"))
    assert "Came here 100% (12 of 12)" in words
    assert "50%" in words


def test_a_class_that_a_month_would_tell_apart_is_hidden(client_for, amir, study_class, crowd):
    """All of the class were here four months ago, when twenty people were: the rest would be eight."""
    for place, person in zip(study_class.members.order_by("pk")[6:], crowd[0][6:12], strict=True):
        place.learner = person
        place.save()
    page = client_for(amir).get(f"{HOME}classes/?class=class-{study_class.key.hex}")

    assert "Too few people to show" in text_of(page)


def test_a_class_of_a_few_is_hidden(client_for, amir, study_class):
    for place in list(study_class.members.all()[:3]):
        place.delete()
    page = client_for(amir).get(f"{HOME}classes/?class=class-{study_class.key.hex}")

    assert "Too few people to show" in text_of(page)
    assert "file.csv" not in page.content.decode()


def test_a_leader_sees_the_own_class_and_no_other_page(client_for, clinic, lena, staff_of, study_class):
    other = staff_of("omar", clinic, Membership.Role.LEADER)
    theirs = StudyClass.objects.create(
        organisation=clinic, leader=other, title="Friday class", ends_on=date(2999, 1, 1)
    )
    client = client_for(lena)
    words = text_of(client.get(f"{HOME}classes/"))

    assert "Tuesday class" in words
    assert "Friday class" not in words
    assert client.get(f"{HOME}classes/?class=class-{study_class.key.hex}").status_code == 200
    assert client.get(f"{HOME}classes/?class=class-{theirs.key.hex}").status_code == 404
    assert client.get(f"{HOME}classes/file.csv?class=class-{theirs.key.hex}").status_code == 404
    for name in ("", "people/", "compare/", "time/file.csv", "compare/skills.json"):
        assert client.get(f"{HOME}{name}").status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_the_wrong_person_sees_nothing(client_for, clinic, nonprofit, ruth, staff_of, study_class, name):
    gwen = staff_of("gwen", nonprofit, Membership.Role.ANALYST)
    lee = staff_of("lee", nonprofit, Membership.Role.LEADER)

    for stem in ("", "file.csv", "file.xlsx", "skills.svg", "skills.png", "skills.json"):
        address = f"{HOME}{name}/{stem}"
        assert client_for().get(address).status_code == 302
        for person in (ruth, gwen, lee):
            response = client_for(person).get(address)
            assert response.status_code == 403
            assert b"Tuesday" not in response.content
    own = client_for(gwen, host="localhost").get(f"{HOME}{name}/")
    assert "Tuesday" not in own.content.decode()
    assert "%" not in text_of(own).replace("100%", "")


@pytest.mark.parametrize(
    "query", ["time/", "compare/", "compare/?measure=says", "caregivers/", "classes/", "class"]
)
def test_a_page_asks_little_of_the_database(
    client_for, amir, study_class, query, django_assert_max_num_queries
):
    query = f"classes/?class=class-{study_class.key.hex}" if query == "class" else query
    client = client_for(amir)
    client.get(HOME + query)  # the first request fills caches of site and language
    with django_assert_max_num_queries(15) as asked:
        assert client.get(HOME + query).status_code == 200
    assert not [one for one in asked.captured_queries if "analytics_statement" in one["sql"]]


@pytest.mark.parametrize("address", ["time/months", "compare/skills", "caregivers/proxy", "people/funnel"])
def test_the_figure_is_drawn_in_every_kind(client_for, amir, crowd, address):
    client = client_for(amir)
    page = client.get(f"{HOME}{address.partition('/')[0]}/").content.decode()
    figure = client.get(f"{HOME}{address}.json").json()
    svg = ElementTree.fromstring(client.get(f"{HOME}{address}.svg").content)
    png = Image.open(io.BytesIO(client.get(f"{HOME}{address}.png").content))

    assert f'href="{HOME}{address}.svg"' in page
    assert f'data-figure="{HOME}{address}.json"' in page
    assert figure["data"]
    assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}
    assert png.size == (2 * int(svg.get("width")), 2 * int(svg.get("height")))
    drawn = "".join(svg.itertext())
    for trace in figure["data"]:
        along = trace["x"] if trace["type"] == "bar" else trace["y"]
        for percent, (_key, count, of) in zip(along, trace["customdata"], strict=True):
            assert percent is None or f"{percent}%" in drawn
            assert percent is None or (200 * count + of) // (2 * of) == percent


def test_there_is_no_figure_of_what_is_not_drawn(client_for, amir, crowd):
    client = client_for(amir)

    assert client.get(f"{HOME}people/nothing.svg").status_code == 404
    assert client.get(f"{HOME}people/funnel.csv").status_code == 404
    assert client.get(f"{HOME}people/file.svg").status_code == 404


@pytest.fixture
def ask(client_for, clinic):
    """Asks the API as a client of the clinic with these scopes."""
    auth.forget_all()

    def asking(address, *, organisation=clinic, scopes=(Scope.INSIGHTS_READ,), **more):
        client, secret = actions.create(
            organisation=organisation, name=f"{address}{scopes}"[:80], scopes_granted=scopes, **more
        )
        basic = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Accept-Language": "en"}
        return client_for().get(API + address, headers=headers)

    return asking


def schema():
    """Returns the OpenAPI description, and what validates an answer."""
    described = json.loads((Path(api.__file__).parent / "openapi.json").read_text())
    return described, jsonschema_rs.Draft202012Validator(
        {"$ref": "#/components/schemas/Page", "components": described["components"]}
    )


@pytest.mark.parametrize(
    "address",
    [
        "compare/?",
        "caregivers/?",
        "class",
        "time/?skill=messaging",
        "skills/messaging/?",
        f"skills/{SKILL}/?",
    ],
)
def test_where_there_is_no_task_it_is_not_said_that_nobody_tried(
    client_for, amir, study_class, ask, monkeypatch, address
):
    address = f"classes/?class=class-{study_class.key.hex}" if address == "class" else address
    monkeypatch.setattr(report, "having", lambda practices: frozenset())
    words = text_of(client_for(amir).get(f"{HOME}{address}"))
    answer = ask(address.replace("/?", "?")).content.decode()

    if SKILL in address:  # somebody tried it, so there was one
        assert "no task yet" not in words and "no-task" not in answer
    else:
        assert "no task yet" in words and "no-task" in answer


EVERY = ("gaps", f"skills/{SKILL}", "people", "courses", "tasks", "check", *NAMES, "slips")
# The page of slips has a test of its own: tests/courses/slips/test_counting.py.


CUTS = (
    "gaps?path=patient", f"skills/{SKILL}?path=caregiver", "time?month=now", "classes?class=own",
    "courses?course=first", "tasks?task=first", f"caregivers?skill={SKILL}",
)  # fmt: skip


@pytest.mark.parametrize("question", (*EVERY[:-1], *CUTS))
def test_page_file_and_api_give_the_same_figures(client_for, amir, study_class, ask, question):
    question = question.replace("=now", f"={month(0):%Y-%m}").replace("=own", f"=class-{study_class.key.hex}")
    if question.endswith("=first"):
        place, _mark, kind = question.removesuffix("=first").partition("?")
        question = f"{place}?{kind}={ask(place).json()['choices'][kind][0]['key']}"
    name, _mark, query = question.partition("?")
    place = "" if name == "gaps" else f"{name}/"
    client = client_for(amir)
    answer = ask(question).json()
    page = text_of(client.get(f"{HOME}{place}?{query}")).replace("&#x27;", "'")
    file = client.get(f"{HOME}{name}/file.csv?{query}").content.decode("utf-8-sig")
    cells = {cell for line in csv.reader(io.StringIO(file)) for cell in line}

    described, validator = schema()
    validator.validate(answer)
    assert answer["state"] == "shown"
    assert f"/insights/api/v1/{name.replace(SKILL, '{skill}')}" in described["paths"]
    shares = [
        value
        for section in answer["sections"]
        for row in section["rows"]
        for value in row["values"].values()
        if isinstance(value, dict) and value.get("percent") is not None
    ]
    for share in shares:
        words = (f"{share['percent']}% ({share['count']} of {share['of']})", f"{share['percent']}%")
        assert any(word in cells for word in words)
        assert any(word in page for word in words)
    if name not in ("check", "courses", "classes") or "class=" in question:
        assert shares


def test_the_description_is_open_and_names_every_page(client_for, clinic):
    response = client_for().get("/insights/api/openapi.json")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert set(response.json()["paths"]) == {
        f"/insights/api/v1/{name.replace(SKILL, '{skill}')}" for name in EVERY
    }


def test_the_api_hides_what_the_pages_hide(clinic, ask):
    for person in learners(clinic, 9):
        record(person, "passed", skill=SKILL, hints=0)
    fold_everything()

    for address in EVERY:
        answer = ask(address).json()
        assert answer["state"] in ("few", "no-class", "no-slip")
        assert answer["sections"] == []


def test_only_the_own_organisation_is_told(nonprofit, crowd, ask):
    answer = ask("gaps", organisation=nonprofit).json()

    assert (answer["organisation"], answer["state"]) == ("good-neighbor", "nobody")


def test_who_may_not_is_told_so(client_for, clinic, crowd, ask, settings):
    assert client_for().get(f"{API}gaps").status_code == 401
    assert ask("people", scopes=(Scope.STATEMENTS_WRITE,)).status_code == 403
    assert ask("tasks", scopes=(Scope.ALL_READ,)).status_code == 200
    assert ask("nothing").status_code == 404
    assert ask("skills/nothing").status_code == 404
    assert ask("time?skill=nothing").status_code == 400
    assert ask("gaps?path=nothing").status_code == 400
    assert ask("gaps?colour=red").status_code == 400
    assert ask("gaps?path=patient&months=3").status_code == 400


def test_a_client_asks_so_often_and_no_more(client_for, clinic, settings):
    settings.LRS_REQUESTS_A_MINUTE = 100
    auth.forget_all()
    client, secret = actions.create(
        organisation=clinic, name="often", scopes_granted=(Scope.INSIGHTS_READ,), requests_a_minute=2
    )
    basic = base64.b64encode(f"{client.key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    answers = [client_for().get(f"{API}gaps", headers=headers) for _number in range(6)]

    assert 429 in [answer.status_code for answer in answers]
    assert next(a for a in answers if a.status_code == 429)["Retry-After"]
    actions.revoke(client=client)
    assert client_for().get(f"{API}gaps", headers=headers).status_code == 401
