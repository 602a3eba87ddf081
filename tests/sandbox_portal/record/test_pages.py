"""Every page of the record sections: both languages, its own learner alone, few queries, in no index."""

import pytest

from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


class TestPages(EveryPage):
    PAGES = [
        ("notes", {}),
        ("note", {"id": "knee-visit"}),
        ("health", {}),
        ("health-vaccine", {}),
        ("health-shots", {}),
        ("health-allergy", {}),
        ("health-allergy-wrong", {"id": "penicillin"}),
        ("corrections", {}),
        ("correction-route", {}),
        ("correction-doors", {}),
        ("correction-new", {}),
        ("correction-new", {"query": "?visit=knee-visit"}),
        ("profile", {}),
        ("profile-change", {"field": "address"}),
        ("profile-change", {"field": "insurance"}),
        ("profile-change", {"field": "race"}),
        ("profile-change", {"field": "ethnicity"}),
        ("documents", {}),
        ("document", {"id": "summary"}),
        ("document", {"id": "shots"}),
        ("document-file", {"id": "summary", "form": "pdf"}),
        ("document-file", {"id": "shots", "form": "fhir"}),
        ("document-share", {"id": "shots"}),
        ("document-upload", {}),
        ("document-letters", {}),
        ("copies", {}),
        ("copies-new", {}),
        ("computer", {}),
        ("medicines-check", {}),
        ("medicine-taking", {"id": "lisinopril"}),
        ("medicine-missing", {}),
    ]


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
        ("copies-asked", {"pk": 9}),
        ("copies-review", {"pk": 9}),
        ("medicine-taking", {"id": "nothing"}),
        ("medicine-report", {"pk": 9}),
    ],
)
def test_what_is_not_there_is_a_404(page, name, kwargs):
    assert page(name, **kwargs).status_code == 404
