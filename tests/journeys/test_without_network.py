"""The network is cut in the middle of a lesson: what was kept is read, what is done is sent later, once."""

from time import monotonic

import pytest

LESSON = "/learn/start-here/what-a-portal-is/"
LONG = 16_000  # milliseconds after which the worker gives up on a request of its own
WORDS = "My daughter shows me where the results are."


def kept(guest):
    """Returns (how many pages this device keeps, whether the whole list is kept)."""
    return guest.page.evaluate(
        """async () => { let count = 0;
           for (const name of await caches.keys())
             if (name.startsWith("pages ")) count += (await (await caches.open(name)).keys())
               .filter((kept) => kept.url.endsWith("/")).length;
           return [count, Boolean(await caches.match(location.origin + "/-kept-/mark"))]; }"""
    )


@pytest.fixture
def reader(visitor):
    """Somebody in a lesson whose course is kept on their device."""
    guest = visitor()
    guest.go(f"{LESSON}connect/")
    guest.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    guest.page.reload()
    guest.fill("words", "I look at my results.")
    guest.press("Next: see the idea")
    for _number in range(1200):
        if kept(guest)[1]:
            return guest
        guest.page.wait_for_timeout(100)
    raise AssertionError(f"The course was not kept: {kept(guest)}")


def test_a_lesson_goes_on_without_a_network_and_is_sent_once(reader):
    net = reader.page.locator("[data-net]")

    reader.context.set_offline(True)
    reader.go(f"{LESSON}reflect/")
    net.get_by_text("No network").wait_for()
    reader.fill("words", WORDS)
    reader.press("Next: make a plan")

    assert reader.page.url.endswith("/plan/")
    net.get_by_text("Waiting to be sent: 1.").wait_for()
    reader.go("/learn/start-here/")
    reader.go("/practice/")
    reader.page.locator("[data-kept-pages] a").first.wait_for()

    reader.context.set_offline(False)
    reader.page.evaluate("dispatchEvent(new Event('online'))")
    net.get_by_text("The network is back.").wait_for()
    reader.go("/my/notebook/")
    assert reader.text().count(WORDS) == 1
    reader.faults.clear()  # the browser reports each request that the cut network refused


def test_whoever_comes_next_finds_no_page_of_the_one_before(reader):
    reader.context.clear_cookies()
    reader.go("/help/")
    reader.context.set_offline(True)
    reader.go(f"{LESSON}reflect/")

    reader.is_told("Without a network")
    assert kept(reader)[0] <= 1  # the page that anybody may see
    reader.faults.clear()


BAD_GATEWAY = "self.fetch = async () => new Response('Bad gateway', { status: 502 })"
CUT = "self.fetch = async () => { throw new TypeError('cut') }"


def worker(reader, script):
    """Lets the worker's own requests end as the script says: what lies between us and the site."""
    reader.context.service_workers[0].evaluate(f"() => {{ {script}; }}")


def waits(reader):
    """Returns how many acts wait to be sent."""
    return reader.page.evaluate("async () => (await (await caches.open('acts')).keys()).length")


def test_an_answer_that_is_not_the_sites_own_deletes_nothing(reader):
    worker(reader, CUT)
    reader.go(f"{LESSON}reflect/")
    reader.fill("words", WORDS)
    reader.press("Next: make a plan")
    before = kept(reader)

    worker(reader, BAD_GATEWAY)
    assert reader.page.goto(f"{reader.base}/en/help/").status == 502
    reader.page.goto(f"{reader.base}/en{LESSON}reflect/")

    assert (waits(reader), kept(reader)) == (1, before)
    reader.faults.clear()


HANG = """self.real ??= self.fetch; self.fetch = (_, { signal } = {}) => new Promise((_done, fail) => {
          signal?.addEventListener('abort', () => fail(signal.reason)); })"""
REFUSES = """self.fetch = (asked, more) => more?.method === 'POST'
             ? Promise.resolve(new Response('', { status: 422 })) : self.real(asked, more)"""


def test_a_link_that_hangs_holds_up_no_kept_page_and_refused_words_stay(reader):
    worker(reader, HANG)
    reader.go(f"{LESSON}reflect/")
    reader.fill("words", WORDS)
    reader.press("Next: make a plan")
    assert waits(reader) == 1
    began = monotonic()
    reader.go(f"{LESSON}reflect/")
    assert monotonic() - began < 15  # a page that waits for what hangs would take at least so long

    worker(reader, REFUSES)
    reader.page.wait_for_timeout(LONG)  # until what hangs has ended
    reader.go("/offline/")
    reader.page.locator("[data-refused] blockquote").get_by_text(WORDS).wait_for()
    reader.check()
    reader.context.clear_cookies()
    reader.go("/help/")
    assert waits(reader) == 0  # somebody else is at the screen
