"""The pages of messages: every step, from both seats, for strangers, twice and too late."""

import re
from dataclasses import replace

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.messages import rules
from sandbox_portal.sections.messages.models import Message, Thread
from sandbox_portal.sections.proxy import helper, openings
from sandbox_portal.sections.proxy.levels import Level
from tests.factories import practice as make
from tests.factories.portal import key, url

pytestmark = pytest.mark.django_db

BODY = (
    "Can I take my Lisinopril 10 mg at night? I have been a little dizzy every morning since Monday, about "
    "an hour after I take it. I sat down and it passed in five minutes. I drink enough water. Please call me "
    "if I need a visit."
)
WORDS = {"subject": "Lisinopril at night?", "body": BODY, "phone": "555-0171", "best_time": "any"}


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def begun(client, practice, *, category="medicine", member="nurse-team"):
    """Clicks from the emergency page to the page to write on; returns the draft's id."""
    client.post(url(practice, "message-new"), key())
    pk = Message.objects.latest("pk").pk
    client.post(url(practice, "message-about", pk=pk), {"category": category})
    client.post(url(practice, "message-to", pk=pk), {"member": member})
    return pk


def sent(client, practice, **words):
    pk = begun(client, practice)
    client.post(url(practice, "message-write", pk=pk), {**WORDS, **words})
    client.post(url(practice, "message-review", pk=pk))
    return Message.objects.get(pk=pk)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_message_is_written_step_by_step_and_stands_in_the_inbox(client, practice):
    message = sent(client, practice)

    assert message.sent_at
    page = client.get(url(practice, "message-thread", pk=message.thread_id))
    assert "Can I take my Lisinopril 10 mg at night?" in text(page)
    assert "Expect an answer by" in text(page)
    assert "Lisinopril at night?" in text(client.get(url(practice, "messages")))


def test_the_review_shows_everything_before_anything_is_sent(client, practice):
    pk = begun(client, practice)
    checked = client.post(url(practice, "message-write", pk=pk), WORDS, follow=True)
    review = client.get(url(practice, "message-review", pk=pk))

    assert "6 of 6 points are there" in text(checked)
    assert "Nurse team" in text(review)
    assert "555-0171" in text(review)
    assert Message.objects.get(pk=pk).sent_at is None


def test_the_answer_names_who_answered_and_when_the_thread_closes(client, practice):
    message = sent(client, practice)
    actions.skip_ahead(practice=practice, business_days=3)
    assert "(2 new)" in text(client.get(url(practice, "profile")))

    page = text(client.get(url(practice, "message-thread", pk=message.thread_id)))

    assert "Nurse team" in page
    assert "This thread closes on" in page
    assert "(1 new)" in text(client.get(url(practice, "profile")))
    assert practice.events.filter(kind="messages.opened", facts__has_new_answer=True).count() == 1


def test_a_conversation_stands_in_the_order_in_which_it_was_sent(client, practice):
    first = sent(client, practice)
    client.post(url(practice, "message-reply", pk=first.thread.pk), key())  # begun before the clinic answers
    draft = Message.objects.latest("pk")
    actions.skip_ahead(practice=practice, business_days=3)
    client.post(url(practice, "message-write", pk=draft.pk), {"body": "May I stop it?", "best_time": "any"})
    client.post(url(practice, "message-review", pk=draft.pk))

    page = text(client.get(url(practice, "message-thread", pk=first.thread.pk)))
    answer = Message.objects.get(thread=first.thread, author=Message.Author.CLINIC)
    assert first.pk < draft.pk < answer.pk
    assert page.index("a little dizzy") < page.index("Thank you for") < page.index("May I stop it?")


def test_sending_the_review_twice_sends_one_message(client, practice):
    message = sent(client, practice)
    again = client.post(url(practice, "message-review", pk=message.pk), follow=True)

    assert "It was sent only once" in text(again)
    assert practice.events.filter(kind="messages.sent").count() == 1


def test_the_emergency_page_sent_twice_begins_one_draft(client, practice):
    form = key()
    client.post(url(practice, "message-new"), form)
    client.post(url(practice, "message-new"), form)
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("step", ["about", "to", "write", "check", "review", "discard"])
def test_a_stale_page_of_a_sent_message_leads_to_the_message(client, practice, step):
    message = sent(client, practice)
    response = client.get(url(practice, f"message-{step}", pk=message.pk))
    assert response.url == url(practice, "message-thread", pk=message.thread_id)


