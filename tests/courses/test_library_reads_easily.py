"""The open content reads easily, agrees in both languages and gives a source for every figure."""

import re
from pathlib import Path

import pytest
import yaml

import courses
import lms.skills
import self_check
from lms.readability import grade, plain

LIBRARY = Path(courses.__file__).parent / "library"
QUESTIONNAIRES = Path(self_check.__file__).parent / "questionnaires"
DRAWINGS = Path(lms.skills.__file__).parents[1] / "static" / "drawings"
SCENARIOS = Path(courses.__file__).parents[1] / "sandbox_portal" / "scenarios" / "library"
GLOSSARY_PAGE = Path(courses.__file__).parents[1] / "docs" / "glossary.md"

# What a reader does not read as a sentence: names, addresses, codes and the titles of other people's papers.
UNREAD = {
    "slug", "skill", "skills", "key", "kind", "name", "url", "publisher", "year", "group", "scenario",
    "scenarios", "minutes", "value", "check_by", "population", "language", "source", "sources",
    "activities", "fact", "check", "leads_to", "audience", "version", "begins_with", "also",
    "persona", "section", "drawing", "column", "row", "scene", "next", "accepted", "answers",
}  # fmt: skip
SYNONYMS = {"also", "accepted", "answers"}
FIGURE = re.compile(r"\d+ ?%|\b\d+ (?:in|out of|of every|de cada) \d+\b")
FAMILIAR = re.compile(r"\b(?:tú|tu|tus|ti|contigo|tuyo|tuya|vos|vosotros)\b", re.IGNORECASE)


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


LESSON_FILES = sorted(LIBRARY.glob("*/[0-9][0-9]-*.yaml"))
LESSONS = {f"{path.parent.name}/{path.stem}": load(path) for path in LESSON_FILES}
COURSES = {path.parent.name: load(path) for path in sorted(LIBRARY.glob("*/course.yaml"))}
ACTIVITIES = {
    key: activity
    for path in [LIBRARY / "activities.yaml", *sorted(LIBRARY.glob("*/activities.yaml"))]
    for key, activity in load(path).items()
}
FACTS = load(LIBRARY / "facts.yaml")
GLOSSARY = load(LIBRARY / "glossary.yaml")
PAGES = load(LIBRARY / "pages.yaml")
SKILLS = load(Path(lms.skills.__file__).parent / "skills.yaml")
FORMS = {path.stem: load(path) for path in sorted(QUESTIONNAIRES.glob("*.yaml"))}
SCENARIO_FILES = {path.stem: load(path) for path in sorted(SCENARIOS.glob("*.yaml"))}


def texts(content, language=None):
    """Every sentence a reader sees in some content; of an {en, es} pair only the one language."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from texts(part, language)
    elif isinstance(content, dict):
        pair = language is not None and {"en", "es"} <= content.keys()
        for key, part in content.items():
            if key in UNREAD or (pair and key in {"en", "es"} and key != language):
                continue
            yield from texts(part, language)


def page_of(lesson):
    """All the words of a lesson's pages: its own, its fact cards' and its activities'."""
    language = lesson["language"]
    shown = [*texts(lesson)]
    for fact in keys(lesson, "fact"):
        shown += texts(FACTS[fact][language])
    for activity in [*keys(lesson, "check"), *lesson["try"]["activities"]]:
        shown += texts(ACTIVITIES[activity][language])
    return "\n".join(shown)


def keys(lesson, name):
    return [block[name] for block in lesson["see"] if name in block]


def see_of(lesson):
    # a timeline folds away, for those who want to know more; a film shows once more what the steps say
    apart = {"fact", "check", "timeline", "film"}
    return "\n".join(texts([block for block in lesson["see"] if not apart & block.keys()]))


def shape(content):
    """The structure without the words, to hold two languages side by side; synonyms may differ in number."""
    if isinstance(content, dict):
        return {key: "…" if key in SYNONYMS else shape(part) for key, part in content.items()}
    if isinstance(content, list):
        return [shape(part) for part in content]
    return type(content).__name__


def pairs():
    for name, content in (ACTIVITIES | FACTS | GLOSSARY | PAGES).items():
        yield pytest.param(content, id=name)
    for skill in SKILLS:
        yield pytest.param(skill, id=skill["slug"])
    for name, course in COURSES.items():
        yield pytest.param(course, id=name)


def whole_pages():
    """(name, language, text) of each page that is not a lesson."""
    for language in ("en", "es"):
        yield "glossary", language, "\n".join(texts(GLOSSARY, language))
        yield "facts", language, "\n".join(texts(FACTS, language))
        yield "skills", language, "\n".join(texts(SKILLS, language))
        for group in (PAGES, COURSES, FORMS, ACTIVITIES, SCENARIO_FILES):
            for name, content in group.items():
                yield name, language, "\n".join(texts(content, language))


def assert_easy(text, language):
    reading = grade(text, language)
    assert reading.is_easy, f"{reading}: shorten the sentences or choose plainer words"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_reads_easily(name):
    assert_easy(page_of(LESSONS[name]), LESSONS[name]["language"])


