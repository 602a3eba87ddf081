"""Sample files with a message: added, taken off, refused at once, sent along, taken over or sent back."""

import pytest

from sandbox_portal.sections.messages.attachment import Attachment
from sandbox_portal.sections.messages.models import Message
from tests.sandbox_portal.guard.arising import begin, send, words, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(page, key):
    """Adds a sample to a draft."""

    def one(draft, sample, **how):
        return page(
            "message-attach", pk=draft.pk, data={"form_key": key(), "sample": sample}, follow=True, **how
        )

    return one


def test_a_file_goes_along_and_is_taken_over(page, key, skip, add, events):
    draft = begin(page, key)
    add(draft, "eye-photo")
    add(draft, "eye-photo")
    write(page, draft)
    assert "eye-photo.jpg" in words(page("message-review", pk=draft.pk))

    thread = send(page, draft)
    assert Attachment.objects.get().status == "sent"
    skip(1)

    assert "In your record" in words(page("message-thread", pk=thread.pk))
    assert events("messages.sent")[0]["files"] == 1
    assert events("messages.file_checked") == [{"item": "eye-photo", "to": "taken"}]


@pytest.mark.parametrize(("sample", "says"), [("knee-video", "too big"), ("word-file", "cannot be opened")])
def test_what_the_portal_itself_sees_is_refused_at_once(page, key, add, events, sample, says):
    draft = begin(page, key)

    assert says in words(add(draft, sample))
    assert "No file goes along yet" in words(page("message-attach", pk=draft.pk))
    assert len(events("messages.file_refused")) == 1


@pytest.mark.parametrize(
    ("sample", "says"), [("eye-blurry", "Nobody can read"), ("lab-paper", "another person")]
)
def test_what_only_a_person_sees_comes_back(page, key, skip, add, sample, says):
    draft = begin(page, key)
    add(draft, sample)
    thread = send(page, draft)
    skip(1)

    assert Attachment.objects.get().status == "returned"
    assert says in words(page("message-thread", pk=thread.pk))


def test_a_file_can_be_taken_off(page, key, add):
    draft = begin(page, key)
    add(draft, "eye-photo")
    for _ in range(2):
        page("message-detach", pk=Attachment.objects.get().pk, data={})
    send(page, draft)

    assert Attachment.objects.get().status == "removed"


def test_the_clinic_takes_so_many_and_no_more(page, key, add, practice):
    practice.organisation.policy_data = {"message_files": 1}
    practice.organisation.save()
    draft = begin(page, key)
    add(draft, "eye-photo")
    again = add(draft, "pressure-log")

    assert again.status_code == 422 and "Take one off first" in words(again)


def test_the_words_so_far_are_kept_when_a_file_is_added(page, key):
    draft = begin(page, key)
    response = write(page, draft, body="Half a", attach="1")

    draft.refresh_from_db()
    assert response.status_code == 302 and draft.body == "Half a"


def test_a_sent_message_takes_no_file(page, key, add):
    draft = begin(page, key)
    send(page, draft)

    assert page("message-attach", pk=draft.pk).status_code == 404


def test_an_empty_choice_says_what_to_do(page, key):
    draft = begin(page, key)
    assert page("message-attach", pk=draft.pk, data={"form_key": key()}).status_code == 422


def test_nobody_else_gets_to_it(page, key, add, cleo):
    draft = begin(page, key)
    add(draft, "eye-photo")
    file = Attachment.objects.get()

    assert page("message-attach", pk=draft.pk, by=cleo).status_code == 404
    assert page("message-detach", pk=file.pk, by=cleo, data={}).status_code == 404
    assert Message.objects.get().files.get().status == "added"
