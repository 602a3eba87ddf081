"""Real help: the right numbers, for everybody, without an account or script."""

import pytest
from django.urls import reverse

from lms.organisations.policy import Policy
from lms.site import helplines


def _help(client):
    return client.get(reverse("site:help")).content.decode()


def test_the_page_shows_the_clinics_numbers_to_call(clinic, client_for):
    clinic.policy_data = {
        "clinic_name": "Bayview Clinic",
        "clinic_phone": "(212) 555-2345",
        "nurse_line_phone": "212-555-2346",
        "poison_number": "1-800-222-1222",
    }
    clinic.save()

    html = _help(client_for())

    for number in ["911", "988", "1-800-222-1222", "(212)555-2345", "212-555-2346"]:
        assert f'href="tel:{number}"' in html
    assert "Bayview Clinic" in html
    assert "made up" not in html.split("</main>")[0]


def test_a_site_without_a_clinic_never_shows_the_pretend_clinics_number(nonprofit, client_for):
    html = _help(client_for(host="localhost"))

    assert 'href="tel:911"' in html
    assert Policy().clinic_phone not in html
    assert Policy().nurse_line_phone not in html


def test_a_made_up_number_is_called_made_up(clinic, client_for):
    clinic.policy_data = {"clinic_phone": "555-0100"}
    clinic.save()

    assert "made up" in _help(client_for())


def test_another_countrys_numbers_take_the_place_of_the_us_lines(clinic, client_for):
    clinic.policy_data = {"emergency_number": "112", "crisis_number": "116 123"}
    clinic.save()

    html = _help(client_for())

    assert 'href="tel:112"' in html
    assert 'href="tel:116123"' in html
    assert "sms:" not in html
    assert helplines.US_VIOLENCE_LINE not in html
    assert "call 112" in html  # the note at the foot


@pytest.mark.parametrize("number", ["555-0100", "1-800-555-0199", "(212) 555 0142", "2125550111"])
def test_numbers_kept_for_made_up_people_are_known(number):
    assert helplines.is_made_up(number)


@pytest.mark.parametrize("number", ["911", "988", "1-800-222-1222", "555-0200", "555-1234"])
def test_real_numbers_are_not_called_made_up(number):
    assert not helplines.is_made_up(number)


def test_the_way_out_is_a_plain_link(clinic, client_for):
    html = _help(client_for())

    assert 'href="https://www.weather.gov/" rel="noreferrer" data-leave' in html
