"""The statements at the desk: for the organization's analysts and admins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.lrs import moments
from analytics.lrs.desk import records
from analytics.lrs.models import Link, Statement
from lms.organisations import roles
from tests.analytics.conftest import learners, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of(staff_of, client_for):
    def make(name, organisation, *held):
        user = staff_of(name, organisation, *held)
        roles.sync(organisation=organisation)
        return client_for(user)

    return make


@pytest.fixture
def amir(clinic, desk_of):
    return desk_of("amir", clinic, "analyst")


def address(organisation, more=""):
    return f"/admin/records/{organisation.pk}/{more}"


def ids(page):
    """Returns the ids of the statements that a page lists, in its order."""
    return [str(row.statement_id) for row in page.context_data["statements"]]


def learn(organisation, count=1, **more):
    (learner,) = learners(organisation, 1)
    return [record(learner, "says", score=0.5, **more) for _number in range(count)]


def test_an_analyst_reads_the_newest_first(clinic, amir):
    old, new = learn(clinic, 2)

    page = amir.get(address(clinic))

    assert ids(page) == [str(new.statement_id), str(old.statement_id)]
    assert old.verb in page.content.decode()


def test_the_page_says_that_nothing_is_there(clinic, amir):
    assert "Nothing has been recorded yet." in amir.get(address(clinic)).content.decode()
    assert "No record is like that." in amir.get(address(clinic) + "?verb=x").content.decode()


def test_one_is_shown_as_it_was_stored(clinic, amir):
    (one,) = learn(clinic)

    page = amir.get(address(clinic, f"statement/{one.statement_id}/")).content.decode()

    assert one.actor_name in page
    assert "&quot;scaled&quot;: 0.5" in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verb", lambda one: one.verb),
        ("activity", lambda one: one.activity),
        ("actor", lambda one: one.actor_name),
        ("since", lambda one: timezone.localdate().isoformat()),
    ],
)
def test_each_filter_finds_what_it_names(clinic, amir, name, value):
    (one,) = learn(clinic)
    (learner,) = learners(clinic, 1)
    other = record(learner, "passed", skill="appointments")
    before = timezone.now() - timedelta(days=3)
    key = moments.first_key(before)
    Link.objects.filter(statement=other.pk).update(statement=key)
    Statement.objects.filter(pk=other.pk).update(id=key, stored=before)

    assert ids(amir.get(address(clinic), {name: value(one)})) == [str(one.statement_id)]


def test_until_leaves_out_what_came_later(clinic, amir):
    (one,) = learn(clinic)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    assert ids(amir.get(address(clinic), {"until": yesterday})) == []
    assert ids(amir.get(address(clinic), {"until": timezone.localdate().isoformat()})) == [
        str(one.statement_id)
    ]


def test_a_wrong_date_is_said_and_stays(clinic, amir):
    page = amir.get(address(clinic), {"since": "yesterday", "verb": "kept"}).content.decode()

    assert "Enter a valid date." in page
    assert 'value="kept"' in page


def test_pages_go_by_key_and_keep_the_filter(clinic, amir, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(records, "A_PAGE", 2)
    made = learn(clinic, 5)
    seen, query = [], f"verb={made[0].verb}"
    for _page in range(3):
        page = amir.get(f"{address(clinic)}?{query}")
        seen += ids(page)
        query = page.context_data["older"]

    assert seen == [str(one.statement_id) for one in reversed(made)]
    assert query == ""


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_who_writes_lessons_reads_no_statements(role, clinic, desk_of):
    (one,) = learn(clinic)
    desk = desk_of("noor", clinic, role)

    assert desk.get(address(clinic)).status_code == 302
    assert desk.get(address(clinic, f"statement/{one.statement_id}/")).status_code == 302


def test_another_organisations_analyst_sees_nothing(clinic, nonprofit, desk_of):
    (one,) = learn(clinic)
    gwen = desk_of("gwen", nonprofit, "analyst", "admin")

    assert gwen.get(address(clinic)).status_code == 302
    assert ids(gwen.get(address(nonprofit))) == []
    assert gwen.get(address(nonprofit, f"statement/{one.statement_id}/"), follow=True).status_code == 404
    assert ids(gwen.get(address(nonprofit), {"actor": one.actor_name})) == []


class TestVoiding:
    def test_an_admin_voids_one_once_and_the_page_says_so(self, clinic, desk_of):
        (one,) = learn(clinic)
        dana = desk_of("dana", clinic, "admin")

        for _time in range(2):
            dana.post(address(clinic, f"statement/{one.statement_id}/void/"))
        page = dana.get(address(clinic, f"statement/{one.statement_id}/")).content.decode()

        voiding = Statement.objects.get(is_voiding=True)
        assert voiding.refers_to == one.statement_id
        assert list(Statement.objects.voided()) == [one]
        assert ">voided<" in page
        assert "Void this record" not in page
        assert "dana" not in voiding.raw

    def test_what_voids_cannot_be_voided(self, clinic, desk_of):
        (one,) = learn(clinic)
        dana = desk_of("dana", clinic, "admin")
        dana.post(address(clinic, f"statement/{one.statement_id}/void/"))
        voiding = Statement.objects.get(is_voiding=True)

        page = dana.post(address(clinic, f"statement/{voiding.statement_id}/void/"), follow=True)

        assert "cannot be voided" in page.content.decode()
        assert Statement.objects.count() == 2

    def test_an_analyst_only_reads(self, clinic, amir):
        (one,) = learn(clinic)

        amir.post(address(clinic, f"statement/{one.statement_id}/void/"))

        assert (
            "Void this record"
            not in amir.get(address(clinic, f"statement/{one.statement_id}/")).content.decode()
        )
        assert Statement.objects.count() == 1

    def test_another_organisations_admin_voids_nothing(self, clinic, nonprofit, desk_of):
        (one,) = learn(clinic)
        gwen = desk_of("gwen", nonprofit, "admin")

        for organisation in (clinic, nonprofit):
            gwen.post(address(organisation, f"statement/{one.statement_id}/void/"))

        assert Statement.objects.count() == 1
