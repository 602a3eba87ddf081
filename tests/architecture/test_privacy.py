"""Every model says which of its fields are about a person, and why they are kept."""

from django.apps import apps

from tests.architecture.places import APPS

OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def test_every_model_declares_its_personal_fields():
    silent = [model._meta.label for model in OURS if "PERSONAL_FIELDS" not in vars(model)]

    assert not silent


def test_every_declared_field_exists_and_has_a_reason():
    wrong = [
        f"{model._meta.label}.{field}"
        for model in OURS
        for field, reason in vars(model).get("PERSONAL_FIELDS", {}).items()
        if field not in {f.name for f in model._meta.get_fields()} or len(reason) < 8
    ]

    assert not wrong


def test_no_field_that_points_at_a_person_is_left_undeclared():
    pointing = {"user", "learner", "email", "actor_name", "practice"}
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_concrete_fields
        if field.name in pointing and field.name not in vars(model).get("PERSONAL_FIELDS", {})
    ]

    assert not silent
