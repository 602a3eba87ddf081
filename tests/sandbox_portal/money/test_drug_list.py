"""The plan's drug list: found by a part of a name in either language, with price, rules and ways out."""

import pytest

from sandbox_portal import actions, personas
from sandbox_portal.sections.insurance import drugs
from sandbox_portal.sections.insurance.models import PlanRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_plans_portal(practice):
    actions.change_portal(practice=practice, to="insurance")


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("metf", "metformin"), ("CICLO", "cyclosporine-generic"), ("presión", "amlodipine"), ("xyz", None)],
)
def test_a_part_of_a_name_is_enough(typed, first):
    assert next(iter(drugs.search(typed)), None) == first


def test_every_medicine_of_ruth_is_looked_up():
    for medication in personas.get("ruth").chart.medications:
        if medication.is_prescribed:
            assert drugs.search(drugs.first_word(medication)), medication.id


def test_what_is_not_covered_names_something_that_is_or_is_bought_freely():
    for slug, drug in drugs.all_drugs().items():
        assert drug.tier or drug.instead or drug.is_free_sale, slug


def test_the_search_tells_the_price_and_keeps_no_word(page, events):
    html = words(page("drugs", query="?q=cyclosporine"))

    assert "Tier 3, about $40 a month" in html and "Tier 4, about $95 a month" in html
    assert events("drugs.searched") == [{"found": 2, "covered": 2}]
    assert "Not on the list" in words(page("drugs", query="?q=kryptonite"))
    assert page("drugs", query="?q=a").status_code == 422


def test_the_prices_are_the_clinics_pack(page, practice, clinic):
    clinic.policy_data = {**clinic.policy_data, "insurer": {"tier_4": 120}}
    clinic.save()

    assert "about $120 a month" in words(page("drug", slug="cyclosporine-brand"))


def test_rules_and_covered_alternatives_are_told(page):
    html = words(page("drug", slug="cyclosporine-brand"))

    for word in ("Prior approval", "Step therapy", "Quantity limit", "eye drops, generic"):
        assert word in html


@pytest.mark.parametrize(
    ("slug", "kind", "days"), [("urea-cream", "exception", 3), ("semaglutide", "approval", 7)]
)
def test_an_exception_or_a_yes_is_asked_for_once_and_answered(page, key, skip, practice, slug, kind, days):
    for _twice in range(2):
        page("drug-ask", slug=slug, data={"form_key": key()})
    made = PlanRequest.objects.filter(kind=kind).latest("pk")
    page("plan-request-review", pk=made.pk, data={})
    made.refresh_from_db()

    assert (made.answer_on - practice.today).days == days
    assert "drug-ask" not in words(page("drug", slug=slug)) and "What you sent" in words(
        page("drug", slug=slug)
    )
    skip(days=days + 1)
    made.refresh_from_db()
    assert made.status == "approved"
    assert words(page("plan-request", pk=made.pk)).count("Urea") or kind == "approval"


def test_what_was_taken_back_can_be_asked_for_again(page, key):
    def send():
        page("drug-ask", slug="urea-cream", data={"form_key": key()})
        made = PlanRequest.objects.latest("pk")
        page("plan-request-review", pk=made.pk, data={})
        return made

    first = send()
    page("plan-request-back", pk=first.pk, data={})
    assert PlanRequest.objects.get(pk=first.pk).status == "withdrawn"
    shown = words(page("drug", slug="urea-cream"))
    assert "drugs/urea-cream/ask/" in shown and "What you sent" in shown

    assert send().pk != first.pk
    assert [each.status for each in PlanRequest.objects.about("urea-cream").order_by("pk")] == [
        "withdrawn",
        "sent",
    ]
    assert "drugs/urea-cream/ask/" not in words(page("drug", slug="urea-cream"))


@pytest.mark.parametrize("slug", ["metformin", "artificial-tears", "nothing"])
def test_there_is_nothing_to_ask_for_where_no_rule_stands(page, key, slug):
    assert page("drug-ask", slug=slug, data={"form_key": key()}).status_code == 404
