"""The task files: each is without fault, loads without harm, and the linter finds what is wrong."""

import re

import pytest
import yaml
from django.core.management import CommandError, call_command

from sandbox_portal.scenarios import linter, loader, telling
from sandbox_portal.scenarios.checks import Check
from sandbox_portal.scenarios.files import BrokenScenario, Source, library
from sandbox_portal.scenarios.models import Scenario
from sandbox_portal.scenarios.telling import Teller
from tests.factories import practice as make

SLUGS = {path.stem for path in library()}
SAMPLE = "refill-in-time.yaml"


def test_the_library_has_no_fault():
    assert [str(fault) for fault in linter.lint()] == []


def test_the_command_says_so(capsys):
    call_command("lint_scenarios")

    assert "no fault" in capsys.readouterr().out


@pytest.fixture
def broken(tmp_path):
    """Writes the sample with one change: `broken("old", "new")` returns the path."""

    def write(old, new, count=1):
        text = (library()[0].parent / SAMPLE).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / SAMPLE
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("format: 2", "format: 3", "schema"),
        ("format: 2", "format: 1", "missing-example"),
        ("    check: asked\n", "    check: nowhere\n", "unknown-check"),
        ("    check: asked\n", "", "example-gap"),
        ("section: medicines", "section: kitchen", "schema"),
        ("skill: medicines-refills", "skill: cooking", "schema"),
        ("minutes: 7", "minutes: 7\ncolor: blue", "schema"),
        ("persona: ruth", "persona: nobody", "unknown-persona"),
        ("kind: refills.moved", "kind: refills.flown", "unknown-event"),
        ("facts: {medicine: lisinopril, to: ready}", "facts: {color: blue}", "unknown-fact"),
        ("kind: refill, pharmacy: corner}", "kind: gift, pharmacy: corner}", "unknown-fact"),
        ("    after: asked\n", "    after: nowhere\n", "unreachable"),
        ("    after: asked\n", "    after: checked\n", "unreachable"),
        ("    before: asked\n", "    before: nowhere\n", "unreachable"),
        ("kind: refill, pharmacy: main-street}", "kind: refill, pharmacy: corner}", "unreachable"),
        ("  - slug: ready\n", "  - slug: asked\n", "double-slug"),
        ("seats: [patient]", "seats: [patient, proxy]", "missing-turn"),
        ("    es: Pida un resurtido de Lisinopril en la farmacia Corner\n", "", "missing-translation"),
        ("  es: Pedir una medicina a tiempo", "  es: Refill a medicine in time", "missing-translation"),
        ("next_task: refill-or-renewal", "next_task: nowhere", "unknown-task"),
        ("{nurse_line}", "{weather}", "unknown-blank"),
        (
            "  en: Ask for more Lisinopril at Corner Pharmacy, before you run out.",
            "  en: Institutional considerations notwithstanding, ascertain pharmaceutical availability and "
            "subsequently coordinate appropriate administrative documentation with participating "
            "organizations, comprehensively communicating the relevant circumstances.",
            "too-hard",
        ),
    ],
)
def test_the_linter_finds(broken, old, new, rule):
    path = broken(old, new)

    faults = linter.lint([path, *(each for each in library() if each.name != SAMPLE)])

    assert rule in {fault.rule for fault in faults if fault.file == SAMPLE}
    assert all(fault.line > 0 for fault in faults)


def test_the_linter_finds_a_missing_hint(broken):
    text = (library()[0].parent / SAMPLE).read_text(encoding="utf-8")
    last = text[text.index("hints:") :].split("\n  - en: ")[1]
    path = broken(f"  - en: {last}\n", "")

    assert {fault.rule for fault in linter.lint([path])} == {"missing-hint"}


def test_a_file_of_the_old_format_loads_and_the_linter_says_what_is_new(db, broken):
    text = (library()[0].parent / SAMPLE).read_text(encoding="utf-8")
    example = text[text.index("example:\n") : text.index("hints:\n")]
    path = broken(example, "")
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2", "format: 1"), encoding="utf-8")

    assert "old-format" in {fault.rule for fault in linter.lint([path])}
    assert loader.load([path])[0].texts["example"] == []


