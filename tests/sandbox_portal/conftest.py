"""What the tests of all sections share."""


def pytest_generate_tests(metafunc):
    """Asks the tests of every_page.EveryPage once for each page that their class lists."""
    if "one_page" in metafunc.fixturenames:
        pages = metafunc.cls.PAGES
        metafunc.parametrize("one_page", pages, ids=["-".join(_words(page)) for page in pages])


def _words(page):
    *names, kwargs = page
    return [*names, *(str(value) for value in kwargs.values())]
