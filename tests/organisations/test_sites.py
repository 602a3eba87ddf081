"""The site of a request is the one that Wagtail would choose."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page, Site

from lms.organisations import sites

HOSTS = ["lake.example", "lake.example:8000", "lake.example:8001", "other.example", "hill.example:81"]


def _chosen(find, host):
    request = RequestFactory(HTTP_HOST=host, SERVER_NAME=host.split(":")[0]).get("/")
    site = find(request)
    return site and site.pk


@pytest.mark.parametrize("has_default", [True, False])
@pytest.mark.parametrize("host", HOSTS)
def test_it_is_the_one_wagtail_chooses(db, host, has_default):
    root = Page.objects.get(depth=1).get_children().first()
    Site.objects.update(hostname="hill.example", port=80, is_default_site=has_default)
    for hostname, port in [("lake.example", 80), ("lake.example", 8000)]:
        Site.objects.create(hostname=hostname, port=port, root_page=root)

    assert _chosen(sites.asked, host) == _chosen(Site.find_for_request, host)


def test_the_default_site_serves_a_second_host_name_of_its_own(db):
    root = Page.objects.get(depth=1).get_children().first()
    Site.objects.update(hostname="hill.example", port=443)
    Site.objects.create(hostname="hill.example", port=8000, root_page=root)

    assert _chosen(sites.asked, "hill.example") == _chosen(Site.find_for_request, "hill.example")


def test_site_and_organisation_come_in_one_query(clinic, django_assert_num_queries):
    request = RequestFactory(HTTP_HOST="lakeside.localhost:8000").get("/")

    with django_assert_num_queries(1):
        assert sites.asked(request).organisation == clinic
        assert Site.find_for_request(request) == clinic.site