@pytest.mark.parametrize("step", ["to", "write", "check", "review"])
def test_a_step_that_comes_too_early_leads_back(client, practice, step):
    client.post(url(practice, "message-new"), key())
    pk = Message.objects.get().pk
    response = client.get(url(practice, f"message-{step}", pk=pk), follow=True)
    assert response.redirect_chain[-1][0] == url(practice, "message-about", pk=pk)


@pytest.mark.parametrize("name", ["about", "to", "write"])
def test_an_empty_form_says_what_to_do(client, practice, name):
    pk = begun(client, practice)
    response = client.post(url(practice, f"message-{name}", pk=pk), {})
    assert response.status_code == 422
    assert "data-error-summary" in text(response)


def test_a_draft_is_kept_and_can_be_thrown_away(client, practice):
    pk = begun(client, practice)
    client.post(url(practice, "message-write", pk=pk), {"body": "Half a", "keep": "1"})

    assert Message.objects.get(pk=pk).body == "Half a"
    assert url(practice, "message-write", pk=pk) in text(client.get(url(practice, "messages")))

    client.post(url(practice, "message-discard", pk=pk))
    assert not Message.objects.exists()


@pytest.mark.parametrize("words", ["I have chest pain now", "Me quiero matar"])
def test_words_of_an_emergency_are_neither_sent_nor_kept_nor_logged(client, practice, words):
    pk = begun(client, practice)
    response = client.post(url(practice, "message-write", pk=pk), {**WORDS, "body": words})

    assert "Stop. Call now." in text(response)
    assert Message.objects.get(pk=pk).body == ""
    assert [e.facts for e in practice.events.filter(kind="messages.stopped")] == [{}]


def test_an_identifier_is_refused_and_not_kept(client, practice):
    pk = begun(client, practice)
    response = client.post(
        url(practice, "message-write", pk=pk), {**WORDS, "body": "My number is 219-09-9999"}
    )
    assert response.status_code == 422
    assert Message.objects.get(pk=pk).body == ""


def test_nothing_typed_stands_in_an_event(client, practice):
    sent(client, practice)
    said = str(list(practice.events.values_list("facts", flat=True)))
    assert "dizzy" not in said
    assert "night" not in said


def test_a_message_that_is_too_long_is_kept_out_with_a_reason(client, practice):
    pk = begun(client, practice)
    response = client.post(url(practice, "message-write", pk=pk), {**WORDS, "body": "word " * 300})
    assert response.status_code == 422
    assert "Make it shorter" in text(response)


def test_a_possible_fee_is_told_and_needs_a_tick(client, practice, clinic):
    clinic.policy_data = {
        "message_fee": {"may_apply": True, "low": 5, "high": 40, "free_after_visit_days": 0}
    }
    clinic.save()
    pk = begun(client, practice)
    refused = client.post(url(practice, "message-write", pk=pk), WORDS)
    assert "from $5 to $40" in text(refused)
    assert refused.status_code == 422

    client.post(url(practice, "message-write", pk=pk), {**WORDS, "has_agreed_to_fee": "on"})
    client.post(url(practice, "message-review", pk=pk))
    assert Message.objects.get(pk=pk).sent_at


def test_writing_back_in_the_charts_conversation_has_no_subject(client, practice):
    response = client.post(url(practice, "message-record-reply", id="bill-question"), key(), follow=True)
    pk = Message.objects.get().pk
    assert "id_subject" not in text(response)

    client.post(url(practice, "message-write", pk=pk), {"body": "Is the bill paid now?", "best_time": "any"})
    done = client.post(url(practice, "message-review", pk=pk), follow=True)
    assert done.redirect_chain[-1][0] == url(practice, "message-record", id="bill-question")
    assert "Is the bill paid now?" in text(done)


def test_an_inbox_without_messages_says_so(client, practice, monkeypatch):
    monkeypatch.setattr(type(practice), "chart", replace(practice.chart, threads=()))
    assert "No messages yet" in text(client.get(url(practice, "messages")))


def as_proxy(practice, level=Level.EVERYDAY, **fields):
    grant = openings.active(practice, level=level, shows_sensitive=False)
    actions.switch_seat(practice=practice, to="proxy")
    helper.open_record(grant=grant)
    return grant


