"""Every page that a link leads to: it is there, it holds WCAG 2.2 AA, it fits the screen, it is light."""

import os
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from tests.journeys.conftest import DESK
from tests.journeys.test_guest import check_oneself, start_task, take_lesson

NARROW = {"width": 320, "height": 640}
EACH_KIND = 2  # pages looked at of each kind
FIRST_LESSON_KB = 60
FIRST_PRACTICE_KB = 80


def kind_of(address):
    """Returns what kind of page an address leads to: its name, and for Wagtail's pages its depth and end."""
    path = urlsplit(address).path
    try:
        found = resolve(path)
    except Resolver404:
        return path
    if found.view_name == "wagtail_serve":
        parts = path.strip("/").split("/")
        return f"page {len(parts)} {parts[-1] if len(parts) > 4 or len(parts) == 2 else ''}"
    return found.view_name


FILES = ("/download/", "/pdf/", "/fhir/", ".ics", ".csv", ".json", ".jwt")


def links(visitor, address, html):
    """Returns the addresses of this site that a page links to."""
    host = urlsplit(visitor.base).netloc
    found = [urljoin(address, one["href"]) for one in BeautifulSoup(html, "html.parser").select("a[href]")]
    return [
        link.split("#")[0]
        for link in found
        if urlsplit(link).netloc == host
        and not urlsplit(link).path.startswith(("/static/", "/media/", "/admin/", "/xapi/", "/healthz"))
    ]


def fetched(visitor, address):
    """Returns what the visitor's browser is sent, drawing nothing, as (text, content disposition)."""
    status, disposition, text = visitor.page.evaluate(
        """async address => {
          const answer = await fetch(address), text = await answer.text();
          return [answer.status, answer.headers.get("content-disposition") || "", text];
        }""",
        address,
    )
    assert status == 200, f"{address} answers {status}"
    assert text, f"{address} is empty"
    return text, disposition


def is_file(visitor, address):
    """Says whether an address brings a file to keep and no page."""
    if not urlsplit(address).path.endswith(FILES):
        return False
    _, disposition = fetched(visitor, address)
    return disposition.startswith("attachment")


def shown(visitor, address, look):
    """Opens a page in the browser and looks at it; returns what it holds."""
    answer = visitor.page.goto(address)
    assert answer.status == 200, f"{address} answers {answer.status}"
    look(visitor)
    return visitor.page.content()


def read(visitor, address, look):
    """Fetches a page, draws nothing, and looks at its words."""
    html, _ = fetched(visitor, address)
    look(address, html)
    return html


def asked(visitor, address, look):
    """Fetches a page and leaves its looks alone."""
    if not visitor.page.url.startswith(visitor.base):
        visitor.page.goto(address)
    return fetched(visitor, address)[0]


# What a page looks like does not hang on the engine: on PostgreSQL the same pages are asked for, not drawn.
SHOWN = asked if "postgres" in os.environ.get("DATABASE_URL", "") else shown


