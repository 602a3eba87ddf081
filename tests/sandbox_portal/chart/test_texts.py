"""Text shows itself in the language asked for, and falls back to the one it was written in."""

from django.utils import translation

from sandbox_portal.chart import Text

SON = Text("Son", (("es", "Hijo"),))


def test_a_region_falls_back_to_its_language():
    assert SON.in_language("es-MX") == "Hijo"


def test_an_unknown_language_falls_back_to_the_original():
    assert (SON.in_language("fr"), SON.in_language(None), SON.in_language("")) == ("Son", "Son", "Son")


def test_in_a_page_it_speaks_the_page_s_language():
    with translation.override("es"):
        assert str(SON) == "Hijo"


def test_an_empty_text_is_false():
    assert not Text("")
