"""The form of a pack: every rule has a field in a group, saving changes nothing else, faults are named."""

from collections import Counter

import pytest
from django.utils import translation

from lms.organisations.policy import Policy
from lms.organisations.rules_form import BETWEEN, RulesForm, _leaves
from lms.organisations.rules_groups import GROUPS

pytestmark = pytest.mark.django_db
NEEDED = {"portal_name": "Birch Online", "clinic_name": "Birch Clinic"}


def filled(policy=None, **changes):
    """The form as a browser sends it back, with these fields changed."""
    initial = RulesForm(policy=policy or Policy()).initial
    sent = {name: value for name, value in initial.items() if value is not None and value is not False}
    return RulesForm({**sent, **NEEDED, **changes})


def test_every_rule_has_a_field():
    fields = set(RulesForm(policy=Policy()).fields)
    rules = {name for name, _value in _leaves(Policy().model_dump())} - {"proxy__age_bands"}

    assert sorted(rules - fields - {"menu_words"}) == []


def test_every_field_stands_in_one_group():
    form = RulesForm(policy=Policy())
    found = Counter(field.name for each in form.groups() for field in each["fields"])

    assert {name: found[name] for name in form.fields if found[name] != 1} == {}
    assert all(each["fields"] for each in form.groups())


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_group_is_explained(language):
    with translation.override(language):
        assert all(str(group.title) and str(group.text) for group in GROUPS)
        assert language == "en" or str(GROUPS[4].title) == "Familias y personas que ayudan"


def test_saving_without_a_change_changes_nothing():
    form = filled()

    assert form.is_valid(), form.errors
    assert Policy.model_validate(form.policy_data) == Policy(**NEEDED)


def test_an_older_pack_keeps_what_it_says_and_gets_the_houses_new_rules(clinic):
    clinic.policy_data = {"proxy": {"review_business_days": 2}, "sign_in": {"sign_up": "review"}}
    clinic.full_clean(exclude=["hostname"])

    assert clinic.policy.proxy.review_business_days == 2
    assert clinic.policy.proxy.shared == ("appointments", "medicines", "messages", "results")
    assert clinic.policy.messages.open_days == 14


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"proxy__level_visits": ["bills"]}, "proxy__"),
        ({"proxy__level_visits": []}, "proxy__"),
        ({"corrections__review_days": 12}, "corrections__"),
        ({"laboratory__hours": "13"}, "laboratory__"),
        ({"laboratory__hours": "noon"}, "laboratory__hours"),
        ({"documents__link_days": "0"}, "documents__link_days"),
        ({"sign_in__code_tries": 99}, "sign_in__code_tries"),
    ],
)
def test_what_does_not_hold_is_told_at_its_field(changes, field):
    form = filled(**changes)

    assert not form.is_valid()
    assert all(name.startswith(field) for name in form.errors), form.errors


def test_ticked_lists_and_lines_come_back_as_lists():
    form = filled(
        **{
            f"proxy{BETWEEN}level_visits": ["appointments", "bills"],
            f"proxy{BETWEEN}level_everyday": ["appointments", "bills", "medicines"],
            f"proxy{BETWEEN}level_records": ["appointments", "bills", "medicines", "results"],
            "documents__link_days": "2\n14",
            "message_fee__topics": ["form"],
        }
    )

    assert form.is_valid(), form.errors
    pack = Policy.model_validate(form.policy_data)
    assert pack.proxy.shared == ("appointments", "medicines", "results", "bills")
    assert pack.documents.link_days == [2, 14]
    assert pack.message_fee.topics == ["form"]
