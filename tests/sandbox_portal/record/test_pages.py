"""Every page of the record sections: both languages, its own learner alone, few queries, in no index."""

import pytest

pytestmark = pytest.mark.django_db
PAGES = pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("notes", {}),
        ("note", {"id": "knee-visit"}),
        ("health", {}),
        ("health-vaccine", {}),
        ("health-shots", {}),
        ("health-allergy", {}),
        ("health-allergy-wrong", {"id": "penicillin"}),
        ("corrections", {}),
        ("correction-route", {}),
        ("correction-new", {}),
        ("correction-new", {"query": "?visit=knee-visit"}),
        ("profile", {}),
        ("profile-change", {"field": "address"}),
        ("profile-change", {"field": "insurance"}),
        ("documents", {}),
        ("document", {"id": "summary"}),
        ("document", {"id": "shots"}),
        ("document-file", {"id": "summary", "form": "pdf"}),
        ("document-file", {"id": "shots", "form": "fhir"}),
        ("document-share", {"id": "shots"}),
        ("document-upload", {}),
        ("document-letters", {}),
        ("medicines-check", {}),
        ("medicine-taking", {"id": "lisinopril"}),
        ("medicine-missing", {}),
    ],
)


@PAGES
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_opens(page, name, kwargs, language):
    assert page(name, language=language, **kwargs).status_code == 200


@PAGES
def test_a_stranger_and_a_visitor_get_a_404(page, cleo, name, kwargs):
    assert page(name, by=cleo, **kwargs).status_code == 404
    assert page(name, by=None, **kwargs).status_code == 404


@PAGES
def test_the_page_costs_few_queries(page, name, kwargs, django_assert_max_num_queries):
    page(name, **kwargs)
    with django_assert_max_num_queries(12):
        page(name, **kwargs)


@PAGES
def test_the_page_is_kept_out_of_search_engines(page, name, kwargs):
    assert "noindex" in page(name, **kwargs)["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("note", {"id": "nothing"}),
        ("health-report", {"pk": 9}),
        ("health-allergy-wrong", {"id": "nothing"}),
        ("correction", {"pk": 9}),
        ("profile-change", {"field": "nothing"}),
        ("profile-confirm", {"pk": 9}),
        ("document", {"id": "nothing"}),
        ("document-link", {"pk": 9}),
        ("document-letter", {"pk": 9}),
        ("medicine-taking", {"id": "nothing"}),
        ("medicine-report", {"pk": 9}),
    ],
)
def test_what_is_not_there_is_a_404(page, name, kwargs):
    assert page(name, **kwargs).status_code == 404
