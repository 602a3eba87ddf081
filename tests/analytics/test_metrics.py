"""What the measures say, about whom, and what they keep to themselves."""

from datetime import UTC, date, datetime

import pytest

from analytics.metrics import HIDDEN, Share, Window, gap_matrix, where_people_are_stuck
from analytics.models import Presence, Standing
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db

TITLES = {"messaging": "Messages", "medicines-refills": "Refills"}


def row_of(matrix, skill):
    """Returns a skill's row."""
    return next(row for row in matrix.rows if row.skill == skill)


@pytest.fixture
def twelve(clinic):
    """Nine of twelve tried refills, three alone; all told how often they use messages, eight said often."""
    people = learners(clinic, 12)
    for number, person in enumerate(people):
        record(person, "says", score=1 if number < 8 else 1 / 3)
        if number < 9:
            record(person, "tried", skill="medicines-refills", mode="guided")
        if number < 3:
            record(person, "passed", skill="medicines-refills", mode="guided", hints=0)
        elif number < 9:
            record(person, "passed", skill="medicines-refills", mode="guided", hints=2)
    fold_everything()
    return people


def test_shares_are_about_everybody_who_was_active(clinic, twelve):
    row = row_of(gap_matrix(clinic), "medicines-refills")

    assert row.learned == Share(0, 12)
    assert row.tried == Share(9, 12)
    assert row.alone == Share(3, 12)
    assert row.stuck == Share(6, 12)
    assert [row.tried.percent, row.alone.percent, row.stuck.percent] == [75, 25, 50]


def test_what_people_say_is_about_those_who_answered(clinic, twelve):
    matrix = gap_matrix(clinic)

    assert row_of(matrix, "messaging").says == Share(8, 12)
    assert row_of(matrix, "medicines-refills").says == HIDDEN


def test_who_did_something_else_counts_in_every_group(clinic, twelve):
    record(learners(clinic, 1)[0], "began")
    fold_everything()

    assert row_of(gap_matrix(clinic), "medicines-refills").tried == Share(9, 13)


def test_doing_it_often_counts_one_person_once(clinic, twelve):
    for _time in range(5):
        record(twelve[0], "tried", skill="medicines-refills")
    fold_everything()

    assert row_of(gap_matrix(clinic), "medicines-refills").tried == Share(9, 12)


@pytest.mark.parametrize(("people", "is_hidden"), [(9, True), (10, False), (11, False)])
def test_a_group_under_ten_is_not_shown(clinic, people, is_hidden):
    for person in learners(clinic, people):
        record(person, "tried")
    fold_everything()

    matrix = gap_matrix(clinic)

    assert matrix.is_hidden is is_hidden
    assert all(share.is_hidden is (is_hidden or name == "says") for name, share in measures(matrix))
    assert matrix.people == (None if is_hidden else people)


def measures(matrix):
    """Yields every share of a matrix with its name."""
    for row in matrix.rows:
        yield from row.measures.items()


def test_fewer_than_ten_answers_are_not_shown_in_a_large_group(clinic, twelve):
    for person in twelve[:9]:
        record(person, "says", skill="regular-use", score=1)
    fold_everything()
    assert row_of(gap_matrix(clinic), "regular-use").says.is_hidden

    record(twelve[9], "says", skill="regular-use", score=0)
    fold_everything()

    assert row_of(gap_matrix(clinic), "regular-use").says == Share(9, 10)


def test_nobody_yet_is_not_a_small_group(clinic):
    matrix = gap_matrix(clinic)

    assert (matrix.is_empty, matrix.is_hidden, matrix.people) == (True, False, 0)


def test_another_organisations_people_are_not_counted(clinic, nonprofit, twelve):
    assert gap_matrix(nonprofit).is_empty

    for person in learners(nonprofit, 10):
        record(person, "tried")
    fold_everything()

    assert gap_matrix(nonprofit).people == 10
    assert gap_matrix(clinic).people == 12


def test_the_latest_answer_is_what_someone_says(clinic, twelve):
    for person in twelve:
        record(person, "says", score=0)
    fold_everything()

    assert row_of(gap_matrix(clinic), "messaging").says == Share(0, 12)


def put(organisation, name, month, *, path="patient", says=None, is_tried=False, is_alone=False):
    """Puts a presence and a standing into a month."""
    noon = datetime(month.year, month.month, 15, 12, tzinfo=UTC)
    Presence.objects.create(
        organisation=organisation,
        actor_name=name,
        month=month,
        path=path,
        told_at=noon,
        statements=1,
        last_seen=noon,
    )
    Standing.objects.create(
        organisation=organisation,
        actor_name=name,
        skill="messaging",
        month=month,
        says=says,
        says_at=noon if says is not None else None,
        is_learned=False,
        is_tried=is_tried,
        is_alone=is_alone,
        hints=0,
        tries=0,
        last_seen=noon,
    )


SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def test_a_window_is_half_open(clinic):
    for number in range(20):
        put(clinic, f"early-{number}", SEPTEMBER, is_tried=True)
        put(clinic, f"late-{number}", OCTOBER, is_tried=number < 5)

    october = gap_matrix(clinic, window=Window(OCTOBER, NOVEMBER))

    assert row_of(october, "messaging").tried == Share(5, 20)
    assert gap_matrix(clinic, window=Window(SEPTEMBER, OCTOBER)).people == 20
    assert gap_matrix(clinic, window=Window(SEPTEMBER, NOVEMBER)).people == 40


