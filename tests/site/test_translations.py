"""All that the site says is there in Spanish: whole, up to date, and polite."""

import re

import pytest

from tests.site import catalogue

PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w+\}|</?\w+>")
# Forms of "tú", which we never say to a reader; and orders, which begin a sentence.
FAMILIAR = re.compile(
    r"\b(?:tú|tus?|ti|te|contigo|tuy[oa]s?|eres|estás|tienes|puedes|quieres|debes|necesitas|sabes|haces)\b",
    re.IGNORECASE,
)
ORDER = re.compile(r"(?:^|[.:!?] )(?:Haz|Elige|Escribe|Abre|Mira|Llama|Lee|Manda|Envía|Pide|Prueba|Revisa)\b")
A_PERSON_SPEAKS = re.compile(r"%\(name\)s: “[^”]*”")  # a made-up son may say "tú" to his mother


@pytest.fixture(scope="module")
def entries():
    found = catalogue.entries()
    assert len(found) > 1000
    return found


def _forms(entry):
    """Returns each English form with its Spanish one."""
    english = (entry.wanted.text, entry.wanted.plural) if entry.wanted.plural else (entry.wanted.text,)
    assert len(english) == len(entry.spanish), entry
    return list(zip(english, entry.spanish, strict=True))


def test_every_text_has_its_spanish(entries):
    without = [entry.wanted.text for entry in entries if entry.is_guess or not all(entry.spanish)]

    assert without == []


def test_the_spanish_names_the_same_values_and_marks(entries):
    forms = [pair for entry in entries for pair in _forms(entry)]

    assert [pair for pair in forms if sorted(PLACE.findall(pair[0])) != sorted(PLACE.findall(pair[1]))] == []


def test_the_site_reads_what_the_translator_wrote(entries):
    read = catalogue.compiled()

    assert [entry for entry in entries if catalogue.said_by(read, entry) != entry.spanish] == []
    assert len({key for key in read._catalog if key}) == sum(len(entry.spanish) for entry in entries)


def test_a_new_text_needs_its_spanish(entries):
    known = {(entry.wanted.text, entry.wanted.context) for entry in entries}
    plurals = {entry.wanted for entry in entries if entry.wanted.plural}
    asked = catalogue.asked_for()

    assert len(asked) > 1000
    missing = {
        one: where
        for one, where in asked.items()
        if (one not in plurals if one.plural else (one.text, one.context) not in known)
    }
    assert missing == {}


def test_no_text_is_translated_that_nobody_asks_for(entries):
    asked = {(one.text, one.context) for one in catalogue.asked_for()}

    idle = [entry.wanted for entry in entries if (entry.wanted.text, entry.wanted.context) not in asked]
    assert idle == []


def test_a_reader_is_always_usted(entries):
    said = [A_PERSON_SPEAKS.sub("", spanish) for entry in entries for spanish in entry.spanish]

    assert [text for text in said if FAMILIAR.search(text) or ORDER.search(text)] == []


@pytest.mark.parametrize(
    "text", ["Abre tu portal.", "Ya puedes pedirla", "Listo. Elige una opción.", "Para ti"]
)
def test_the_familiar_form_would_be_seen(text):
    assert FAMILIAR.search(text) or ORDER.search(text)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('{% translate "New words" %}', catalogue.Wanted("New words")),
        ('{% translate "When" context "a row" %}', catalogue.Wanted("When", context="a row")),
        ('{% include "a.html" with title=_("New words") %}', catalogue.Wanted("New words")),
        (
            "{% blocktranslate trimmed %}\n It’s {{ n }}%\n{% endblocktranslate %}",
            catalogue.Wanted("It’s %(n)s%%"),
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            catalogue.Wanted("%(n)s day", "%(n)s days"),
        ),
    ],
)
def test_a_new_text_of_a_template_is_found(source, wanted):
    assert catalogue.in_template("{% load i18n %}" + source) == {wanted}


def test_a_new_text_of_python_is_found():
    source = '_("New words"), ngettext("%(n)d day", "%(n)d days", n), pgettext("a row", "When"), _(name)'

    assert catalogue.in_python(source) == {
        catalogue.Wanted("New words"),
        catalogue.Wanted("%(n)d day", "%(n)d days"),
        catalogue.Wanted("When", context="a row"),
    }
