"""Changed wording never rewrites an old answer."""

import pytest

from self_check import library
from self_check.models import QuestionnaireVersion
from self_check.questionnaires import files

pytestmark = pytest.mark.django_db


def test_loading_twice_keeps_one_row_a_version(versions):
    library.load()

    assert QuestionnaireVersion.objects.count() == len(files.SLUGS)


def test_new_words_under_an_old_version_are_refused(versions):
    row = versions["longer"]
    row.content = {**row.content, "slug": "longer", "audience": "caregiver"}
    row.save()

    with pytest.raises(files.BadQuestionnaire, match="Raise it"):
        library.load()


def test_an_old_sitting_shows_the_words_it_was_asked(ruth, take, client_for):
    sitting = take(ruth)
    newer = QuestionnaireVersion.objects.get(pk=sitting.version_id)
    content = {**newer.content, "version": "3", "questions": newer.content["questions"][:1]}
    content["questions"][0] = {
        **content["questions"][0],
        "en": {"question": "Entirely new words?", "why": "Because."},
    }
    QuestionnaireVersion.objects.create(slug=newer.slug, version="3", content=content)

    page = client_for(ruth).get(f"/en/check/{sitting.pk}/result/").text

    assert "Entirely new words?" not in page
    assert files.read("five-questions").questions[4].en.question in page


def test_a_wrong_file_is_told_by_place(tmp_path, monkeypatch):
    for path in files.FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("score: 3", "score: many"))
    monkeypatch.setattr(files, "FOLDER", tmp_path)

    with pytest.raises(files.BadQuestionnaire, match=r"five-questions\.yaml: scale\.3\.score"):
        files.read("five-questions")