def test_in_a_window_the_latest_answer_within_it_counts(clinic):
    for number in range(20):
        put(clinic, str(number), SEPTEMBER, says=0)
        put(clinic, str(number), OCTOBER, says=1)

    assert row_of(gap_matrix(clinic), "messaging").says == Share(20, 20)
    first = gap_matrix(clinic, window=Window(SEPTEMBER, OCTOBER))
    assert row_of(first, "messaging").says == Share(0, 20)


def test_a_persons_path_is_the_one_told_last(clinic):
    for number in range(24):
        put(clinic, str(number), SEPTEMBER, path="patient")
        put(clinic, str(number), OCTOBER, path="caregiver" if number < 12 else "patient")

    assert gap_matrix(clinic, path="caregiver").people == 12
    assert gap_matrix(clinic, path="patient").people == 12


@pytest.mark.parametrize(("caregivers", "is_hidden"), [(9, True), (10, False)])
def test_two_views_do_not_give_a_small_group_away(clinic, caregivers, is_hidden):
    for number in range(30):
        put(clinic, str(number), OCTOBER, path="caregiver" if number < caregivers else "patient")

    assert gap_matrix(clinic).people == 30
    assert gap_matrix(clinic, path="patient").is_hidden is is_hidden
    assert gap_matrix(clinic, path="caregiver").is_hidden is is_hidden


def test_two_views_do_not_give_a_few_answers_away(clinic):
    for number in range(40):
        is_caregiver = number < 20
        says = None if is_caregiver and number >= 5 else 1
        put(clinic, str(number), OCTOBER, path="caregiver" if is_caregiver else "patient", says=says)

    assert row_of(gap_matrix(clinic), "messaging").says == Share(25, 25)
    assert row_of(gap_matrix(clinic, path="patient"), "messaging").says.is_hidden


def test_a_window_has_whole_months_and_a_length():
    with pytest.raises(ValueError, match="first day"):
        Window(date(2026, 10, 2), NOVEMBER)
    with pytest.raises(ValueError, match="later"):
        Window(NOVEMBER, NOVEMBER)


@pytest.mark.parametrize(
    ("count", "of", "percent"), [(1, 200, 1), (1, 201, 0), (10, 30, 33), (20, 30, 67), (12, 12, 100)]
)
def test_percent_is_whole_with_halves_up(count, of, percent):
    assert Share.among(count, of).percent == percent


def test_the_sentence_names_where_most_people_are_stuck(clinic, twelve):
    finding = where_people_are_stuck(gap_matrix(clinic), TITLES)

    assert (finding.kind, finding.title) == ("stuck", "Refills")
    assert (finding.row.tried.percent, finding.row.alone.percent, finding.people) == (75, 25, 12)


def test_the_sentence_says_so_when_there_is_nothing_to_say(clinic):
    assert where_people_are_stuck(gap_matrix(clinic), TITLES).kind == "nobody"
    people = learners(clinic, 12)
    for person in people[:5]:
        record(person, "began")
    fold_everything()
    assert where_people_are_stuck(gap_matrix(clinic), TITLES).kind == "few"
    for person in people:
        record(person, "began")
    fold_everything()
    assert where_people_are_stuck(gap_matrix(clinic), TITLES).kind == "untried"
    for person in people:
        record(person, "tried")
        record(person, "passed", mode="solo")
    fold_everything()
    assert where_people_are_stuck(gap_matrix(clinic), TITLES).kind == "none-stuck"


def test_the_matrix_costs_two_queries_however_many_people(clinic, twelve, django_assert_num_queries):
    with django_assert_num_queries(2):
        gap_matrix(clinic)
    with django_assert_num_queries(4):
        gap_matrix(clinic, path="patient")


def test_the_measures_read_no_statement(clinic, twelve, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        gap_matrix(clinic)

    assert not [query for query in queries.captured_queries if "analytics_statement" in query["sql"]]


def test_a_skill_without_a_task_has_no_number_of_people_who_tried(clinic):
    for person in learners(clinic, 10):
        record(person, "learned")
    fold_everything()

    row = row_of(gap_matrix(clinic, tasks=frozenset()), "messaging")

    assert (row.tried.has_no_task, row.alone.has_no_task, row.stuck.count) == (True, True, None)
    assert row.learned == Share(10, 10)


def test_who_tried_elsewhere_counts_where_we_have_no_task(clinic):
    for person in learners(clinic, 10):
        record(person, "tried")
    fold_everything()

    assert row_of(gap_matrix(clinic, tasks=frozenset()), "messaging").tried == Share(10, 10)


@pytest.mark.parametrize(
    ("today", "months", "start", "end"),
    [
        (date(2026, 11, 21), 3, date(2026, 9, 1), date(2026, 12, 1)),
        (date(2026, 1, 31), 3, date(2025, 11, 1), date(2026, 2, 1)),
        (date(2026, 12, 1), 12, date(2026, 1, 1), date(2027, 1, 1)),
        (date(2026, 3, 5), 1, date(2026, 3, 1), date(2026, 4, 1)),
    ],
)
def test_the_last_months_end_with_the_one_under_way(today, months, start, end):
    assert Window.of_last(months, today=today) == Window(start, end)