@pytest.mark.parametrize("name", LESSONS)
def test_the_see_step_reads_easily_in_150_to_350_words(name):
    see = see_of(LESSONS[name])
    assert_easy(see, LESSONS[name]["language"])
    assert 150 <= len(plain(see).split()) <= 350


@pytest.mark.parametrize(("name", "language", "text"), list(whole_pages()))
def test_every_other_page_reads_easily(name, language, text):
    assert_easy(text, language)


def test_every_lesson_stands_in_both_languages():
    english = {name.removesuffix(".en") for name in LESSONS if name.endswith(".en")}
    spanish = {name.removesuffix(".es") for name in LESSONS if name.endswith(".es")}
    assert english == spanish
    assert english


@pytest.mark.parametrize("name", [name.removesuffix(".en") for name in LESSONS if name.endswith(".en")])
def test_both_languages_of_a_lesson_have_one_structure(name):
    english, spanish = LESSONS[f"{name}.en"], LESSONS[f"{name}.es"]
    assert shape(english) == shape(spanish)
    for same in ("slug", "skill", "minutes"):
        assert english[same] == spanish[same]
    assert english["drawing"]["name"] == spanish["drawing"]["name"]
    assert (keys(english, "fact"), keys(english, "check")) == (keys(spanish, "fact"), keys(spanish, "check"))
    assert [english["try"][key] for key in ("activities", "scenarios")] == [
        spanish["try"][key] for key in ("activities", "scenarios")
    ]
    assert [source.get("url") for source in english["sources"]] == [
        source.get("url") for source in spanish["sources"]
    ]


@pytest.mark.parametrize("content", list(pairs()))
def test_both_languages_of_a_pair_have_one_structure_and_are_not_one_text(content):
    def walk(part):
        if isinstance(part, dict) and {"en", "es"} <= part.keys():
            assert shape(part["en"]) == shape(part["es"])
            assert part["en"] != part["es"] or "scenario" in part["en"]
        elif isinstance(part, dict):
            for inner in part.values():
                walk(inner)

    walk(content)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_carries_all_that_a_lesson_needs(name):
    lesson = LESSONS[name]
    assert 2 <= len(lesson["can_do"]) <= 3
    assert "?" in lesson["connect"]["question"]
    assert lesson["try"]["intro"] and lesson["try"]["activities"]
    assert lesson["reflect"]["prompt"]
    assert len(lesson["plan"]["when"]) == 3 and 3 <= len(lesson["plan"]["will"]) <= 4
    assert lesson["summary"] and lesson["words"] and lesson["call_instead"] and lesson["sources"]
    assert all(source["title"] and source["publisher"] and source["year"] for source in lesson["sources"])
    assert lesson["drawing"]["alt"] and lesson["drawing"]["caption"]


@pytest.mark.parametrize("name", LESSONS)
def test_what_a_lesson_points_at_exists(name):
    lesson = LESSONS[name]
    assert lesson["skill"] in lms.skills.SLUGS
    assert (DRAWINGS / f"{lesson['drawing']['name']}.svg").is_file()
    assert set(keys(lesson, "fact")) <= FACTS.keys()
    assert {*keys(lesson, "check"), *lesson["try"]["activities"]} <= ACTIVITIES.keys()
    for scenario in lesson["try"]["scenarios"]:
        assert scenario in SCENARIO_FILES, f"no practice task {scenario}"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_explains_a_word_as_the_glossary_does(name):
    language = LESSONS[name]["language"]
    meanings = {entry[language]["term"]: entry[language]["meaning"] for entry in GLOSSARY.values()}
    for term in keys(LESSONS[name], "term"):
        assert meanings.get(term["word"]) == term["meaning"]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_shows_no_figure_but_in_a_fact_card(name):
    assert FIGURE.findall("\n".join(texts(LESSONS[name]))) == []


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_lists_the_source_of_each_fact_it_shows(name):
    listed = {source.get("url") for source in LESSONS[name]["sources"]}
    assert {FACTS[fact]["source"]["url"] for fact in keys(LESSONS[name], "fact")} <= listed


@pytest.mark.parametrize("key", FACTS)
def test_a_fact_has_a_year_a_source_and_a_day_to_check_it_again(key):
    fact = FACTS[key]
    assert (
        fact["source"]["title"]
        and fact["source"]["publisher"]
        and fact["source"]["url"].startswith("https://")
    )
    assert fact["check_by"].year > fact["year"] and fact["population"]
    assert fact["source"]["year"] >= fact["year"]
    assert all(fact[language]["text"] and fact[language]["compared"] for language in ("en", "es"))


def test_every_fact_is_shown_somewhere():
    assert {fact for lesson in LESSONS.values() for fact in keys(lesson, "fact")} == set(FACTS)


