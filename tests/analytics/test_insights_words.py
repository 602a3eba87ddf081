"""What is seen in a figure as a sentence; the page on measuring names every measure and every table."""

import re
from pathlib import Path

import pytest

from analytics import sections, telling
from analytics.delivering import alerts
from analytics.metrics import HIDDEN, Share
from analytics.metrics.skills import Gap
from analytics.tables import Section, Told

FOLDER = Path(sections.__file__).parent


def section(key, columns, *lines, figure="bars", **more):
    """Returns a section of lines (label, value, …)."""
    rows = [(label, label, list(values)) for label, *values in lines]
    return Section(key, "Title", "", "", {name: name for name in columns}, rows, figure=figure, **more)


def share(percent):
    return Share(percent, 100)


A, B = share(10), share(70)
SEEN = [
    (
        section("returns", ["share"], ("7 days", share(50)), ("30 days", share(20)), ("90 days", HIDDEN)),
        "Highest: 7 days, 50% (50 of 100). Lowest: 30 days, 20% (20 of 100).",
    ),
    (
        section("tasks", ["passed", "alone"], ("A", B, A), ("B", A, share(30)), is_short=True),
        "“alone” is highest for B: 30%. It is lowest for A: 10%.",
    ),
    (
        section("returns", ["share"], ("7 days", share(50)), ("30 days", share(50))),
        "All lines are alike: 50% (50 of 100).",
    ),
    (
        section("funnel", ["share"], ("Came", share(100)), ("Began", share(90)), ("Did", share(20))),
        "Most people stop between “Began” and “Did”: 90% (90 of 100), then 20% (20 of 100).",
    ),
    (section("funnel", ["share"], ("Came", B), ("Began", B)), "Nobody stops on the way."),
    (
        section(
            "steps", ["begun", "See", "Try"], ("A", 100, B, share(60)), ("B", 100, B, A), figure="stairs",
            is_short=True,
        ),
        "People stop most in “B”: 70% finished “See”, 10% finished “Try”.",
    ),
    (
        section(
            "months", ["people", "alone"], ("May", 9, A), ("June", 9, HIDDEN), ("July", 9, B), figure="lines",
            is_short=True,
        ),
        "“alone”: 10% in May, 70% in July.",
    ),
    (
        section("proxy", ["one", "two"], ("A", A, share(20)), ("B", A, B), is_short=True),
        "Farthest apart: B. one: 10%. two: 70%.",
    ),
    (
        section("gaps", ["says", "alone"], ("says", Gap(0, 50), Gap(40, 50)), figure=""),
        "The widest gap: “says” lies 40 points above “alone”.",
    ),
    (
        section(
            "slips", ["given", "came"], ("Desk", Told(120, "120", size=120), Told(20, "20 or more", size=20)),
            figure="stairs", top=120,
        ),
        "“Desk”: given, 120. came, 20 or more.",
    ),
    (section("classes", ["people"], ("A", 12), figure=""), ""),
    (section("funnel", ["share"], ("Came", HIDDEN)), ""),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "said"), SEEN)
def test_a_sentence_says_what_is_seen(shown, said):
    assert telling.seen(shown) == said


@pytest.mark.parametrize(("low", "said"), [(-1, "can be chance"), (2, "more than chance")])
def test_a_change_is_told_with_whether_it_can_be_chance(low, said):
    cells = {
        "first": Told(50, "50", size=50), "last": Told(70, "70", size=70), "change": Told(20, "+20.0"),
        "between": Told([low, 40], "…"),
    }  # fmt: skip
    found = section("change", ["number"], *((name, cell) for name, cell in cells.items()), top=100)

    assert telling.seen(found).startswith("From 50 to 70 of 100: +20.0 points.")
    assert said in telling.seen(found)
    assert [label for _key, label in found.along] == [
        "first",
        "last",
    ]


def test_stairs_go_along_the_columns_and_are_few():
    found = section("steps", ["a", "b"], *((f"{n}", share(9), share(n)) for n in range(8)), figure="stairs")

    assert [label for _key, label in found.along] == ["a", "b"]
    assert [key for key, _label, _column in found.drawn] == ["0", "1", "2", "3", "4"]


def titles_in_code():
    """Returns the titles of all sections, as the code has them."""
    found = set()
    for name in ("sections", "activity_sections", "group_pages", "cut_pages"):
        code = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:Section|shares|_table)\(\s*"[a-z]+",\s*_\("([^"]+)"\)', code))
        found |= set(re.findall(r'\btitle(?:, top)? = _\("([^"]+)"\)', code))
        found |= set(re.findall(r'if is_one else _\("([^"]+)"\)', code)) - {"Task and mistake"}
    return found


@pytest.mark.django_db
def test_how_it_is_measured_names_every_measure_stage_and_table(client_for, clinic):
    page = client_for().get("/en/insights/how/").content.decode()
    terms = {re.sub(r"\s+", " ", term).strip() for term in re.findall(r"<(?:dt|h2)>(.*?)</(?:dt|h2)>", page)}
    labels = {str(label) for label in [*sections.LABELS.values(), *sections.STAGES.values(), sections.JOINED]}

    assert len(titles_in_code()) > 12
    assert labels | titles_in_code() <= terms


@pytest.mark.django_db
def test_how_it_is_measured_says_the_numbers_that_the_code_uses(client_for, clinic):
    words = re.sub(r"\s+", " ", client_for().get("/en/insights/how/").content.decode())

    assert f"rose by {alerts.LEAST_POINTS} points or more" in words
    assert f"all {alerts.QUARTERS_A_YEAR} looks of a year" in words
    assert "Fisher" in words and "more than 24 hours" in words.lower()
    assert "More than 40 tries or hints count as 40, and more than 20 minutes as 20." in words
    assert "about every 10 minutes" in words and "2000" in words.replace(",", "")
