"""The library's computer: what is downloaded there stays until it is deleted and the trash is emptied."""

import pytest

from sandbox_portal.practice import Practice
from sandbox_portal.sections.door import openings

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def library(practice):
    """Ruth is signed in at the library's computer."""
    openings.signed_in(practice, device="shared")
    return Practice.objects.get(pk=practice.pk)


SHOTS = {"item": "shots", "form": "pdf"}


def test_a_download_lies_there_until_it_is_deleted_for_good(library, page, events):
    page("document-file", id="shots", form="pdf")
    assert "practice-shots.pdf" in words(page("computer"))

    page("computer-delete", **SHOTS, data={})
    page("computer-delete", **SHOTS, data={})  # the same click again
    assert "practice-shots.pdf" in words(page("computer"))  # in the trash
    page("computer-empty", data={})
    page("computer-empty", data={})

    assert "practice-shots.pdf" not in words(page("computer"))
    assert len(events("documents.file_deleted")) == len(events("documents.trash_emptied")) == 1


def test_it_lies_there_for_who_comes_after_signing_out_too(library, page):
    page("document-file", id="summary", form="pdf")
    page("door-sign-out", data={})

    assert "practice-summary.pdf" in words(page("computer"))


def test_what_is_mailed_is_told_and_stays(library, page, events):
    page("document-file", id="shots", form="pdf")
    assert page("computer-mail", **SHOTS, data={}).status_code == 422
    answer = page("computer-mail", **SHOTS, data={"to": "group"}, follow=True)

    assert "Nobody can take it back" in words(answer)
    assert events("documents.file_mailed") == [{"item": "shots", "to": "group"}]
    assert "practice-shots.pdf" in words(page("computer"))


def test_on_ones_own_phone_nothing_lies_on_that_computer(page, events):
    page("document-file", id="shots", form="pdf")

    assert events("documents.taken")[-1]["device"] == "own"
    assert "practice-shots.pdf" not in words(page("computer"))
    assert page("computer-mail", **SHOTS).status_code == 404
    assert "library’s computer" not in words(page("document", id="shots"))


def test_at_the_library_the_page_of_a_paper_leads_there(library, page):
    assert "See what is saved on it" in words(page("document", id="shots"))
    assert "This computer" in words(page("papers"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_pages_are_cheap_and_its_own_learners_alone(
    library, page, cleo, language, django_assert_max_num_queries
):
    page("document-file", id="shots", form="pdf")
    for name, where in (("computer", {}), ("computer-mail", SHOTS)):
        with django_assert_max_num_queries(12):
            assert page(name, language=language, **where).status_code == 200
        assert page(name, by=cleo, **where).status_code == 404
    assert page("computer-delete", by=cleo, data={}, **SHOTS).status_code == 404