def test_every_activity_is_used_and_every_answer_has_feedback():
    used = [key for lesson in LESSONS.values() for key in keys(lesson, "check") + lesson["try"]["activities"]]
    assert set(used) == set(ACTIVITIES)
    assert len(ACTIVITIES) >= 12
    assert {activity["kind"] for activity in ACTIVITIES.values()} == {
        "choice", "several", "sorting", "ordering", "matching", "fill-in", "hot-spots", "story",
        "flash-cards", "reflection", "try-it",
    }  # fmt: skip


@pytest.mark.parametrize("key", ACTIVITIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_activity_can_be_answered(key, language):
    activity, words = ACTIVITIES[key], ACTIVITIES[key][language]
    assert activity["skill"] in lms.skills.SLUGS
    match activity["kind"]:
        case "choice":
            assert sum(option["correct"] for option in words["options"]) == 1
            assert all(len(option["feedback"].split()) >= 10 for option in words["options"])
        case "several":
            assert 1 < sum(option["correct"] for option in words["options"]) < len(words["options"])
            assert all(len(option["feedback"].split()) >= 8 for option in words["options"])
        case "matching":
            assert all(len(pair["feedback"].split()) >= 8 for pair in words["pairs"])
        case "fill-in":
            assert all(gap["mistakes"] and gap["feedback"] and gap["wrong_feedback"] for gap in words["gaps"])
        case "hot-spots":
            assert sum(spot["correct"] for spot in words["spots"]) == 1
            assert len({(spot["column"], spot["row"]) for spot in words["spots"]}) == len(words["spots"])
            assert all(len(spot["feedback"].split()) >= 8 for spot in words["spots"])
        case "story":
            assert all(
                len(way["feedback"].split()) >= 8
                for scene in words["scenes"]
                for way in scene.get("ways", [])
            )
            assert sum(not scene.get("ways") for scene in words["scenes"]) >= 2
        case "flash-cards":
            assert (
                len({card["front"] for card in words["cards"]}) == len(words["cards"]) and words["feedback"]
            )
        case "sorting":
            assert {item["group"] for item in words["items"]} == set(words["groups"])
            assert all(len(item["feedback"].split()) >= 8 for item in words["items"])
        case "ordering":
            assert len(words["items"]) >= 3 and words["feedback"] and words["wrong_feedback"]
        case "reflection":
            assert words["prompt"] and words["help"]
        case "try-it":
            assert words["scenario"] in SCENARIO_FILES and words["intro"]


@pytest.mark.parametrize(
    "key", [key for key in ACTIVITIES if ACTIVITIES[key]["kind"] in {"choice", "sorting"}]
)
def test_the_right_answer_is_the_same_in_both_languages(key):
    english, spanish = ACTIVITIES[key]["en"], ACTIVITIES[key]["es"]
    if ACTIVITIES[key]["kind"] == "choice":
        assert [o["correct"] for o in english["options"]] == [o["correct"] for o in spanish["options"]]
    else:
        assert [english["groups"].index(item["group"]) for item in english["items"]] == [
            spanish["groups"].index(item["group"]) for item in spanish["items"]
        ]


def test_the_skills_are_the_thirteen_with_short_titles():
    assert tuple(skill["slug"] for skill in SKILLS) == tuple(lms.skills.SLUGS)
    titles = [skill[language]["title"] for skill in SKILLS for language in ("en", "es")]
    assert all(1 <= len(title.split()) <= 4 for title in titles)


@pytest.mark.parametrize("name", COURSES)
def test_a_course_lists_its_lessons_in_order(name):
    english = [
        lesson for key, lesson in LESSONS.items() if key.startswith(f"{name}/") and key.endswith(".en")
    ]
    assert COURSES[name]["lessons"] == [lesson["slug"] for lesson in english]
    assert set(COURSES[name]["skills"]) == {lesson["skill"] for lesson in english}


def test_the_five_questions_measure_their_five_skills():
    asked = [question["skill"] for question in FORMS["five-questions"]["questions"]]
    assert asked == ["reviewing-records", "messaging", "keeping-current", "regular-use", "privacy-security"]
    longer = [question["skill"] for question in FORMS["longer"]["questions"]]
    assert sorted([*asked, *longer]) == sorted(lms.skills.SLUGS)
    assert {question["skill"] for question in FORMS["caregiver"]["questions"]} == {"proxy-access"}
    assert set(FORMS["advice"]["skills"]) == set(lms.skills.SLUGS)


def test_the_bands_leave_no_score_out():
    bands = FORMS["five-questions"]["bands"]
    assert [score for band in bands for score in range(band["from"], band["to"] + 1)] == list(range(16))


def test_spanish_says_usted():
    spanish = [text for _, language, text in whole_pages() if language == "es"]
    spanish += [page_of(lesson) for lesson in LESSONS.values() if lesson["language"] == "es"]
    spoken = re.compile(r"«[^»]*»")  # what one person in a story says to another
    assert [found for text in spanish for found in FAMILIAR.findall(spoken.sub("", text))] == []


def test_the_glossary_page_lists_every_word():
    page = GLOSSARY_PAGE.read_text(encoding="utf-8")
    words = [entry[language]["term"] for entry in GLOSSARY.values() for language in ("en", "es")]
    assert [word for word in words if word not in page] == []