def test_the_proxys_message_is_signed_as_the_proxys(client, practice):
    as_proxy(practice)
    message = sent(client, practice, phone="555-0146")

    assert message.author == "proxy"
    assert "Sam Alvarez, for Ruth Alvarez" in text(
        client.get(url(practice, "message-thread", pk=message.thread_id))
    )


def test_a_proxy_without_messages_gets_the_kind_page_everywhere(client, practice):
    message = sent(client, practice)
    as_proxy(practice, level=Level.SCHEDULE)
    for address in (
        url(practice, "messages"),
        url(practice, "message-new"),
        url(practice, "message-thread", pk=message.thread_id),
        url(practice, "message-record", id="flu-shot"),
        url(practice, "message-write", pk=message.pk),
    ):
        assert client.get(address).status_code == 403


def test_a_proxy_cannot_open_a_private_message_or_the_patients_draft(client, practice):
    private = sent(client, practice, is_private="on")
    draft = begun(client, practice)
    as_proxy(practice)
    assert client.get(url(practice, "message-thread", pk=private.thread_id)).status_code == 404
    assert client.get(url(practice, "message-write", pk=draft)).status_code == 404


def test_a_stranger_finds_nothing(client, client_for, practice, cleo):
    message = sent(client, practice)
    stranger = client_for(cleo)
    for address in (
        url(practice, "messages"),
        url(practice, "message-thread", pk=message.thread_id),
        url(practice, "message-review", pk=message.pk),
    ):
        assert stranger.get(address).status_code == 404
        assert client_for().get(address).status_code == 404
    own = make.free_practice(cleo)
    assert stranger.get(url(own, "message-thread", pk=message.thread_id)).status_code == 404
    assert stranger.get(url(own, "message-write", pk=message.pk)).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands_in_both_languages(client, practice, language):
    pk = begun(client, practice)
    for name in ("messages", "message-new"):
        assert client.get(url(practice, name, language)).status_code == 200
    for step in ("about", "to", "write", "discard"):
        assert client.get(url(practice, f"message-{step}", language, pk=pk)).status_code == 200
    rules.write(message=_with(practice, pk), body=BODY, subject="Lisinopril")
    for step in ("check", "review"):
        assert client.get(url(practice, f"message-{step}", language, pk=pk)).status_code == 200


def _with(practice, pk):
    message = Message.objects.get(pk=pk)
    message.practice = message.thread.practice = practice
    return message


def test_pages_stay_within_twelve_queries(client, practice, django_assert_max_num_queries):
    message = [sent(client, practice) for _each in range(4)][-1]
    draft = begun(client, practice)
    rules.write(message=_with(practice, draft), body=BODY, subject="Lisinopril")
    actions.skip_ahead(practice=practice, business_days=3)
    thread = url(practice, "message-thread", pk=message.thread_id)
    record = url(practice, "message-record", id="flu-shot")
    steps = [url(practice, f"message-{step}", pk=draft) for step in ("about", "write", "check", "review")]
    for address in (url(practice, "messages"), url(practice, "message-new"), *steps, thread, record):
        client.get(address)  # the first look also marks it as read
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_question_about_a_result_begins_with_its_name(client, practice):
    page = client.get(url(practice, "result", id="cholesterol"))
    address = url(practice, "message-new") + "?result=cholesterol"
    assert f'href="{address}"' in text(page)
    gate = text(client.get(address))
    client.post(address, key())
    draft = Message.objects.latest("pk")

    assert "Cholesterol" in draft.thread.subject and draft.thread.subject in gate
    assert "Cholesterol" in draft.body and draft.thread.category == "results"


def test_a_question_begun_in_spanish_names_the_result_in_spanish(client, practice):
    client.post(url(practice, "message-new", "es") + "?result=cholesterol", key())

    assert "Panel de colesterol" in Message.objects.latest("pk").thread.subject


def test_a_result_that_may_not_be_seen_is_not_named(client, practice):
    waiting = next(r for r in practice.chart.results if not r.is_ready_at(practice.now))
    for result in ("no-such-result", waiting.id):
        client.post(url(practice, "message-new") + f"?result={result}", key())

        assert Message.objects.latest("pk").thread.subject == ""


def test_a_closed_result_is_not_named_before_it_is_opened(client, practice):
    closed = next(r for r in practice.chart.results if r.is_sensitive and r.is_ready_at(practice.now))
    client.post(url(practice, "message-new") + f"?result={closed.id}", key())

    assert Message.objects.latest("pk").thread.subject == ""
