"""Every page of these sections: both languages, its own learner alone, few queries, in no index."""

import pytest

from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


class TestPages(EveryPage):
    PAGES = [
        ("privacy", {}),
        ("privacy", {"query": "?who=proxy"}),
        ("privacy-row", {"id": "stranger-in"}),
        ("privacy-row", {"id": "night-doctor"}),
        ("privacy-ask", {"id": "lab-system"}),
        ("privacy-devices", {}),
        ("privacy-password", {}),
        ("privacy-text", {}),
        ("privacy-fake-page", {}),
        ("apps", {}),
        ("app-offer", {"id": "pill-clock"}),
        ("failures", {}),
        ("failure", {"id": "maintenance"}),
        ("failure", {"id": "file-too-large"}),
    ]


def test_with_apps_reports_and_files_it_costs_no_more(page, key, django_assert_max_num_queries):
    from sandbox_portal.sections.apps.models import AppLink

    for app, scope in (("pill-clock", "medicines"), ("step-band", "readings")):
        page("app-offer", id=app, data={"form_key": key()})
        data = {"scopes": [scope], "days": 30, "understands": "on"}
        page("app-consent", pk=AppLink.objects.get(app=app).pk, data=data)
    page("privacy-ask", id="lab-system", data={"form_key": key(), "why": "not-known"})
    for name, kwargs in (
        ("privacy", {}),
        ("privacy-row", {"id": "lab-system"}),
        ("apps", {}),
        ("app", {"pk": AppLink.objects.get(app="step-band").pk}),
    ):
        page(name, **kwargs)
        with django_assert_max_num_queries(12):
            page(name, **kwargs)


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("privacy-row", {"id": "nothing"}),
        ("privacy-ask", {"id": "nothing"}),
        ("privacy-report", {"pk": 9}),
        ("app-offer", {"id": "nothing"}),
        ("app", {"pk": 9}),
        ("app-consent", {"pk": 9}),
        ("app-end", {"pk": 9}),
    ],
)
def test_what_is_not_there_is_a_404(page, name, kwargs):
    assert page(name, **kwargs).status_code == 404
