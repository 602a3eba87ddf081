"""With more organisations no page asks the database more often. Times: tests/bench/bench_organisations.py."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses import routing
from lms.organisations import sites
from tests.organisations import tenants

pytestmark = pytest.mark.django_db


def questions(tenant, desk):
    """Returns {what: a function that asks it}, as the benchmark asks it."""
    host, learn = tenant.organisation.site.hostname, tenant.own.course.get_parent()
    visitor, requests = Client(HTTP_HOST=host), RequestFactory(HTTP_HOST=host)

    def page(client, address):
        answer = client.get(address)
        assert answer.status_code == 200 and tenant.mark in answer.text

    def look_up():
        request = requests.get("/en/")
        assert sites.asked(request).organisation == tenant.organisation
        assert routing.root_paths(request)

    return {
        "explorer": lambda: page(desk, reverse("wagtailadmin_explore", args=[learn.pk])),
        "chooser": lambda: page(desk, reverse("wagtailadmin_choose_page_child", args=[learn.pk])),
        "search": lambda: page(desk, f"{reverse('wagtailadmin_choose_page_search')}?q={tenant.mark}"),
        "course": lambda: page(visitor, "/en/learn/course/"),
        "site": look_up,
    }


def counted(asked):
    found = {}
    for what, ask in asked.items():
        ask()  # what is kept for everybody is there
        with CaptureQueriesContext(connection) as queries:
            ask()
        found[what] = len(queries)
    return found


def test_six_organisations_cost_no_query_more_than_two(numbat, quokka, desk_of):
    asked = questions(numbat, desk_of(numbat, "author"))
    with_two = counted(asked)

    for mark in ("wombat", "bilby", "possum", "potoroo"):
        tenants.make(mark, slug=mark, hostname=f"{mark}.localhost")

    assert counted(asked) == with_two
    assert with_two["course"] <= 10
