"""An update's new roles and steps reach the organisations that are there already."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from courses.plain_language.models import PlainLanguageTask
from lms.organisations import after_migrating, joining
from lms.organisations.models import Membership, RoleGroup

LAST = [config for config in apps.get_app_configs() if config.models_module][-1]
CHANGED = [(object(), False)]


@pytest.fixture
def old(locales):
    """An organisation as an earlier version left it: no group for class leaders, no plain-language step."""
    made, _is_new = joining.join(
        facts=joining.Facts(name="Old", slug="old", kind="clinic", hostname="old.localhost")
    )
    Group.objects.filter(role_group__organisation=made, role_group__role=Membership.Role.LEADER).delete()
    made.workflow.workflow_tasks.all().delete()
    return made


def has_all(organisation):
    steps = [task.specific for task in organisation.workflow.tasks]
    group = RoleGroup.objects.filter(organisation=organisation, role=Membership.Role.LEADER)
    return group.exists() and any(isinstance(step, PlainLanguageTask) for step in steps)


def test_an_update_brings_what_is_new(old):
    assert not has_all(old)

    after_migrating.bring_in_step(sender=LAST, using="default", plan=CHANGED)

    assert has_all(old)


@pytest.mark.parametrize(
    ("sender", "plan"),
    [(LAST, []), (LAST, [(object(), True)]), (apps.get_app_config("courses"), CHANGED)],
    ids=["nothing migrated", "backwards", "not the last app"],
)
def test_otherwise_nothing_is_touched(sender, plan, old):
    after_migrating.bring_in_step(sender=sender, using="default", plan=plan)

    assert not has_all(old)
