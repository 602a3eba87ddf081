"""What a person does in the health plan's portal, and every answer of the plan."""

from datetime import timedelta

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.insurance.shelf import FORMS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_plans_portal(practice):
    actions.change_portal(practice=practice, to="insurance")


def words(response):
    return response.content.decode()


@pytest.fixture
def appeal(page, key):
    def send(id="claim-foot", papers=("doctors-letter",), reason="needed"):
        form = {"form_key": key(), "reason": reason, "note": "Dr. Okafor says so.", "papers": list(papers)}
        page("claim-appeal", id=id, data=form)
        made = PlanRequest.objects.latest("pk")
        page("plan-request-review", pk=made.pk, data={})
        made.refresh_from_db()
        return made

    return send


@pytest.fixture
def status(skip):
    def after(made, *days):
        for each in days:
            skip(days=each)
        made.refresh_from_db()
        return made.status

    return after


def test_nothing_is_sent_before_the_review_page_and_then_once(page, appeal, events):
    made = appeal()
    again = page("plan-request-review", pk=made.pk, data={}, follow=True)

    assert "sent only once" in words(again)
    assert len(events("claims.sent")) == 1
    assert events("claims.sent")[0]["days_left"] == 11


def test_an_appeal_with_the_doctors_letter_is_won(page, appeal, status):
    made = appeal()
    assert status(made, 5) == "review"
    assert "Appeal under way" in words(page("claims"))
    assert status(made, 26) == "approved"
    assert "Paid after your appeal" in words(page("claim", id="claim-foot"))


def test_without_the_letter_the_plan_asks_for_it_and_then_pays(page, appeal, status):
    made = appeal(papers=())
    assert status(made, 30, 1) == "more-needed"
    page("plan-request-paper", pk=made.pk, data={})
    page("plan-request-paper", pk=made.pk, data={})
    assert status(made, 11) == "approved"
    assert made.statuses.filter(status="approved").count() == 1


def test_a_letter_that_never_comes_ends_in_a_no_and_can_go_outside(page, appeal, status):
    made = appeal(papers=())
    assert status(made, 30, 12) == "denied"
    assert "outside" in words(page("plan-request", pk=made.pk))
    page("plan-request-outside", pk=made.pk, data={})
    page("plan-request-outside", pk=made.pk, data={})
    assert status(made, 30, 20) == "upheld"


def test_what_the_plan_does_not_cover_stays_a_no(page, appeal, status):
    made = appeal("auth-insoles")
    assert status(made, 30, 1) == "denied"
    assert made.statuses.last().reason == "not-covered"
    assert "Denied after your appeal" in words(page("approval", id="auth-insoles"))


def test_after_the_last_day_an_appeal_is_refused_and_says_what_to_do(page, key, skip, events):
    skip(days=12)
    assert "The last day to appeal has passed" in words(page("claim", id="claim-foot"))
    form = {"form_key": key(), "reason": "needed", "note": "x y", "papers": []}
    response = page("claim-appeal", id="claim-foot", data=form)

    assert response.status_code == 422
    assert "late appeal" in words(response)
    assert not PlanRequest.objects.exists()
    assert events("claims.refused")[0]["reason"] == "too-late"


def test_a_draft_of_the_last_day_cannot_be_sent_the_day_after(page, key, skip):
    form = {"form_key": key(), "reason": "needed", "note": "x y", "papers": []}
    page("claim-appeal", id="claim-foot", data=form)
    made = PlanRequest.objects.get()
    skip(days=12)
    assert "has passed" in words(page("plan-request-review", pk=made.pk, data={}, follow=True))
    made.refresh_from_db()
    assert made.status == "draft"


def test_a_claim_that_was_paid_takes_no_appeal(page, key):
    form = {"form_key": key(), "reason": "needed", "note": "x y", "papers": []}
    assert "did not say no" in words(page("claim-appeal", id="claim-knee", data=form))


def test_a_second_appeal_is_refused_until_the_first_was_taken_back(page, appeal, key):
    made = appeal()
    form = {"form_key": key(), "reason": "needed", "note": "x y", "papers": []}
    assert "sent this already" in words(page("claim-appeal", id="claim-foot", data=form))
    page("plan-request-back", pk=made.pk, data={})
    assert appeal().pk != made.pk


def test_taking_back_is_too_late_once_the_plan_has_it(page, appeal, skip):
    made = appeal()
    skip(2)
    assert "too late" in words(page("plan-request-back", pk=made.pk, data={}, follow=True))


def test_a_paper_nobody_asked_for_and_a_review_nobody_may_ask_for_change_nothing(page, appeal):
    made = appeal()
    page("plan-request-paper", pk=made.pk, data={})
    page("plan-request-outside", pk=made.pk, data={})
    made.refresh_from_db()
    assert made.status == "sent"


def test_words_of_an_emergency_stop_the_appeal(page, key, events):
    form = {"form_key": key(), "reason": "needed", "note": "I have chest pain and cannot breathe"}
    assert "911" in words(page("claim-appeal", id="claim-foot", data=form))
    assert events("claims.stopped") == [{}]
    assert not PlanRequest.objects.exists()


