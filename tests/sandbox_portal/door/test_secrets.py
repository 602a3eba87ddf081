"""Nothing typed into a password field is stored, logged or shown again, anywhere."""

import logging

import pytest
from django.apps import apps
from django.core.signals import got_request_exception
from django.views.debug import SafeExceptionReporterFilter

from sandbox_portal.sections.door import signing_in
from tests.sandbox_portal.door.test_signing_up import activate

pytestmark = pytest.mark.django_db
SECRET = "zebra violin teapot canyon"


def everything_stored():
    """Returns every value of every row of every table, as one text."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rows += [str(row) for row in model._base_manager.values()]
    return "\n".join(rows)


def test_a_wrong_password_leaves_no_trace(page, outside, caplog):
    outside()
    caplog.set_level(logging.DEBUG)
    answer = page("door", data={"name": "ruth-alvarez", "password": SECRET, "tries": 0})
    page("door", data={"name": "ruth-alvarez", "password": SECRET, "show": "yes"})

    assert SECRET not in answer.content.decode()
    assert SECRET not in everything_stored()
    assert SECRET not in caplog.text


def test_a_chosen_password_leaves_no_trace(page, invited, caplog, now):
    activate(page, invited())
    caplog.set_level(logging.DEBUG)
    page("door-terms", data={"choice": "yes"})
    page("door-name", data={"choice": "ruth-by-the-lake"})
    refused = page("door-passphrase", data={"password": SECRET[:12]})
    answer = page("door-passphrase", data={"password": SECRET}, follow=True)

    assert now().door.has_passphrase
    assert SECRET not in answer.content.decode() and SECRET[:12] not in refused.content.decode()
    assert SECRET[:12] not in everything_stored()
    assert SECRET[:12] not in caplog.text


def test_a_reset_password_leaves_no_trace(page, outside, digits, caplog):
    outside()
    caplog.set_level(logging.DEBUG)
    page("door-forgot-password", data={"name": "ruth-alvarez", "channel": "text"})
    page("door-reset", data={"code": digits("reset")})
    page("door-new-password", data={"password": SECRET})

    assert SECRET not in everything_stored()
    assert SECRET not in caplog.text


def test_an_error_report_leaves_the_password_out(page, outside, ruth, client_for, practice, monkeypatch):
    outside()
    seen = []

    def break_down(**said):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(signing_in, "try_password", break_down)
    client = client_for(ruth)
    client.raise_request_exception = False

    def keep(sender, request, **more):
        seen.append(SafeExceptionReporterFilter().get_post_parameters(request))

    got_request_exception.connect(keep)
    try:
        client.post(
            f"/en/practice/{practice.key}/door/", {"name": "ruth-alvarez", "password": SECRET, "tries": 0}
        )
    finally:
        got_request_exception.disconnect(keep)

    assert seen and SECRET not in str(seen[0])


def test_no_model_at_the_door_has_a_place_for_a_password():
    models = apps.get_app_config("sandbox_portal").get_models()
    named = [f"{m.__name__}.{f.name}" for m in models for f in m._meta.concrete_fields if "pass" in f.name]

    # The card's own invented password of an imported person, and two yes-or-no facts.
    assert sorted(named) == [
        "Account.has_passed",
        "Account.has_passphrase",
        "ImportedPersona.password",
        "ShareLink.passcode",
    ]