def walk(visitor, *starts, look, within="", each=EACH_KIND, open_page=SHOWN):
    """Opens every kind of page reached from `starts` and calls `look` on each; returns {kind: how many}.

    `each` pages of a kind; with `within`, only addresses that begin with it.
    """
    waiting, seen, kinds = list(starts), set(), {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or kinds.get(kind, 0) >= each or f"/{visitor.language}/" not in address:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        if is_file(visitor, address):
            continue
        html = open_page(visitor, address, look)
        waiting += [link for link in links(visitor, address, html) if link.startswith(within)]
    return kinds


def with_a_past(visitor):
    """Gives a guest a lesson, a self-check and a practice, so that no page is empty."""
    take_lesson(visitor, "what-a-portal-is")
    check_oneself(visitor, ["always", "sometimes", "most-times", "never", "sometimes"])
    start_task(visitor, "refill-in-time")
    return visitor


def at_the_front_door(visitor):
    """Begins the tasks that begin outside the portal; returns where each of them stands."""
    addresses = []
    for task in ("sign-in-library", "sign-in-locked-out", "sign-up-letter"):
        start_task(visitor, task)
        addresses.append(visitor.page.url)
    visitor.choose("choice", "letter")
    visitor.page.locator(".portal__body form button").first.click()
    visitor.page.wait_for_load_state()
    return [*addresses, visitor.page.url]


def in_the_plans_portal(visitor):
    """Begins a task in the portal of the health plan; returns where it stands."""
    start_task(visitor, "insurance-appeal")
    return visitor.page.url


@pytest.mark.parametrize("task", ["proxy-teen-birthday", "proxy-switch-records", "proxy-renew"])
def test_every_page_of_the_helpers_seat_holds(visitor, task):
    guest = visitor(size=NARROW)
    start_task(guest, task)
    first = guest.page.url.partition("coach/")[0]

    kinds = walk(guest, f"{first}proxy/", first, look=lambda one: one.check(), within=first, each=1)

    assert "practice:proxy-ages" in kinds, sorted(kinds)


def on_phone_and_desk(visitor):
    """Looks at one page on a narrow screen and on a wide one."""
    visitor.check()
    visitor.page.set_viewport_size(DESK)
    visitor.check()
    visitor.page.set_viewport_size(NARROW)


def test_every_page_holds(visitor):
    guest = with_a_past(visitor(size=NARROW))
    portal = guest.page.url

    starts = (portal, in_the_plans_portal(guest), *at_the_front_door(guest), f"{guest.base}/en/")
    kinds = walk(guest, *starts, look=on_phone_and_desk, each=1)

    assert len(kinds) > 35, sorted(kinds)


def test_every_page_is_there_in_spanish(visitor):
    guest = with_a_past(visitor(language="es"))
    english = []

    def look(address, html):
        if BeautifulSoup(html, "html.parser").html.get("lang") != "es":
            english.append(address)

    portal = guest.page.url
    starts = (portal, in_the_plans_portal(guest), *at_the_front_door(guest), f"{guest.base}/es/")
    kinds = walk(guest, *starts, look=look, each=1, open_page=read)

    assert len(kinds) > 35, sorted(kinds)
    assert not english


@pytest.mark.parametrize("kind", ["hospital", "laboratory", "long-term", "insurance", "telemedicine"])
def test_every_page_of_another_kind_of_portal_holds(visitor, kind):
    guest = visitor(size=NARROW)
    guest.go("/practice/kinds/")
    guest.check()
    guest.page.locator(f".kind-card--{kind} form button").click()
    first = guest.page.url

    kinds = walk(guest, first, look=on_phone_and_desk, within=first, each=1)

    assert len(kinds) > 3, sorted(kinds)


def test_a_new_visitors_pages_hold(visitor):
    guest = visitor()

    walk(guest, f"{guest.base}/en/", look=lambda one: one.check())


def bytes_over_the_wire(visitor, path):
    """Returns the kilobytes that a first visit of a page brings, pictures and all."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    return sum(sizes) / 1000


@pytest.mark.parametrize("step", ["", "see/", "try/"])
def test_a_first_lesson_page_is_light(visitor, step):
    assert bytes_over_the_wire(visitor(), f"/learn/start-here/what-a-portal-is/{step}") <= FIRST_LESSON_KB


def test_a_first_practice_page_is_light(visitor):
    guest = visitor()
    start_task(guest, "refill-in-time")
    address = guest.page.url
    fresh = visitor()
    fresh.context.add_cookies(guest.context.cookies())

    assert bytes_over_the_wire(fresh, address) <= FIRST_PRACTICE_KB


def test_text_at_200_percent_fits_the_phone(visitor):
    guest = visitor()
    guest.page.goto(f"{guest.base}/en/")
    for path in ["/", "/learn/start-here/what-a-portal-is/see/", "/check/", "/practice/"]:
        guest.go(path)
        guest.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = guest.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 1, f"{path} is {wide} px wider than the phone at 200 %"


def test_no_request_leaves_the_site(visitor):
    guest, foreign = visitor(), []
    guest.page.on(
        "request",
        lambda request: (
            foreign.append(request.url) if urlsplit(request.url).hostname != "lakeside.localhost" else None
        ),
    )
    for path in ["/", "/learn/start-here/what-a-portal-is/see/", "/check/", "/practice/", "/help/"]:
        guest.go(path)

    assert not [url for url in foreign if not url.startswith("data:")]
