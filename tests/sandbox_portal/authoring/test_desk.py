"""Tasks at the authors' desk: brought in, written, copied, exported, published; and nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail import blocks

from sandbox_portal.authoring import rules, shape
from sandbox_portal.authoring.blocks import Task
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario
from tests.sandbox_portal.authoring.conftest import address

pytestmark = pytest.mark.django_db
SLUG = "proxy-pressure"
TEXT = (LIBRARY / f"{SLUG}.yaml").read_text(encoding="utf-8")


def posted(block, value, prefix):
    """Returns what a browser would send for a block's value."""
    if isinstance(block, blocks.StructBlock):
        found = {}
        for name, child in block.child_blocks.items():
            found |= posted(child, value.get(name), f"{prefix}-{name}")
        return found
    if isinstance(block, blocks.ListBlock):
        rows = list(value)
        found = {f"{prefix}-count": len(rows)}
        for index, row in enumerate(rows):
            found |= {f"{prefix}-{index}-deleted": "", f"{prefix}-{index}-order": index}
            found |= {f"{prefix}-{index}-id": ""} | posted(block.child_block, row, f"{prefix}-{index}-value")
        return found
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {} if value is None else {prefix: value}


def form_of(text):
    block = Task()
    return posted(block, block.to_python(shape.to_form(rules.read(text))), "parts")


def file(text=TEXT, name="mine.yaml"):
    return SimpleUploadedFile(name, text.encode(), content_type="application/yaml")


@pytest.fixture(autouse=True)
def tasks():
    return loader.load([LIBRARY / f"{SLUG}.yaml", LIBRARY / "proxy-limit-and-end.yaml"])


@pytest.fixture
def own(desk, clinic):
    desk.post(address("add"), {"file": file()})
    return AuthoredScenario.objects.get(organisation=clinic)


def test_a_file_comes_in_and_goes_out_to_the_last_letter(desk, own):
    assert (own.slug, own.live) == (SLUG, False)
    response = desk.get(address("export", own.pk))
    assert response.content.decode() == TEXT
    assert f"{SLUG}.yaml" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("slug: [", "Line 1, yaml"), (TEXT.replace("minutes:", "minute:"), "minute"), ("", "names and values")],
)
def test_a_file_that_cannot_be_kept_is_refused_kindly(desk, text, said):
    response = desk.post(address("add"), {**form_of(TEXT), "file": file(text or "[]")})

    assert "Nothing was brought in." in response.content.decode()
    assert said in response.content.decode()
    assert not AuthoredScenario.objects.exists()


def test_the_form_saves_what_it_shows_and_keeps_the_file_where_nothing_changed(desk, own):
    assert desk.get(address("edit", own.pk)).status_code == 200
    response = desk.post(address("edit", own.pk), form_of(TEXT))

    assert response.status_code == 302, response.context["form"].errors
    own.refresh_from_db()
    assert own.get_latest_revision_as_object().source == TEXT


def test_a_change_is_kept_as_a_version_beside_the_first(desk, own):
    desk.post(address("edit", own.pk), {**form_of(TEXT), "parts-title-en": "Another title"})
    own.refresh_from_db()

    newest = own.get_latest_revision_as_object()
    assert newest.title == "Another title"
    assert own.revisions.count() == 2
    assert desk.get(address("history", own.pk)).status_code == 200
    kept = rules.read(newest.source)
    kept["title"]["en"] = rules.read(TEXT)["title"]["en"]
    assert shape.is_same(kept, rules.read(TEXT))


def test_a_draft_with_faults_is_kept_but_not_published(desk, own):
    faulty = {**form_of(TEXT), "parts-story-es": ""}

    refused = desk.post(address("edit", own.pk), {**faulty, "action-publish": "action-publish"})
    assert "cannot be published yet" in refused.content.decode()
    assert "missing-translation" in refused.content.decode()
    assert desk.post(address("edit", own.pk), faulty).status_code == 302
    assert "missing-translation" in desk.get(address("edit", own.pk)).content.decode()
    assert not Scenario.objects.filter(slug=own.learners_slug).exists()


def test_publishing_offers_it_to_learners(desk, own):
    desk.post(address("edit", own.pk), {**form_of(TEXT), "action-publish": "action-publish"})

    assert Scenario.objects.current().get(slug=own.learners_slug).organisation_id == own.organisation_id


def test_two_tasks_of_one_name_are_refused(desk, own):
    response = desk.post(address("add"), {**form_of(TEXT), "file": file()})

    assert "Another task of yours has this name" in response.content.decode()
    assert AuthoredScenario.objects.count() == 1


def test_the_library_is_read_and_copied_never_changed(desk, clinic):
    page = desk.get(address("library")).content.decode()
    assert SLUG in page
    assert desk.get(address("library_export", SLUG)).content.decode() == TEXT

    desk.post(address("library_copy", SLUG))

    assert AuthoredScenario.objects.get(organisation=clinic).source == TEXT
    assert Scenario.objects.of_library().get(slug=SLUG, is_current=True).texts["title"]


def test_an_author_tries_a_draft_out(desk, own):
    page = desk.get(address("try_out", own.pk))
    assert page.status_code == 200
    form = {"form_key": page.context["form"]["form_key"].value(), "mode": "solo"}

    response = desk.post(address("try_out", own.pk), form)
    again = desk.post(address("try_out", own.pk), form)

    assert response.status_code == 302
    assert response.url == again.url  # a double click starts one
    assert desk.get(response.url).status_code == 200


def test_another_organisations_desk_sees_guesses_and_exports_nothing(elsewhere, own):
    assert own.title not in elsewhere.get(address("list")).content.decode()
    for name in ("export", "try_out", "edit", "history", "inspect"):
        response = elsewhere.get(address(name, own.pk))
        assert response.status_code in (302, 403, 404), name
        assert own.title not in response.content.decode()
    assert elsewhere.post(address("try_out", own.pk), {"mode": "solo"}).status_code in (302, 403, 404)
    elsewhere.post(address("edit", own.pk), {**form_of(TEXT), "parts-title-en": "Stolen"})
    own.refresh_from_db()
    assert own.get_latest_revision_as_object().title != "Stolen"


def test_a_learner_has_no_place_there(own, client_for, ruth):
    for name in ("export", "try_out"):
        assert client_for(ruth).get(address(name, own.pk)).status_code in (302, 403)
