"""Chromium against the running product. Each visitor has a browser of their own."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import sync_playwright

from lms.organisations.demo import PASSWORD
from tests import migrated
from tests.journeys import product as products

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEARNERS = "40"


def pytest_itemcollected(item):
    """Marks the browser tests."""
    item.add_marker(pytest.mark.browser)


def chromium_path():
    """Returns where Chromium is; fails in CI, and skips elsewhere, where it is missing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing: the browser tests cannot run.")
    return pytest.skip("not run: Chromium is missing (Debian: apt-get install chromium)")


@pytest.fixture(scope="package")
def chromium():
    """Chromium, started once; closed with its last test, as its event loop keeps others from the database."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def product(tmp_path_factory):
    """The running product with its demo: `product.url`, `product.clinic`.

    PRODUCT_PORT names one that runs already, for a quick look while writing a test.
    """
    if os.environ.get("PRODUCT_PORT"):
        yield Product(int(os.environ["PRODUCT_PORT"]), os.environ)
        return
    data_dir = tmp_path_factory.mktemp("product")
    port = products.free_port()
    trial = {"DEMO_LEARNERS": LEARNERS, "LRS_FORWARD_TO_LOOPBACK": "1"}
    env = products.environment(data_dir, port, **trial, **_migrated(data_dir))
    products.load(env)
    with products.running(env, log=data_dir / "log.txt"):
        yield Product(port, env)


def _migrated(data_dir):
    """Puts a migrated database where the product looks for it; returns what names it."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        migrated.to_file(data_dir / "portalwise.sqlite3")
        return {}
    migrated.to_database("portalwise_journeys")
    return {"DATABASE_URL": f"{server.rsplit('/', 1)[0]}/portalwise_journeys"}


class Product:
    """Where the running product is, and the environment of its processes."""

    def __init__(self, port, env):
        self.env = env
        self.url = f"http://localhost:{port}"
        self.clinic = f"http://lakeside.localhost:{port}"


class Visitor:
    """Somebody at a browser. Every page they open must be free of errors of script and policy."""

    def __init__(self, browser, product, *, size=PHONE, script=True, language="en", host=None):
        locale = {"en": "en-US", "es": "es-US"}[language]
        self.base = host or product.clinic
        self.language = language
        self.has_script = script
        self.context = browser.new_context(
            viewport=size, java_script_enabled=script, locale=locale, reduced_motion="reduce"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.faults.append(f"console: {message.text}")

    def go(self, path):
        """Opens a path of the site in the visitor's language: `/practice/` or a whole address."""
        address = path if path.startswith("http") else f"{self.base}/{self.language}{path}"
        answer = self.page.goto(address)
        assert answer.status < 500, f"{address} answers {answer.status}"
        return answer

    def say(self, words, **values):
        """Returns the interface's words in the visitor's language."""
        with translation.override(self.language):
            return translation.gettext(words) % values if values else translation.gettext(words)

    def press(self, words, **values):
        """Presses the button or follows the link of these words (English; translated for the visitor)."""
        name = self.say(words, **values)
        for kind in ("button", "link"):
            found = self.page.locator("main").get_by_role(kind, name=name)
            if found.count():
                found.first.click()
                self.page.wait_for_load_state()
                return
        raise AssertionError(f"No button or link “{name}” on {self.page.url}:\n{self.text()[:1500]}")

    def choose(self, name, value):
        """Picks an answer of a group of radio buttons."""
        self.page.locator(f"main input[name={name}][value='{value}']").check()

    def fill(self, name, text):
        """Types into a field of the page's main part."""
        self.page.locator(f"main [name={name}]").fill(text)

    def is_told(self, words, **values):
        """Fails unless the page says these words (English; translated for the visitor)."""
        wanted = self.say(words, **values)
        assert wanted in self.text(), f"“{wanted}” is not on {self.page.url}:\n{self.text()[:1500]}"

    def text(self):
        """Returns what the main part of the page says."""
        return self.page.locator("main").inner_text()

    def open_coach(self):
        """Opens the coach's bar where it is folded up, as on a phone."""
        bar = self.page.locator("details.coach__bar:not([open]) > summary")
        if bar.count() and bar.first.is_visible():
            bar.first.click()

    def sign_in(self, email, password=PASSWORD):
        """Signs in by e-mail."""
        self.go("/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", password)
        self.page.locator("main form button.button").first.click()
        self.page.wait_for_load_state()

    def check(self):
        """Fails where the page breaks WCAG, is wider than the screen, or met an error.

        Where script is off, axe cannot run: the same pages are looked at by visitors who have it on.
        """
        if self.has_script:
            self._check_wcag()
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 1, f"{self.page.url} is {wide} px wider than the screen"
        assert not self.faults, f"{self.page.url}: {self.faults}"

    def _check_wcag(self):
        # As tall as the page: what the coach's bar covers now, a finger can scroll out from under it.
        size = self.page.viewport_size
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
        found = Axe().run(
            self.page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        )
        faults = [
            f"{fault['id']}: {fault['help']} {[node['html'][:160] for node in fault['nodes'][:3]]}"
            for fault in found.response["violations"]
        ]
        self.page.set_viewport_size(size)
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)


@pytest.fixture
def visitor(chromium, product):
    """Makes visitors: `visitor()` is a new guest on a phone at the clinic's site."""
    made = []

    def make(**options):
        made.append(Visitor(chromium, product, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