@pytest.mark.parametrize(("reason", "end"), [("no-other", "approved"), ("old-plan", "denied")])
def test_the_plans_question_is_answered(page, key, status, reason, end):
    page("claim-answer", id="claim-flu", data={"form_key": key(), "reason": reason})
    made = PlanRequest.objects.get()
    page("plan-request-review", pk=made.pk, data={})
    assert status(made, 8) == end


def test_only_a_question_can_be_answered(page):
    assert page("claim-answer", id="claim-knee").status_code == 302


def test_care_that_needs_a_yes_is_asked_for_and_the_rest_is_not(page, key, status):
    assert "first ask" in words(page("approval-look-up", data={"care": "shoulder-mri"}))
    assert "No yes is needed" in words(page("approval-look-up", data={"care": "er"}))
    assert page("approval-ask", care="er", data={"form_key": key()}).status_code == 404
    page("approval-ask", care="shoulder-mri", data={"form_key": key()})
    made = PlanRequest.objects.get()
    page("plan-request-review", pk=made.pk, data={})
    assert status(made, 8) == "approved"
    assert "not a promise" in words(page("plan-request", pk=made.pk))


def test_a_yes_comes_by_the_clock_and_ends(page, skip):
    assert "looking at it" in words(page("approval", id="auth-knee-mri"))
    assert "The plan said yes" in words(page("approval", id="auth-eye-scan"))
    skip(days=10)
    assert "The plan said yes" in words(page("approval", id="auth-knee-mri"))
    assert "This yes has ended" in words(page("approval", id="auth-eye-scan"))


def test_a_lost_card_is_sent_anew(page, key, status):
    page("card-new", data={"form_key": key(), "reason": "lost"})
    made = PlanRequest.objects.get()
    page("plan-request-review", pk=made.pk, data={})
    assert status(made, 10) == "approved"


def test_the_amounts_stand_in_words_beside_their_bars(page):
    response = words(page("coverage"))

    assert "$245 of $400 used. $155 left." in response
    assert "<meter" in response


def test_an_old_card_is_marked(page, events):
    assert "SHP-0004417" in words(page("card"))
    assert "This card has ended" in words(page("card", query="?card=meadow-basic"))
    assert [e["is_in_force"] for e in events("coverage.card_opened")] == [True, False]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?field=foot", 3),
        ("?field=foot&in_network=on", 2),
        ("?field=foot&in_network=on&takes_new=on", 1),
        ("?field=heart", 0),
        ("?field=foot&town=northport&takes_new=on", 0),
    ],
)
def test_the_directory_is_searched(page, events, query, found):
    response = words(page("network", query=query))

    assert events("network.searched")[0]["found"] == found
    assert ("Nobody was found" in response) is (found == 0)


def test_a_search_for_nothing_known_is_refused(page):
    assert page("network", query="?field=magic").status_code == 422


def test_outside_the_network_is_said_plainly(page):
    assert "may cost you $210" in words(page("network-doctor", slug="brandt"))
    assert "about <b>$40</b>" in words(page("network-doctor", slug="ivers"))


def test_forms_are_found_and_downloaded(page):
    assert "Appeal form" in words(page("forms", query="?q=appeal"))
    assert "No form was found" in words(page("forms", query="?q=zebra"))
    for slug in FORMS:
        pdf = page("plan-form-pdf", slug=slug)
        assert pdf.content.startswith(b"%PDF-")
        assert page("plan-form", slug=slug).status_code == 200


def test_the_deadline_stands_on_the_first_page(page, practice):
    first = words(page("portal"))
    last = practice.chart.letter_of("claim-foot", practice.now).appeal_by

    assert last - practice.today == timedelta(days=11)
    assert "Foot care" in first and "Appeal until" in first


def test_empty_forms_say_what_is_missing(page):
    for name, kwargs in (
        ("claim-appeal", {"id": "claim-foot"}),
        ("claim-answer", {"id": "claim-flu"}),
        ("card-new", {}),
        ("approval-look-up", {}),
    ):
        assert page(name, data={}, **kwargs).status_code == 422


# --- what a Done and a Yes mean ---


@pytest.mark.parametrize(
    ("id", "answer", "said", "is_right"),
    [
        ("auth-eye-scan", "all-paid", "not a promise to pay", False),
        ("auth-eye-scan", "share", "Hold the last day", True),
        ("claim-knee", "nothing-left", "Not quite", False),
        ("claim-knee", "look", "Keep the letter", True),
    ],
)
def test_what_a_state_means_is_asked_and_answered_at_once(page, events, id, answer, said, is_right):
    answered = page("claim-means", id=id, data={"answer": answer}, follow=True)

    assert said in words(answered)
    assert events("claims.meaning_said") == [{"item": id, "answer": answer, "is_right": is_right}]


def test_a_no_is_not_asked_about_and_an_empty_answer_asks_again(page, events):
    assert page("claim-means", id="claim-foot", data={"answer": "look"}).status_code == 404
    assert "Choose an answer" in words(page("claim-means", id="claim-knee", data={}, follow=True))
    assert events("claims.meaning_said") == []
