"""Acting on a gap: who may, what closes it, what is noted, and what changed since."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from analytics import report
from analytics.acting import actions, poster, showing
from analytics.acting.models import Deed
from analytics.acting.since import since
from analytics.metrics import months, proportions
from analytics.models import Presence, Standing
from lms.organisations.models import Membership
from lms.skills import SLUGS
from lms.skills.links import Link
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
HOME = "/en/insights/act/"
REFILLS = f"{HOME}medicines-refills/"
PAGES = (HOME, REFILLS, f"{REFILLS}message/es/", f"{REFILLS}poster/en/pdf/", f"{HOME}poster/en/pdf/")


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture
def gwen(nonprofit, staff_of):
    """The nonprofit's analyst: a stranger here."""
    return staff_of("gwen", nonprofit, Membership.Role.ANALYST, Membership.Role.ADMIN)


@pytest.fixture
def twelve(clinic):
    """Twelve people: nine tried refills, three of them alone."""
    people = learners(clinic, 12)
    for number, person in enumerate(people):
        record(person, "learned", skill="medicines-refills")
        if number < 9:
            record(person, "passed", skill="medicines-refills", hints=0 if number < 3 else 1)
    fold_everything()
    return people


def in_month(organisation, first, *, people, tried, alone, skill="medicines-refills", start=0):
    """Counts made-up people in a month, as roll-ups would have."""
    names = [f"somebody-{number}" for number in range(start, start + people)]
    seen = timezone.now()
    Presence.objects.bulk_create(
        [
            Presence(organisation=organisation, actor_name=name, month=first, statements=1, last_seen=seen)
            for name in names
        ]
    )
    Standing.objects.bulk_create(
        [
            Standing(
                organisation=organisation, actor_name=name, skill=skill, month=first, last_seen=seen,
                is_learned=False, is_tried=True, is_alone=number < alone, hints=0, tries=0,
            )
            for number, name in enumerate(names[:tried])
        ]
    )  # fmt: skip


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def months_ago(number):
    """Returns the first day of the month so many months ago."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


@pytest.mark.parametrize("address", PAGES)
def test_only_the_organisations_analysts_and_admins_act(
    client_for, clinic, amir, gwen, ruth, noor, staff_of, twelve, address
):
    dana = staff_of("dana", clinic, Membership.Role.ADMIN)

    assert client_for(amir).get(address).status_code == 200
    assert client_for(dana).get(address).status_code == 200
    assert client_for().get(address).status_code == 302
    for wrong in (gwen, ruth, noor):
        response = client_for(wrong).get(address)
        assert response.status_code == 403
        assert b"75%" not in response.content


def test_a_stranger_notes_nothing_and_takes_nothing_back(client_for, clinic, amir, gwen, noor):
    deed = actions.note(
        organisation=clinic, skill="messaging", kind="poster", done_on=timezone.localdate(), by=amir
    )
    body = {"kind": "poster", "done_on": "2026-01-01"}

    for wrong in (gwen, noor):
        assert client_for(wrong).post(REFILLS, body).status_code == 403
        assert client_for(wrong).post(f"{HOME}noted/{deed.pk}/take-back/").status_code == 403
    own = client_for(gwen, host="localhost")
    assert own.post(f"{HOME}noted/{deed.pk}/take-back/").status_code == 404
    assert "Take this note back" not in text_of(own.get(f"{HOME}messaging/"))
    assert list(Deed.objects.for_organisation(clinic)) == [deed]


def test_the_page_says_the_gap_as_the_overview_does(client_for, amir, clinic, twelve):
    found = report.make(clinic, language="en")
    row = found.matrix.most_stuck_first()[0]

    words = text_of(client_for(amir).get(REFILLS))

    assert f"{row.tried.percent}% tried, {row.alone.percent}% can do it alone" in words
    assert "Lakeside Clinic" in words and "Hola de parte de Lakeside Clinic" in words


@pytest.mark.parametrize("address", [HOME, REFILLS])
def test_a_page_costs_few_queries(client_for, amir, clinic, twelve, address, django_assert_max_num_queries):
    for days in range(4):
        day = timezone.localdate() - timedelta(days=days)
        actions.note(organisation=clinic, skill="medicines-refills", kind="class", done_on=day, by=amir)
    client = client_for(amir)
    client.get(address)
    with django_assert_max_num_queries(15) as asked:
        client.get(address)

    assert not [query for query in asked.captured_queries if "analytics_statement" in query["sql"]]


def test_only_the_languages_of_the_site_are_offered(client_for, amir, clinic):
    clinic.language_codes = ["es"]
    clinic.save()
    client = client_for(amir)

    here = REFILLS.replace("/en/", "/es/")
    assert [one.language for one in client.get(here).context["drafts"]] == ["es"]
    assert client.get(f"{here}message/es/").status_code == 200
    assert client.get(f"{here}message/en/").status_code == 404
    assert client.get(f"{here}poster/en/pdf/").status_code == 404


def test_without_people_there_are_messages_but_no_numbers(client_for, amir):
    assert "%" not in text_of(client_for(amir).get(HOME)).replace("100%", "")
    words = text_of(client_for(amir).get(REFILLS))
    assert "no numbers" in words and "Hello from Lakeside Clinic" in words
    assert client_for(amir).get(f"{HOME}poster/en/pdf/").status_code == 404
    assert client_for(amir).get(f"{REFILLS}poster/en/pdf/").status_code == 200


def test_a_small_group_shows_no_number_and_no_poster_of_gaps(client_for, amir, clinic):
    for person in learners(clinic, 9):
        record(person, "tried", skill="medicines-refills")
    fold_everything()

    assert "too few people" in text_of(client_for(amir).get(REFILLS))
    assert "tried," not in text_of(client_for(amir).get(REFILLS))
    assert client_for(amir).get(f"{HOME}poster/en/pdf/").status_code == 404


def test_what_was_done_is_noted_once_and_written_down(client_for, amir, clinic):
    client, today = client_for(amir), timezone.localdate().isoformat()
    for _twice in range(2):
        assert client.post(REFILLS, {"kind": "message", "done_on": today}).status_code == 302

    deed = Deed.objects.for_organisation(clinic).get()
    assert (deed.skill, deed.kind, deed.by) == ("medicines-refills", "message", amir)
    assert "We sent the message" in text_of(client.get(REFILLS))
    entry = ModelLogEntry.objects.for_instance(clinic).get(action="acting.noted")
    assert entry.user == amir and entry.data["kind"] == "message"


def test_a_note_that_is_taken_back_is_gone_and_both_stay_in_the_log(client_for, amir, clinic):
    today = timezone.localdate()
    deed = actions.note(organisation=clinic, skill="messaging", kind="poster", done_on=today, by=amir)
    client = client_for(amir)
    assert client.post(f"{HOME}noted/{deed.pk}/take-back/").status_code == 302
    actions.take_back(deed=deed, by=amir)

    assert not Deed.objects.for_organisation(clinic).exists()
    log = ModelLogEntry.objects.for_instance(clinic)
    assert [log.filter(action=f"acting.{what}").count() for what in ("noted", "taken_back")] == [1, 1]
    again = actions.note(organisation=clinic, skill="messaging", kind="poster", done_on=today, by=amir)
    assert again.pk != deed.pk


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "poster", "done_on": "2999-01-01"}, "has not come yet"),
        ({"kind": "poster", "done_on": "2001-01-01"}, "more than a year ago"),
        ({"kind": "nothing", "done_on": "2026-01-01"}, "Please fix this first"),
        ({}, "Pick what you did."),
    ],
)
def test_a_note_that_does_not_hold_is_told_why(client_for, amir, body, said):
    response = client_for(amir).post(REFILLS, body)

    assert response.status_code == 422
    assert said in text_of(response)
    assert not Deed.objects.exists()


def test_there_is_no_page_of_a_skill_that_is_none(client_for, amir):
    for address in ("nothing/", "nothing/message/en/", "nothing/poster/en/pdf/"):
        assert client_for(amir).get(HOME + address).status_code == 404
    body = {"kind": "class", "done_on": timezone.localdate().isoformat()}
    assert client_for(amir).post(f"{HOME}nothing/", body).status_code == 404


def followed(clinic, *, ago=2):
    found = months.of_all(clinic, today=timezone.localdate(), skill="medicines-refills")
    return since(months_ago(ago) + timedelta(days=3), found, today=timezone.localdate())


def test_a_rise_beyond_chance_is_told_with_its_interval(clinic):
    in_month(clinic, months_ago(3), people=200, tried=150, alone=20)
    in_month(clinic, months_ago(2), people=100, tried=80, alone=60, start=300)  # the month of the deed
    in_month(clinic, months_ago(1), people=200, tried=150, alone=80, start=600)

    found = followed(clinic)

    assert found.kind == "more"
    assert (*(one.shares["alone"].percent for one in (found.before, found.after)), found.points) == (
        10,
        40,
        30,
    )
    assert 0 < found.low < 30 < found.high
    assert [place for _month, place in found.months][-3:] == ["same", "after", "now"]


def test_a_small_rise_may_be_chance_and_says_so(clinic):
    in_month(clinic, months_ago(3), people=30, tried=20, alone=6)
    in_month(clinic, months_ago(1), people=30, tried=20, alone=9, start=600)

    assert followed(clinic).kind == "same"


def test_too_few_people_before_or_after_say_nothing(clinic):
    in_month(clinic, months_ago(3), people=9, tried=9, alone=1)
    in_month(clinic, months_ago(1), people=60, tried=50, alone=40, start=600)

    found = followed(clinic)

    assert found.kind == "few"
    assert found.points is None


def test_a_month_before_that_is_not_shown_any_more_is_no_small_group(client_for, amir, clinic):
    in_month(clinic, months_ago(1), people=60, tried=50, alone=40)
    in_month(clinic, months_ago(10), people=9, tried=9, alone=9, start=600)
    actions.note(
        organisation=clinic, skill="medicines-refills", kind="class", done_on=months_ago(11), by=amir
    )

    assert followed(clinic, ago=11).kind == "old"
    words = text_of(client_for(amir).get(REFILLS))
    assert "too long ago to compare" in words and "Too few people to tell" not in words


def test_a_month_that_may_not_be_shown_says_so(client_for, amir, clinic):
    in_month(clinic, months_ago(3), people=9, tried=9, alone=1)
    in_month(clinic, months_ago(1), people=60, tried=50, alone=40, start=600)
    day = months_ago(2)
    actions.note(organisation=clinic, skill="medicines-refills", kind="class", done_on=day, by=amir)

    assert "(before) not shown fewer than 10" in text_of(client_for(amir).get(REFILLS))


def test_before_a_whole_month_has_passed_it_is_too_early(clinic):
    in_month(clinic, months_ago(1), people=60, tried=50, alone=40)
    in_month(clinic, months_ago(0), people=60, tried=50, alone=50, start=600)

    assert followed(clinic, ago=1).kind == "early"
    assert followed(clinic, ago=0).kind == "early"


def test_the_page_shows_what_changed(client_for, amir, clinic):
    in_month(clinic, months_ago(3), people=200, tried=150, alone=20)
    in_month(clinic, months_ago(1), people=200, tried=150, alone=80, start=600)
    day = months_ago(2) + timedelta(days=3)
    actions.note(organisation=clinic, skill="medicines-refills", kind="poster", done_on=day, by=amir)

    words = text_of(client_for(amir).get(REFILLS))

    assert "Could do it alone: 10% in" in words and "30 points more" in words
    assert "10% (20 of 200)" in words and "40% (80 of 200)" in words


def test_the_interval_is_newcombes():
    # Newcombe (1998), table II, case (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339
    low, high = proportions.difference((48, 80), (56, 70))

    assert (round(low, 2), round(high, 2)) == (5.24, 33.39)


def test_the_poster_has_tags_a_code_with_words_and_the_clinics_name(clinic, twelve):
    made = showing.posters(clinic, language="es", skill="medicines-refills")
    three = showing.posters(clinic, language="en")

    for data in (made, three):
        assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") == 1
        assert b"/StructTreeRoot" in data and b"/S /Figure" in data and b"/Alt" in data
        assert b"/S /H1" in data
    assert b"/Lang (es)" in made


def test_the_posters_number_is_the_rest_of_what_the_page_shows(clinic, twelve):
    row = next(
        row for row in report.make(clinic, language="en").matrix.rows if row.skill == "medicines-refills"
    )

    assert showing._others(row) == 100 - row.alone.percent == 75
    assert poster.others(75).startswith("Not sure how? 75 of 100 people")


@pytest.mark.parametrize("skill", SLUGS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_poster_fits_one_page(clinic, skill, language):
    said = showing.Skill.objects.in_language(language).get(slug=skill)
    lesson = Link("A lesson with a rather long title, as some of them have", f"/{language}/learn/a/b/", 12)
    panel = poster.Panel(
        said.title, said.can_do, said.why, 79, lesson,
        f"https://learn.lakeside-community-clinic.example.org/{language}/learn/start-here/{skill}/",
    )  # fmt: skip
    fields = {}
    for panels in ([panel], [panel] * 3):
        pdf_end = poster.layout(panels, organisation=clinic, language=language).get_y()
        fields[len(panels)] = pdf_end

    assert all(end < 279 - 6 for end in fields.values()), fields
