"""Copies of the record: the free ways first, the fee, who one is, ready until a day, gone after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox_portal import practice_days
from sandbox_portal.sections import dates
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.documents import copied, copies, pdf
from sandbox_portal.sections.documents.models import CopyRequest
from tests.factories.pdf import text_of

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def form(key):
    """What somebody asks for: form(to="lawyer")."""

    def fields(**other):
        usual = {"parts": ["notes", "images"], "period": "all", "to": "me", "form": "portal"}
        return {"form_key": key(), **usual, **other}

    return fields


@pytest.fixture
def ask(page, form):
    """Asks for copies and sends it."""

    def send(**other):
        page("copies-new", data=form(**other))
        made = CopyRequest.objects.latest("pk")
        page("copies-review", pk=made.pk, data={})
        return CopyRequest.objects.get(pk=made.pk)

    return send


def test_the_first_page_names_the_free_ways_first(page):
    shown = words(page("copies"))

    assert shown.index("Free, now") < shown.index("You need more than that?")
    assert "$6.50" in shown
    assert "30 days" in shown


def test_nothing_is_sent_before_the_review_page_and_then_once(page, form, events):
    asked = form()
    page("copies-new", data=asked)
    page("copies-new", data=asked)  # the same click again
    made = CopyRequest.objects.get()
    assert made.status == "draft"

    page("copies-review", pk=made.pk, data={})
    again = page("copies-review", pk=made.pk, data={}, follow=True)
    assert "only once" in words(again)
    assert events("documents.copies_asked") == [
        {"request": made.pk, "parts": 2, "to": "me", "form": "portal", "cents": 0, "is_free_now": False,
         "is_everything": False}
    ]  # fmt: skip


def test_it_is_prepared_ready_and_gone(page, ask, skip, events, practice):
    made = ask()
    usual = practice_days.add_business_days(practice.now, 10, practice.policy.holidays)
    assert made.due_on == usual

    skip(1)
    assert CopyRequest.objects.get().status == "preparing"
    skip(10)
    ready = CopyRequest.objects.get()
    assert ready.status == "ready"
    assert "Download as PDF" in words(page("copies-asked", pk=made.pk))
    assert page("copies-file", pk=made.pk)["Content-Type"] == "application/pdf"

    skip(days=30)
    skip(1)
    assert CopyRequest.objects.get().status == "expired"
    assert "Ask again" in words(page("copies-asked", pk=made.pk))
    assert page("copies-file", pk=made.pk).status_code == 404
    assert [e["to"] for e in events("documents.copies_moved")] == ["preparing", "ready", "expired"]


def test_the_laws_days_are_the_last_ones(practice, clinic, ask):
    clinic.policy_data = {"records": {"usual_days": 22, "law_days": 5}}
    clinic.save()

    made = ask()

    assert made.due_on == practice.today + timedelta(days=5)


def test_for_somebody_else_one_shows_who_one_is_first(page, ask, skip, events):
    made = ask(to="lawyer", form="mail", parts=["notes"])
    skip(1)
    assert CopyRequest.objects.get().status == "needs-identity"

    wrong = page("copies-proof", pk=made.pk, data={"proof": "power-bill"})
    assert wrong.status_code == 422
    page("copies-proof", pk=made.pk, data={"proof": "photo-id"})
    assert CopyRequest.objects.get().status == "preparing"
    skip(10)
    assert CopyRequest.objects.get().status == "sent"
    assert [e["is_right"] for e in events("documents.identity_shown")] == [False, True]


def test_without_it_the_request_ends(page, ask, skip):
    made = ask(to="school", form="mail", parts=["shots"])
    skip(1)
    skip(days=16)

    assert CopyRequest.objects.get().status == "expired"
    assert page("copies-proof", pk=made.pk).status_code == 302


@pytest.mark.parametrize(
    ("asked", "free"),
    [
        ({"parts": ["shots"]}, ["shots"]),
        ({"parts": ["shots", "medicines"]}, ["shots", "medicines"]),
        ({"parts": ["shots", "notes"]}, []),
        ({"parts": ["shots"], "to": "lawyer", "form": "mail"}, []),
    ],
)
def test_what_can_be_had_now_is_said_before_it_is_sent(page, form, events, asked, free):
    page("copies-new", data=form(**asked))
    made = CopyRequest.objects.get()
    shown = words(page("copies-review", pk=made.pk))
    assert [paper.id for paper in copies.free_now(made.parts, made.to)] == free
    assert ("You can have this now, for free" in shown) is bool(free)

    page("copies-review", pk=made.pk, data={})
    assert events("documents.copies_asked")[-1]["is_free_now"] is bool(free)


@pytest.mark.parametrize(
    ("asked", "cents"),
    [
        ({"form": "portal"}, 0),
        ({"form": "disc"}, 650),
        ({"to": "doctor", "form": "mail", "parts": ["notes"]}, 0),
        ({"form": "pickup", "parts": ["shots", "medicines"]}, 20),
        ({"form": "mail", "parts": ["shots", "medicines"]}, 470),
    ],
)
def test_the_fee_comes_from_the_policy_pack(page, form, asked, cents):
    page("copies-new", data=form(**asked))

    assert CopyRequest.objects.get().cents == cents


def test_more_years_are_more_pages(practice):
    chart, now = practice.chart, practice.now

    assert copies.pages(chart, now, ["notes"], "year") <= copies.pages(chart, now, ["notes"], "all")
    assert copies.pages(chart, now, ["shots"], "all") == 1


def test_the_file_holds_the_time_that_was_asked_for_and_all_of_it(
    page, ask, skip, practice, now, monkeypatch
):
    def file(period):
        made = ask(parts=["notes", "bills"], period=period)
        skip(1)
        skip(10)
        return text_of(page("copies-file", pk=made.pk).content)

    past = [visit for visit in practice.chart.visits if visit.at and visit.at <= practice.now]
    first = min(visit.at.date() for visit in past) + timedelta(days=1)
    monkeypatch.setitem(copies.DAYS, "year", (practice.today - first).days)

    late, everything = file("year"), file("all")

    for visit in past:
        line = pdf._latin(f"{visit.title}, {dates.with_year(visit.at)}")
        assert line in everything
        assert (line in late) is (visit.at.date() >= first)
    for bill in practice.chart.bills:
        assert (pdf._latin(bill.title) in everything) is (bill.visit_on <= now().today)


def test_more_than_three_visits_are_more_than_three_lines(practice):
    chart = practice.chart
    visit = next(each for each in chart.visits if each.at and each.at <= practice.now)
    months = (replace(visit, at=visit.at - timedelta(days=30 * n)) for n in range(20))
    longer = replace(chart, visits=tuple(months))

    for since, count in ((None, 20), (practice_days.local_day(visit.at) - timedelta(days=150), 6)):
        (notes,) = copied.parts(longer, practice.now, ["notes"], since)
        assert len(notes.lines) == count


def test_what_has_no_day_comes_only_with_everything(practice):
    undated = replace(practice.chart, bills=(replace(practice.chart.bills[0], visit_on=None),))

    for period, count in (("all", 1), ("three", 0)):
        (bills,) = copied.parts(undated, practice.now, ["bills"], copies.since(practice.today, period))
        assert len(bills.lines) == count


@pytest.mark.parametrize("period", ["year", "three", "all"])
def test_what_is_counted_for_the_fee_is_what_comes(practice, period):
    chart, since = practice.chart, copies.since(practice.today, period)
    parts = copied.parts(chart, practice.now, ["notes", "bills"], since)

    lines = {each.title: len(each.lines) for each in parts}
    assert copies.pages(chart, practice.now, ["notes"], period) == max(2 * lines["Visit notes"], 1)
    assert copies.pages(chart, practice.now, ["bills"], period) == max(lines["Bills"], 1)


def test_no_fee_for_what_is_not_out_or_closed(practice):
    chart = practice.chart
    out = next(r for r in chart.open_results if r.resulted_at and r.is_ready_at(practice.now))
    later = practice.now + timedelta(days=3)
    other = replace(
        chart,
        results=(out, replace(out, resulted_at=later), replace(out, is_sensitive=True)),
        bills=(chart.bills[0], replace(chart.bills[0], visit_on=later.date())),
    )

    assert copies.pages(other, practice.now, ["results"], "all") == 1
    assert copies.pages(other, practice.now, ["bills"], "all") == 1


@pytest.mark.parametrize(("to", "way"), [("lawyer", "disc"), ("school", "pickup"), ("doctor", "disc")])
def test_what_is_picked_up_waits_at_the_desk_whoever_it_is_for(page, ask, skip, to, way):
    made = ask(to=to, form=way, parts=["notes"])
    skip(1)
    page("copies-proof", pk=made.pk, data={"proof": "photo-id"})
    skip(10)

    made.refresh_from_db()
    assert made.status == "ready" and made.ready_until
    shown = words(page("copies-asked", pk=made.pk))
    assert "Come to the front desk with a photo ID." in shown
    assert ("there.</p>" in shown and money(made.cents) in shown) is (to != "doctor")


@pytest.mark.parametrize("to", ["lawyer", "doctor"])
def test_what_is_mailed_to_somebody_else_still_says_its_fee(page, ask, skip, to):
    made = ask(to=to, form="mail", parts=["notes"])
    skip(1)
    page("copies-proof", pk=made.pk, data={"proof": "photo-id"})
    skip(10)

    made.refresh_from_db()
    shown = words(page("copies-asked", pk=made.pk))
    assert made.status == "sent" and "It went to whom you named" in shown
    assert (f"The bill for the fee of {money(made.cents)} comes to you." in shown) is (to == "lawyer")
    assert "$0" not in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"parts": []},
        {"parts": ["images"], "form": "mail"},
        {"to": "school", "form": "portal"},
        {"period": "century"},
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_is_kept(page, form, asked):
    answer = page("copies-new", data=form(**asked))

    assert answer.status_code == 422
    assert "checked" in words(answer)
    assert not CopyRequest.objects.exists()


def test_asking_for_the_same_again_is_refused_kindly(page, ask, form):
    ask()
    again = page("copies-new", data=form())

    assert again.status_code == 422
    assert "You asked for these already" in words(again)


def test_two_drafts_of_the_same_are_sent_once(page, form):
    page("copies-new", data=form())
    page("copies-new", data=form())
    first, second = CopyRequest.objects.order_by("pk")
    page("copies-review", pk=first.pk, data={})
    answer = page("copies-review", pk=second.pk, data={}, follow=True)

    assert "You asked for these already" in words(answer)
    assert [each.status for each in CopyRequest.objects.order_by("pk")] == ["asked", "draft"]


def test_it_can_be_taken_back_until_copies_are_made(page, ask, skip):
    made = ask()
    page("copies-back", pk=made.pk, data={})
    assert CopyRequest.objects.get().status == "withdrawn"

    late = ask()
    skip(1)
    page("copies-back", pk=late.pk, data={})
    assert CopyRequest.objects.get(pk=late.pk).status == "preparing"


def test_a_draft_thrown_away_is_gone(page, form):
    page("copies-new", data=form())
    page("copies-review", pk=CopyRequest.objects.get().pk, data={"discard": "yes"})

    assert not CopyRequest.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_of_its_pages_is_cheap_in_both_languages(
    page, ask, form, skip, language, django_assert_max_num_queries
):
    sent = ask(to="lawyer", form="mail", parts=["notes"])
    page("copies-new", data=form())
    draft = CopyRequest.objects.latest("pk")
    skip(1)
    pages = [("copies-asked", sent.pk), ("copies-review", draft.pk), ("copies-proof", sent.pk)]
    for name, pk in pages:
        page(name, pk=pk, language=language)
        with django_assert_max_num_queries(12):
            assert page(name, pk=pk, language=language).status_code == 200


def test_a_stranger_gets_nothing_and_does_nothing(page, ask, cleo):
    made = ask()

    for name in ("copies-asked", "copies-review", "copies-proof", "copies-file"):
        assert page(name, pk=made.pk, by=cleo).status_code == 404
    assert page("copies-back", pk=made.pk, by=cleo, data={}).status_code == 404
    assert CopyRequest.objects.get().status == "asked"
