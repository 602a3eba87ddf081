"""The practice portal on paper: every screen, the task cards, the answers; made-up people, both languages."""

import re
import zlib
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.takeaway import paper_portal
from lms.organisations.policy import Policy
from sandbox_portal.scenarios import loader
from tests.courses.conftest import HOST

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 12)


class Written(paper_portal.TaggedPdf):
    """A paper that remembers what is written on it."""

    def __init__(self, **about):
        super().__init__(**about)
        self.said = []

    def write_part(self, kind, text, **how):
        self.said.append((kind, text))
        super().write_part(kind, text, **how)


@pytest.fixture
def tasks(loaded):
    """The practice missions of the library."""
    loader.load()


def said(monkeypatch, language, policy=None):
    made = []

    def paper(**about):
        made.append(Written(**about))
        return made[0]

    monkeypatch.setattr(paper_portal, "TaggedPdf", paper)
    with translation.override(language):
        data = paper_portal.write(language=language, policy=policy or Policy(), today=TODAY)
    return data, made[0].said


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_holds_every_screen_every_task_and_their_answers(tasks, monkeypatch, language):
    _data, parts = said(monkeypatch, language)
    headings = [text for kind, text in parts if kind == "H2"]
    words = "\n".join(text for _kind, text in parts)

    assert len(headings) == 2 + len(paper_portal.SCREENS) + 1 + len(paper_portal.TASKS) + 1
    assert "Lisinopril" in words and "lakeside-unlock.example" in words
    assert "{" not in words
    assert [kind for kind, _text in parts].count("H1") == 1


def test_it_is_tagged_and_says_its_language(tasks, monkeypatch):
    data, _parts = said(monkeypatch, "es")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
    packed = b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")

    assert b"/Lang (es" in data and b"/MarkInfo" in data
    assert b"/H2 <</MCID" in packed


def test_a_clinics_own_numbers_and_words_stand_on_it(tasks, monkeypatch):
    own = Policy(portal_name="Hill Portal", nurse_line_phone="555-0199", reply_business_days=5)
    _data, parts = said(monkeypatch, "en", own)
    words = "\n".join(text for _kind, text in parts)

    assert "Hill Portal" in words and "555-0199" in words
    assert "We answer within 5 business days." in words


def test_a_result_that_is_not_out_yet_or_is_sensitive_is_not_on_it(tasks, monkeypatch):
    _data, parts = said(monkeypatch, "en")
    words = "\n".join(text for _kind, text in parts)

    assert "biopsy" not in words
    assert "Vitamin B12" not in words


def test_everybody_may_take_it_along(tasks, course):
    address = reverse("takeaway:practice", args=[course.slug])
    visitor = Client(HTTP_HOST=HOST)

    assert address in visitor.get(reverse("takeaway:index", args=[course.slug])).content.decode()
    answer = visitor.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert visitor.get(reverse("takeaway:practice", args=["no-such-course"])).status_code == 404
