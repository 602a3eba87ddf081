"""PEMAT-P of the library's own lessons: each is judged by its authors, on the text as it is."""

from dataclasses import replace
from io import StringIO
from shutil import copytree

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.urls import reverse
from pydantic import ValidationError

from courses.library_check import judged
from courses.library_loader import files
from courses.library_loader.judgement_schema import Judgement
from courses.pages import LessonPage
from courses.plain_language import authors, pemat
from lms.organisations import roles
from lms.organisations.models import Membership
from lms.people.models import User

NAME = "start-here/what-a-portal-is"


@pytest.fixture(scope="module")
def library():
    return files.read()


@pytest.fixture
def copied(tmp_path):
    """A copy of the library's files to break, the first course alone."""
    folder = tmp_path / "library"
    copytree(files.FOLDER / "start-here", folder / "start-here")
    for name in ("activities.yaml", "facts.yaml", "glossary.yaml", "pages.yaml"):
        (folder / name).write_bytes((files.FOLDER / name).read_bytes())
    return folder


def lesson_of(library, name, language="en"):
    return next(
        lesson
        for course in library.courses
        for lesson in course.lessons[language]
        if f"{course.facts.slug}/{lesson.slug}" == name
    )


def names(library):
    return [f"{course.facts.slug}/{slug}" for course in library.courses for slug in course.facts.lessons]


def faults(library, lesson, name=NAME):
    return list(judged.faults(name, lesson, library))


def judge(folder, change):
    """Changes the record of the first lesson."""
    path = folder / "start-here" / files.JUDGEMENTS
    records = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(records)
    path.write_text(yaml.safe_dump(records, allow_unicode=True), encoding="utf-8")


def test_every_lesson_is_judged_as_it_reads_today_and_no_other_is(library):
    assert sorted(library.judgements) == sorted(names(library))
    assert not [
        fault
        for name in names(library)
        for language in files.LANGUAGES
        for fault in faults(library, lesson_of(library, name, language), name)
    ]


def test_each_record_file_says_who_judged(library):
    for course in library.courses:
        record = (files.FOLDER / course.facts.slug / files.JUDGEMENTS).read_text(encoding="utf-8")
        head = " ".join(record.split("\n\n")[0].replace("#", " ").split())
        assert "The authors of this library judged their own lessons" in head
        assert "No outside reviewer, no clinician and no reader has rated them" in head


def test_the_records_are_no_praise_from_end_to_end(library):
    kept = library.judgements.values()

    assert {number for one in kept for number in one.disagree} >= {7, 15, 22, 23}
    assert all(50 <= one.score(group) <= 100 for one in kept for group in (pemat.UNDERSTANDING, pemat.ACTING))


def test_a_lesson_without_a_record_stops_the_check_kindly(copied):
    judge(copied, lambda records: records.pop("what-a-portal-is"))
    out = StringIO()

    with pytest.raises(CommandError, match="2 of .* pages do not hold"):
        call_command("check_library", folder=copied, stdout=out)

    assert "nobody has judged “What a portal is” yet" in out.getvalue()
    assert "start-here/pemat.yaml" in out.getvalue()


def test_a_text_that_changed_is_judged_again_in_its_language(library):
    lesson = lesson_of(library, NAME)
    other = lesson.model_copy(update={"summary": [*lesson.summary, "One more line."]})

    [(kind, text)] = faults(library, other)

    assert kind == "changed since it was judged"
    assert "What a portal is" in text
    assert judged.mark(other, library) in text
    assert faults(library, lesson_of(library, NAME, "es")) == []


def test_a_new_figure_on_a_fact_card_is_judged_too(library):
    fact = library.facts["offered-2024"]
    words = fact.en.model_copy(update={"text": "80 in 100 adults were asked."})
    newer = library.facts | {"offered-2024": fact.model_copy(update={"en": words})}

    [(kind, _text)] = faults(replace(library, facts=newer), lesson_of(library, NAME))

    assert kind == "changed since it was judged"