def test_a_file_is_named_after_its_task():
    assert [path.stem for path in library()] == [Source(path).parse().slug for path in library()]


def test_the_linter_finds_a_setting_nobody_knows(tmp_path):
    text = (library()[0].parent / "message-no-reply.yaml").read_text(encoding="utf-8")
    path = tmp_path / "message-no-reply.yaml"
    path.write_text(text.replace("do: messages.asked_before", "do: messages.thrown_away"), encoding="utf-8")

    assert "unknown-opening" in {fault.rule for fault in linter.lint([path])}


def test_a_fault_names_its_line(broken):
    path = broken("kind: refills.moved", "kind: refills.flown")
    line = path.read_text(encoding="utf-8").split("refills.flown")[0].count("\n") + 1

    faults = [fault for fault in linter.lint([path]) if fault.rule == "unknown-event"]

    assert [fault.line for fault in faults] == [line]


def test_an_unknown_event_is_named_beside_a_fault_of_the_schema(broken):
    path = broken("kind: refills.moved", "kind: refills.flown")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("minutes: 7", "minutes: 7\ncolor: blue"), encoding="utf-8")

    assert {fault.rule for fault in linter.lint([path])} == {"schema", "unknown-event"}


def test_a_file_that_is_not_yaml_is_one_fault(tmp_path):
    path = tmp_path / "torn.yaml"
    path.write_text("title: {en: [", encoding="utf-8")

    assert [fault.rule for fault in linter.lint([path])] == ["yaml"]


def test_the_command_fails_on_a_fault_and_on_a_missing_file(broken):
    with pytest.raises(CommandError, match="faults? in 1 files"):
        call_command("lint_scenarios", str(broken("format: 2", "format: 3")))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("lint_scenarios", "nowhere.yaml")


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    loader.load()
    rows = list(Scenario.objects.values()), Check.objects.count()

    loader.load()

    assert {row["slug"] for row in rows[0]} == SLUGS
    assert (list(Scenario.objects.values()), Check.objects.count()) == rows


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old_one(broken):
    loader.load()
    loader.load([broken("version: 1", "version: 2")])

    versions = Scenario.objects.filter(slug="refill-in-time").order_by("version")
    assert [(row.version, row.is_current) for row in versions] == [(1, False), (2, True)]


@pytest.mark.django_db
def test_an_open_attempt_goes_on_with_the_version_it_began(ruth, broken):
    old = {scenario.slug: scenario for scenario in loader.load()}["refill-in-time"]
    practice = make.practice_of(ruth, old)

    loader.load([broken("version: 1", "version: 2")])

    practice.refresh_from_db()
    assert practice.scenario.version == 1


@pytest.mark.django_db
def test_a_broken_file_loads_nothing(broken):
    good = next(path for path in library() if path.name != SAMPLE)
    Scenario.objects.all().delete()

    with pytest.raises(BrokenScenario):
        loader.load([good, broken("format: 2", "format: 3")])

    assert not Scenario.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_clinics_numbers_stand_in_every_text(clinic, language):
    for scenario in loader.load():
        teller = Teller(scenario, language, clinic.policy)
        texts = [
            *teller.texts_of("hints"),
            *(teller.say(each["why"]) for each in scenario.texts["mistakes"].values()),
        ]
        assert not [text for text in texts if re.search(r"{\w+}", text)]


def test_every_blank_is_used_or_known():
    text = "".join(path.read_text(encoding="utf-8") for path in library())

    assert telling.unknown_blanks(" ".join(re.findall(r"(?<!facts: ){\w+}", text))) == []


def test_spanish_speaks_to_usted():
    familiar = re.compile(r"\b(tú|tienes|puedes|debes|quieres|tuyo|contigo|eres)\b", re.I)
    for path in library():
        for where, words in Source(path).parse().words():
            quoted = re.sub(r"“[^”]*”", "", words.es)  # people in a story speak as they like
            assert not familiar.search(quoted), f"{path.name}: {where}"


def test_every_mistake_says_what_why_and_next():
    for path in library():
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for mistake in data["mistakes"]:
            assert set(mistake["feedback"]) == {"what", "why", "next"}
