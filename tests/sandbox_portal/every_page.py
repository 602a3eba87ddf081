"""What holds for every page of the pretend portal, whichever section it is of.

    class TestPages(EveryPage):
        PAGES = [("notes", {}), ("note", {"id": "knee-visit"})]

The names are those of the addresses, without "practice:". The fixture `page` of the folder opens them; where
more is needed before, the class has a fixture `seen` of its own.
"""

import pytest


class EveryPage:
    """Both languages, its own learner alone, few queries, in no index."""

    PAGES = []
    MOST_QUERIES = 12

    @pytest.fixture
    def seen(self, page, one_page):
        """Opens the page: seen(by=cleo, language="es")."""
        name, kwargs = one_page
        return lambda **how: page(name, **how, **kwargs)

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_it_opens_with_few_queries(self, seen, language, django_assert_max_num_queries):
        seen(language=language)  # what is opened once is written down once

        with django_assert_max_num_queries(self.MOST_QUERIES):
            answer = seen(language=language)

        assert answer.status_code == 200
        assert "noindex" in answer["X-Robots-Tag"]

    def test_a_stranger_and_a_visitor_get_a_404(self, seen, cleo):
        assert seen(by=cleo).status_code == 404
        assert seen(by=None).status_code == 404