def test_sources_and_activities_may_change_without_a_new_judgement(library):
    lesson = lesson_of(library, NAME)

    assert faults(library, lesson.model_copy(update={"sources": [], "minutes": 9})) == []


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (8, {"agree": "disagree"}),
        (11, {"agree": "disagree"}),
        (22, {"disagree": "agree"}),
    ],
)
def test_an_answer_that_a_program_sees_otherwise_stops_the_check(copied, number, change):
    def turn(records):
        record = records["what-a-portal-is"]
        if "disagree" in change:
            record["disagree"].pop(number)
            record["agree"].append(number)
        else:
            record["agree"].remove(number)
            record["disagree"][number] = "So we thought."

    judge(copied, turn)
    library = files.read(copied)

    [(kind, text)] = faults(library, lesson_of(library, NAME))

    assert kind == "judged otherwise"
    assert f"item {number}" in text


def test_what_a_program_sees_follows_the_lesson(library):
    lesson = lesson_of(library, NAME)
    long = lesson.see[0].model_copy(update={"paragraph": "word " * 90})
    bare = lesson.model_copy(update={"see": [long]})

    seen = judged.visible(bare, library)

    assert seen[8] == (pemat.DISAGREE,)
    assert seen[9] == (pemat.DISAGREE,)
    assert seen[12] == (pemat.DISAGREE,)
    assert seen[22] == (pemat.DISAGREE,)
    assert seen[19] == (pemat.NOT_FOR_THIS,)


def test_numbers_to_call_are_no_numbers_to_understand(library):
    lesson = lesson_of(library, "caring-for-someone/legal-papers")

    assert judged.visible(lesson, library)[6] == (pemat.NOT_FOR_THIS,)


def test_a_record_of_no_lesson_is_a_fault_of_the_files(copied):
    judge(copied, lambda records: records.update(nowhere=records["what-a-portal-is"]))

    with pytest.raises(files.LibraryError, match="start-here/nowhere: no lesson is called that"):
        files.read(copied)


WHOLE = {
    "judged_on": "2026-11-21",
    "text": {"en": "a", "es": "b"},
    "agree": [item.number for item in pemat.ITEMS if item.number != 19],
    "not_for_this": {19: "There is no table."},
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"not_for_this": {}}, "item 19 has no answer"),
        ({"agree": [*WHOLE["agree"], 3]}, "item 3 is no item of PEMAT-P, or stands there twice"),
        ({"agree": [*WHOLE["agree"], 13]}, "item 13 is no item of PEMAT-P"),
        ({"disagree": {19: "Both."}}, "item 19 is no item of PEMAT-P, or stands there twice"),
        (
            {"agree": WHOLE["agree"][1:], "not_for_this": {1: "Never.", 19: "There is no table."}},
            "item 1 always applies",
        ),
        ({"disagree": {1: ""}}, "disagree"),
    ],
)
def test_a_record_has_each_item_once_and_a_reason_for_each_no(change, told):
    assert Judgement.model_validate(WHOLE).score(pemat.ACTING) == 100

    with pytest.raises(ValidationError, match=told):
        Judgement.model_validate(WHOLE | change)


@pytest.mark.django_db
def test_the_desk_shows_the_authors_judgement_beside_the_page(lesson, clinic, client_for, library):
    kept = library.judgements[NAME]
    client = _publisher(clinic, client_for)

    for name in ("wagtailadmin_pages:edit", "plain_language:review"):
        page = client.get(reverse(name, args=[lesson.pk])).content.decode()
        assert f"understanding {kept.score(pemat.UNDERSTANDING)} %" in page
        assert "By the authors" in page
        assert "The authors of the library judged their own lesson." in page
        assert "It breaks what to do into clear steps." in page
        assert "This page has changed since it came from the library." not in page


@pytest.mark.django_db
def test_the_desk_says_that_an_adapted_page_is_another_text(lesson):
    lesson.connect_question = "Something else?"
    lesson.save_revision()

    assert authors.said_of(LessonPage.objects.get(pk=lesson.pk))["is_changed"]


@pytest.mark.django_db
def test_an_organisations_own_page_has_no_judgement_of_the_authors(own_lesson, course):
    assert authors.said_of(own_lesson("our-own")) is None
    assert authors.said_of(course) is None


def _publisher(clinic, client_for):
    user = User.objects.create_user("publisher@lakeside.example", None)
    Membership.objects.create(organisation=clinic, user=user, role=Membership.Role.PUBLISHER)
    roles.sync(organisation=clinic)
    client = client_for()
    client.force_login(user)
    return client
