"""Every page of the health plan's portal: both languages, its own learner alone, few queries, in no index."""

import re
import uuid

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.insurance import rules
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


class TestPages(EveryPage):
    PAGES = [
        ("portal", {}),
        ("claims", {}),
        *(("claim", {"id": f"claim-{id}"}) for id in ("foot", "flu", "skin", "knee")),
        ("claim-letter", {"id": "claim-foot"}),
        ("claim-letter", {"id": "claim-knee"}),
        ("claim-appeal", {"id": "claim-foot"}),
        ("claim-answer", {"id": "claim-flu"}),
        ("approvals", {}),
        *(("approval", {"id": f"auth-{id}"}) for id in ("knee-mri", "eye-scan", "insoles")),
        ("approval-look-up", {}),
        ("coverage", {}),
        ("card", {}),
        ("card", {"query": "?card=meadow-basic"}),
        ("card-new", {}),
        ("network", {}),
        ("network", {"query": "?field=foot"}),
        ("network-doctor", {"slug": "brandt"}),
        ("forms", {}),
        ("plan-form", {"slug": "appeal"}),
        ("plan-form-pdf", {"slug": "appeal"}),
        ("drugs", {}),
        ("drugs", {"query": "?q=cyclo"}),
        *(
            ("drug", {"slug": slug})
            for slug in ("metformin", "cyclosporine-brand", "urea-cream", "artificial-tears")
        ),
    ]

    def test_the_clinics_portal_has_it_only_where_it_is_the_first_page(self, seen, practice, one_page):
        actions.change_portal(practice=practice, to="clinic")

        assert seen().status_code == (200 if one_page[0] == "portal" else 403)


@pytest.fixture(autouse=True)
def in_the_plans_portal(practice):
    actions.change_portal(practice=practice, to="insurance")


@pytest.mark.parametrize("name", ["bills", "messages", "results"])
def test_the_plan_does_not_show_what_is_the_clinics(page, name):
    assert page(name).status_code == 403


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("claim", {"id": "nothing"}),
        ("claim", {"id": "auth-insoles"}),
        ("claim-letter", {"id": "nothing"}),
        ("claim-appeal", {"id": "nothing"}),
        ("approval", {"id": "claim-foot"}),
        ("network-doctor", {"slug": "nobody"}),
        ("plan-form", {"slug": "nothing"}),
        ("plan-request", {"pk": 99}),
    ],
)
def test_what_is_not_there_is_a_404(page, name, kwargs):
    assert page(name, **kwargs).status_code == 404


@pytest.fixture
def made(practice):
    def draft(item="claim-foot"):
        found = rules.draft(
            practice=practice, form_key=uuid.uuid4(), kind="appeal", item=item, reason="needed", note="So."
        )
        found.practice = practice
        return found

    return {"sent": rules.submit(request=draft()), "draft": draft("auth-insoles")}


@pytest.mark.parametrize(("name", "which"), [("plan-request", "sent"), ("plan-request-review", "draft")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_sent_has_its_page(page, made, name, which, language, django_assert_max_num_queries):
    page(name, pk=made[which].pk, language=language)
    with django_assert_max_num_queries(12):
        assert page(name, pk=made[which].pk, language=language).status_code == 200


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("plan-request-review", "draft"),
        ("plan-request-back", "sent"),
        ("plan-request-paper", "sent"),
        ("plan-request-outside", "sent"),
    ],
)
def test_nobody_else_can_do_anything(page, cleo, made, name, which):
    before = made[which].status
    assert page(name, pk=made[which].pk, by=cleo, data={}).status_code == 404
    made[which].refresh_from_db()
    assert made[which].status == before


def test_in_the_clinics_portal_what_was_sent_is_not_there(page, practice, made):
    actions.change_portal(practice=practice, to="clinic")
    assert page("plan-request", pk=made["sent"].pk).status_code == 404


def test_a_claim_has_a_number_as_letters_have_and_the_same_each_time(page):
    numbers = {
        row["label"]: row["value"]
        for row in page("claim", id="claim-foot").context["facts"]
        if row["label"] == "Claim number"
    }

    assert re.fullmatch(r"C-\d{8}", numbers["Claim number"])
    assert numbers["Claim number"] in page("claim", id="claim-foot").content.decode()
