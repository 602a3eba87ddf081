"""Every page that a link leads to: it is there, it holds WCAG 2.2 AA, it fits the screen, it is light."""

from urllib.parse import urlsplit

import pytest
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


def links(visitor):
    """Returns the addresses of this site that the page links to."""
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    host = urlsplit(visitor.base).netloc
    return [
        link.split("#")[0]
        for link in found
        if urlsplit(link).netloc == host
        and not urlsplit(link).path.startswith(("/static/", "/media/", "/admin/", "/xapi/", "/healthz"))
    ]


def is_file(visitor, address):
    """Says whether an address brings a file to keep and no page; a file must be there and hold something."""
    if not urlsplit(address).path.endswith(("/download/", "/pdf/", "/fhir/", ".ics", ".csv", ".json")):
        return False
    status, disposition, size = visitor.page.evaluate(
        """async address => {
          const answer = await fetch(address), body = await answer.arrayBuffer();
          return [answer.status, answer.headers.get("content-disposition") || "", body.byteLength];
        }""",
        address,
    )
    assert status == 200, f"{address} answers {status}"
    assert size, f"{address} is empty"
    return disposition.startswith("attachment")


def walk(visitor, *starts, look):
    """Opens every kind of page reached from `starts` and calls `look` on each; returns {kind: how many}."""
    waiting, seen, kinds = list(starts), set(), {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or kinds.get(kind, 0) >= EACH_KIND or f"/{visitor.language}/" not in address:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        if is_file(visitor, address):
            continue
        answer = visitor.page.goto(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        look(visitor)
        waiting += links(visitor)
    return kinds


def with_a_past(visitor):
    """Gives a guest a lesson, a self-check and a practice, so that no page is empty."""
    take_lesson(visitor, "what-a-portal-is")
    check_oneself(visitor, ["always", "sometimes", "most-times", "never", "sometimes"])
    start_task(visitor, "refill-in-time")
    return visitor


@pytest.mark.parametrize("size", [NARROW, DESK], ids=["320 px", "1280 px"])
def test_every_page_holds(visitor, size):
    guest = with_a_past(visitor(size=size))

    kinds = walk(guest, guest.page.url, f"{guest.base}/en/", look=lambda one: one.check())

    assert len(kinds) > 35, sorted(kinds)


def test_every_page_is_there_in_spanish(visitor):
    guest = with_a_past(visitor(language="es"))
    english = []

    def look(one):
        language = one.page.locator("html").get_attribute("lang")
        if language != "es":
            english.append(one.page.url)

    walk(guest, guest.page.url, f"{guest.base}/es/", look=look)

    assert not english


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
