"""Rules and colours are data, and wrong data is refused with the place of the fault."""

import pytest
from django.core.exceptions import ValidationError

from lms.organisations.policy import Policy
from lms.organisations.theme import SMALLEST_CONTRAST, Theme, contrast

pytestmark = pytest.mark.django_db


def test_an_empty_pack_means_the_houses_rules(clinic):
    assert clinic.policy == Policy()
    assert clinic.theme.is_default


def test_the_demos_packs_hold():
    from lms.organisations.demo import ORGANISATIONS

    for facts in ORGANISATIONS:
        Policy.model_validate(facts["policy_data"])
        Theme.model_validate(facts["theme_data"])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"reply_business_days": 0}, "reply_business_days"),
        ({"reply_bussiness_days": 3}, "reply_bussiness_days"),
        ({"clinic_phone": "call us"}, "clinic_phone"),
        ({"message_fee": {"low": 9, "high": 3}}, "message_fee"),
        (
            {
                "proxy": {
                    "age_bands": [
                        {"from_age": 0, "to_age": 11, "access": "full"},
                        {"from_age": 13, "to_age": 17, "access": "none"},
                    ]
                }
            },
            "proxy",
        ),
        ({"menu_words": {"kitchen": {"en": "x", "es": "y"}}}, "menu_words"),
        ({"holidays": ["13-01"]}, "holidays"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(clinic, data, place):
    clinic.policy_data = data

    with pytest.raises(ValidationError) as error:
        clinic.full_clean()

    assert place in str(error.value.message_dict["policy_data"])


@pytest.mark.parametrize("data", [{"brand": "#88bbcc"}, {"brand_dark": "#333333"}, {"brand": "blue"}])
def test_a_colour_that_people_cannot_read_is_refused(clinic, data):
    clinic.theme_data = data

    with pytest.raises(ValidationError):
        clinic.full_clean()


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast(Theme().brand, "#ffffff") > SMALLEST_CONTRAST
