"""Somebody who follows every link of the practice portal and sends every form once.

What can be reached is found in the pages, what there is to reach in the URLconf: a new section is walked the
day it is in `sandbox_portal/urls.py`.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, get_resolver, resolve
from django.utils import translation

# What ends or begins the practice anew is left out: the walk would be over.
ENDS = frozenset({"start_over", "leave"})
# What takes something back, and the clock, come last: they shut the ways to other pages.
LATE = re.compile(
    r"^door|^papers$|discard|cancel|withdraw|decline|(^|-)end$|close|drop|skip|switch|turn|meet|sign-?out"
)
# Who signs out sees the front door only: that comes after all else.
LAST = re.compile(r"^door|sign-?out|^papers$")
NOT_A_QUESTION = re.compile(r"^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|BEGIN|COMMIT)", re.I)


def names():
    """Every name below a practice's key in the URLconf."""
    with translation.override("en"):
        resolver = get_resolver()
        found = {}
        for _ns, (_prefix, sub) in resolver.namespace_dict.items():
            if sub.app_name == "practice":
                for name in sub.reverse_dict:
                    if isinstance(name, str):
                        possibilities = sub.reverse_dict.getlist(name)
                        if any(path.startswith("%(key)s/") for each in possibilities for path, _ in each[0]):
                            found[name] = possibilities
        return frozenset(found)


@dataclass
class Form:
    """A form as it stands on a page: its address and its fields."""

    action: str
    method: str = "get"
    fields: list = field(default_factory=list)  # (name, value) as a browser sends them untouched
    choices: dict = field(default_factory=dict)  # name -> the values of radios and selects
    empty: dict = field(default_factory=dict)  # name -> what kind of input waits for words
    buttons: list = field(default_factory=list)  # (name, value)
    is_upload: bool = False


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, html):
        super().__init__()
        self.links, self.forms, self.ids = [], [], []
        self._form = self._select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self._form = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._part(tag, given)

    def _part(self, tag, given):
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "button" and kind != "button":
            self._form.buttons.append((name, given.get("value", "")))
        elif tag == "select" and name:
            self._select = name
            self._form.choices.setdefault(name, [])
        elif tag == "option" and self._select and given.get("value"):
            self._form.choices[self._select].append(given["value"])
        elif tag == "textarea" and name:
            self._form.empty[name] = "words"
        elif tag == "input" and name:
            if kind in ("radio", "checkbox"):
                self._form.choices.setdefault(name, []).append(given.get("value", "on"))
            elif kind == "hidden":
                self._form.fields.append((name, given.get("value", "")))
            else:
                self._form.empty[name] = given.get("inputmode") or kind
                self._form.is_upload |= kind == "file"

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


WORDS = {"date": "2020-01-15", "number": "1", "numeric": "123456", "email": "me@example.org",
         "tel": "555-0123", "time": "09:00", "decimal": "1"}  # fmt: skip


def filled(form, pick=0):
    """What somebody sends who takes the choice at place `pick` of each question."""
    sent = dict(form.fields)
    for name, values in form.choices.items():
        if values:
            sent[name] = values[min(pick, len(values) - 1)]
    for name, kind in form.empty.items():
        sent[name] = WORDS.get(kind, "Is this pill good with milk? I take one each day.")
    return sent


@dataclass
class Seen:
    """One page that was opened."""

    name: str
    url: str
    status: int
    queries: int
    size: int
    html: str


class Robot:
    """Walks a practice with a browser; `seen` holds each page that answered, `broken` what did not."""

    def __init__(self, browser, practice, *, most=3):
        self.browser, self.base, self.most = browser, practice.get_absolute_url(), most
        self.seen, self.broken, self.sent, self.turned = {}, [], set(), {}
        self._waiting, self._late, self._last, self._known = [], [], [], set()

    def walk(self, *starts, rounds=1_500):
        """Opens the start pages and all that can be reached from them."""
        self._guessed = set(starts)  # some stand in other kinds of portal, or in the other seat, only
        for url in (self.base, *starts):
            self._note(url)
        while (self._waiting or self._late or self._last) and rounds:
            rounds -= 1
            if self._waiting:
                self._open(self._waiting.pop(0))
            else:
                (self._late or self._last).pop(0)()
        return self

    def _put_off(self, name, deed):
        (self._last if LAST.search(name) else self._late).append(deed)

    @property
    def names(self):
        """The names of the pages that were opened or forms that were sent."""
        return {page.name for page in self.seen.values()} | {name for name, _more in self.sent}

    def _name(self, url):
        try:
            match = resolve(url.split("?")[0].split("#")[0])
        except Resolver404:
            return ""
        return match.url_name if match.namespace == "practice" else ""

    def _note(self, url):
        url = url.split("#")[0]
        if not url.startswith(self.base) or url in self._known:
            return
        name = self._name(url)
        self._known.add(url)
        count = self.turned.setdefault(name, 0)
        if name and name not in ENDS and count < self.most:
            self.turned[name] += 1
            if LATE.search(name):
                self._put_off(name, partial(self._open, url))
            else:
                self._waiting.append(url)

    def _open(self, url):
        first = self.browser.get(url)
        if first.status_code == 405:
            return
        if first.status_code in (301, 302):
            self._note(first.url)
            return
        if first.status_code == 404 and url in self._guessed:
            return
        if first.status_code not in (200, 403, 422):
            self.broken.append((url, first.status_code))
            return
        with CaptureQueriesContext(connection) as asked:
            page = self.browser.get(url)  # what is new was noted on the first view
        if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
            return
        html = page.content.decode()
        count = sum(not NOT_A_QUESTION.match(each["sql"]) for each in asked)
        self.seen[url] = Seen(self._name(url), url, page.status_code, count, len(page.content), html)
        self._follow(url, html)

    def _follow(self, url, html):
        page = Page(html)
        for link in page.links:
            self._note(link if link.startswith("/") else "")
        for form in page.forms:
            if form.method == "post":
                name = self._name(form.action or url)
                if LATE.search(name):
                    self._put_off(name, partial(self._send, form, url))
                else:
                    self._send(form, url)

    def _send(self, form, url):
        target = form.action or url
        name = self._name(target)
        if not name or name in ENDS or form.is_upload:
            return
        for pick in range(2):
            calm = [button for button in form.buttons if not LATE.search(button[0] or "")]
            for button in calm[: self.most] or [(None, "")]:
                mark = (name, (button, pick, target if pick == 0 else ""))
                if sum(known == name for known, _more in self.sent) >= 2 * self.most or mark in self.sent:
                    continue
                self.sent.add(mark)
                sent = filled(form, pick) | ({button[0]: button[1]} if button[0] else {})
                answer = self.browser.post(target, sent)
                if answer.status_code >= 400 and answer.status_code not in (403, 404, 409, 422):
                    self.broken.append((f"POST {target}", answer.status_code))
                elif answer.status_code in (301, 302):
                    self._note(answer.url)
