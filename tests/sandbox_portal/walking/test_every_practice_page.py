"""Every page of the practice portal with a big record and with nearly none: cheap, small and never broken."""

import json
import re
import uuid

import pytest
from django.urls import NoReverseMatch, reverse

from sandbox_portal import actions, personas
from sandbox_portal.personas import importing
from sandbox_portal.practice import Practice
from sandbox_portal.sections import menu
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy.models import ProxyGrant
from tests.factories import practice as make
from tests.factories import synthea
from tests.sandbox_portal.walking import robot

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
# What a template says where something is missing and nobody thought of it.
HOLES = re.compile(r"\{\{|\{%|%\(\w+\)s|\bNone,|\(None\)|\(\)|>\s*·\s*<|Decimal\(|object at 0x")


RUTHS = re.compile(r"\b(Ruth|Sam|Alvarez)\b")
RUTHS_STORY = {"bill-game", "failures", "failure"}  # a game and examples that tell of her, whoever plays


def big():
    """Ruth's own record, so that every section has something, with 2,000 resources more."""
    ruth = json.loads((personas.FOLDER / "ruth" / "bundle.json").read_bytes())
    return synthea.crowded(2_000, onto=ruth)


def begun(learner, bundle):
    person = importing.bring_in(files=[synthea.data(bundle)])
    return make.free_practice(learner, persona=person.slug)


def walk(practice, browser, most=3):
    """Walks it from each address that needs nothing but the practice's key, `most` pages of each name."""
    starts = []
    for name in sorted(robot.names() - robot.ENDS):
        try:
            starts.append(reverse(f"practice:{name}", kwargs={"key": practice.key}))
        except NoReverseMatch:
            continue
    return robot.Robot(browser, practice, most=most).walk(*starts)


def assert_sound(walked):
    pages = walked.seen.values()
    assert not walked.broken
    assert not [(p.url, p.queries) for p in pages if p.queries > MOST_QUERIES]
    assert not [(p.url, p.size) for p in pages if p.size > MOST_BYTES]
    assert not [(p.url, found.group()) for p in pages if (found := HOLES.search(_visible(p.html)))]
    twice = [(p.url, ids) for p in pages if (ids := _twice(robot.Page(p.html).ids))]
    assert not twice


def assert_nobody_elses(walked):
    pages = [page for page in walked.seen.values() if page.name not in RUTHS_STORY]
    assert not {(p.name, found.group()) for p in pages if (found := RUTHS.search(_visible(p.html)))}


def _visible(html):
    return re.sub(r"<(script|style|svg)\b.*?</\1>", "", html, flags=re.S)


def _twice(ids):
    return sorted({id for id in ids if ids.count(id) > 1})


def opened(walked):
    return {page.name for page in walked.seen.values()}


def test_with_a_big_record_every_page_costs_12_queries_at_most_and_stays_small(guest, client_for):
    practice = begun(guest, big())
    walked = walk(practice, client_for(guest))
    assert_sound(walked)

    actions.skip_ahead(practice=Practice.objects.get(pk=practice.pk), business_days=3)
    later = walk(practice, client_for(guest))  # now the clinic has answered
    assert_sound(later)

    assert {section.url_name.partition(":")[2] for section in menu.SECTIONS} <= opened(walked)
    # The rest stands in the other kinds of portal, in the other seat, or in front of the door.
    reached = walked.names | later.names
    assert len(reached) > 0.45 * len(robot.names()), sorted(robot.names() - reached)


def test_with_nothing_but_a_patient_every_section_says_so(guest, client_for):
    walked = walk(begun(guest, synthea.bare()), client_for(guest))

    assert_sound(walked)
    assert {section.url_name.partition(":")[2] for section in menu.SECTIONS} <= opened(walked)


def test_in_the_helpers_seat_every_page_costs_12_queries_at_most(guest, client_for):
    practice = make.free_practice(guest)
    actions.switch_seat(practice=practice, to=Practice.Seat.PROXY)

    assert_sound(walk(practice, client_for(guest)))


@pytest.mark.parametrize("slug", ["ana", "walter"])
def test_as_another_person_every_section_is_theirs(guest, client_for, slug):
    walked = walk(make.free_practice(guest, persona=slug), client_for(guest), most=1)

    assert_sound(walked)
    assert {section.url_name.partition(":")[2] for section in menu.SECTIONS} <= opened(walked)
    assert_nobody_elses(walked)


def test_walters_guardian_finds_his_record_whole(guest, client_for):
    practice = make.free_practice(guest, persona="walter")
    actions.switch_seat(practice=practice, to=Practice.Seat.PROXY)
    grant = helper.ask(practice=practice, form_key=uuid.uuid4(), way="papers", level="results-notes")
    helper.hand_in(grant=grant, paper="guardian")
    actions.skip_ahead(practice=practice, business_days=5)
    helper.open_record(grant=ProxyGrant.objects.get(pk=grant.pk))

    names = ("medicines", "results", "notes", "health", "messages", "appointments")
    starts = [reverse(f"practice:{name}", kwargs={"key": practice.key}) for name in names]
    walked = robot.Robot(client_for(guest), practice, most=1).walk(*starts, rounds=30)  # before the way out

    assert_sound(walked)
    assert set(names) <= opened(walked)
    assert_nobody_elses(walked)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("results", 15), ("notes", 15), ("medicines", 15 + 8), ("health", 8 * 4)],
)
def test_a_long_list_comes_a_page_at_a_time_and_every_line_can_be_reached(guest, client_for, name, rows):
    practice, browser = begun(guest, synthea.crowded(2_000)), client_for(guest)
    url = reverse(f"practice:{name}", kwargs={"key": practice.key})
    seen, waiting, lines = set(), [url], set()
    while waiting:
        here = waiting.pop()
        page = browser.get(here).content.decode()
        main = page[page.index('class="portal__body') :]
        found = re.findall(r"<li><(?:div|span)>(.*?)</li>", main, re.S)
        assert 0 < len(found) <= rows
        lines |= set(found)
        seen.add(here)
        more = re.findall(r'href="([^"#]+)(?:#\w+)?" rel="(?:next|prev)"', main)
        waiting += [link.replace("&amp;", "&") for link in more if link.replace("&amp;", "&") not in seen]
        waiting = [link for link in dict.fromkeys(waiting) if link.count("=") < 2]

    chart = practice.chart
    named = {str(problem.name) for problem in chart.problems}  # lines that read alike count once
    most = {
        "results": len(chart.results),
        "notes": len(chart.visits),
        "medicines": len(chart.medications),
        "health": len(named) + len(chart.vaccines) + len(chart.allergies),
    }
    assert len(lines) >= most[name]


@pytest.mark.parametrize("asked", ["0", "-3", "999999999", "x", "", "٣"])
def test_a_page_that_is_not_there_shows_the_nearest_one(guest, client_for, asked):
    practice = begun(guest, synthea.crowded(300))
    url = reverse("practice:results", kwargs={"key": practice.key})

    assert client_for(guest).get(url, {"page": asked}).status_code == 200
