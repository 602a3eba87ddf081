"""Words of a glossary are found in a text and explained where they stand, with HTML that is still whole."""

import re
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString

from lms.explaining import Explainer, Word, forms

TEAM = Word("care-team", "care team", "The people <who> look after you.", forms("care team", "en"))
ALLERGY = Word("allergy", "allergy", "What your body cannot stand.", forms("allergy", "en"))
CARE = Word("care", "care", "What a clinic gives.", ("care",))
WORDS = Explainer([CARE, TEAM, ALLERGY])


def marked(html):
    return re.findall(r'popovertarget="([^"]+)">([^<]+)</button>', html)


def explained(html, **more):
    return WORDS.explain(SafeString(html), place="p1", **more)


def test_the_first_of_each_word_is_explained_and_no_other():
    html = explained("<p>Your care team asks. A care team listens.</p>")

    assert marked(html)[0] == ("p1-care-team", "care team")
    assert html.count('class="word"') == 1
    assert html.endswith("A care team listens.</p>")


def test_the_longer_word_wins():
    html = explained("A care team. Care!")

    assert re.findall(r'class="word" popovertarget="([^"]+)"', html) == ["p1-care-team", "p1-care"]


@pytest.mark.parametrize("text", ["carefully", "aftercare", "care-taker", "scare"])
def test_a_part_of_another_word_is_left_alone(text):
    assert explained(text) == text


def test_a_plural_and_a_capital_letter_are_the_same_word():
    assert ">Allergies</button>" in explained("Allergies matter.")


@pytest.mark.parametrize("name", ["a", "button", "h2", "summary", "label"])
def test_no_button_stands_inside(name):
    html = f"<{name} title='care'>care</{name}>"

    assert explained(html) == html


def test_attributes_stay_as_they_are():
    html = '<p title="care team">Hello</p>'

    assert explained(html) == html


def test_what_a_word_means_is_escaped_and_so_is_text_that_nobody_called_safe():
    assert "&lt;who&gt;" in explained("care team")
    assert "<script>" not in WORDS.explain("<script>care team</script>", place="x")


def test_inside_a_paragraph_stands_only_what_may_stand_there():
    class Looker(HTMLParser):
        def __init__(self):
            super().__init__()
            self.names = set()

        def handle_starttag(self, tag, attrs):
            self.names.add(tag)

    looker = Looker()
    looker.feed(explained("<p>care team</p>", address="/en/words/"))

    assert looker.names == {"p", "button", "span", "b", "a"}


def test_it_leads_to_the_word_in_the_glossary_where_there_is_one():
    assert 'href="/en/words/#word-care-team"' in explained("care team", address="/en/words/")
    assert "href" not in explained("care team")


def test_without_words_nothing_changes():
    assert Explainer([]).explain(SafeString("<p>care</p>"), place="x") == "<p>care</p>"


@pytest.mark.parametrize(
    ("word", "language", "plural"),
    [
        ("care team", "en", "care teams"),
        ("copay", "en", "copays"),
        ("allergy", "en", "allergies"),
        ("diagnosis", "en", "diagnoses"),
        ("portal para pacientes", "es", "portales para pacientes"),
        ("resultado", "es", "resultados"),
        ("lápiz", "es", "lápices"),
        ("aplicación", "es", "aplicaciones"),
    ],
)
def test_plurals(word, language, plural):
    assert forms(word, language) == (word, plural)
