"""The notebook is private, and stays its owner's."""

import uuid

import pytest

from courses.notebook import actions
from courses.notebook.models import NotebookEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(ruth):
    return actions.add(learner=ruth, text="Ask about the blue pill.", form_key=uuid.uuid4())


def test_a_stranger_sees_no_notebook(client_for, cleo, entry):
    client = client_for(cleo)

    assert "blue pill" not in client.get("/en/my/notebook/").content.decode()
    for address in (f"/en/my/notebook/{entry.pk}/", f"/en/my/notebook/{entry.pk}/delete/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "mine now"}).status_code == 404
    entry.refresh_from_db()
    assert entry.text == "Ask about the blue pill."


def test_a_visitor_sees_an_empty_notebook(client_for, entry):
    response = client_for().get("/en/my/notebook/")

    assert response.status_code == 200
    assert "Your notebook is empty" in response.content.decode()


def test_one_reads_changes_and_deletes_ones_own(client_for, ruth, entry):
    client = client_for(ruth)
    assert "blue pill" in client.get("/en/my/notebook/").content.decode()

    client.post(f"/en/my/notebook/{entry.pk}/", {"text": "Asked.", "form_key": str(entry.form_key)})
    entry.refresh_from_db()
    assert entry.text == "Asked."

    client.post(f"/en/my/notebook/{entry.pk}/delete/")
    assert not NotebookEntry.objects.exists()


def test_the_same_form_twice_is_one_note(client_for, ruth):
    client = client_for(ruth)
    data = {"text": "Once.", "form_key": str(uuid.uuid4())}

    client.post("/en/my/notebook/", data)
    client.post("/en/my/notebook/", data)

    assert NotebookEntry.objects.for_learner(ruth).count() == 1


def test_a_note_without_words_is_refused(client_for, ruth):
    response = client_for(ruth).post("/en/my/notebook/", {"text": "  ", "form_key": str(uuid.uuid4())})

    assert response.status_code == 422
    assert not NotebookEntry.objects.exists()


def test_emptied_words_leave_the_notebook(ruth, lesson):
    place = {"learner": ruth, "lesson_key": lesson.translation_key, "place": "connect", "prompt": "?"}
    actions.keep(**place, text="Something")

    actions.keep(**place, text=" ")

    assert not NotebookEntry.objects.exists()


def test_the_browser_warns_where_a_note_is_written(client_for, clinic):
    assert "data-safety-dialog" in client_for().get("/en/my/notebook/").text
