"""A suspended or closed organisation's clients are refused, by secret and by token, until it opens again."""

import pytest

from analytics.lrs.clients import actions, auth, tokens
from analytics.lrs.clients.errors import NotAuthenticated
from analytics.lrs.clients.scopes import Scope
from lms.organisations import changing
from lms.organisations.models import Organisation

Status = Organisation.Status


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.CLOSED])
def test_keys_and_tokens_work_only_while_the_organisation_is_active(status, clinic):
    client, secret = actions.create(organisation=clinic, name="one", scopes_granted=["all"])
    token = f"Bearer {tokens.make(client, [Scope.ALL])}"
    assert auth.by_secret(client.key, secret) == auth.authenticate_header(token) == client

    changing.set_status(organisation=clinic, status=status)
    auth.forget_all()

    with pytest.raises(NotAuthenticated):
        auth.by_secret(client.key, secret)
    with pytest.raises(NotAuthenticated):
        auth.authenticate_header(token)

    changing.set_status(organisation=clinic, status=Status.ACTIVE)
    auth.forget_all()
    assert auth.by_secret(client.key, secret) == client


def test_anothers_suspension_changes_nothing(clinic, nonprofit):
    client, secret = actions.create(organisation=clinic, name="one", scopes_granted=["all"])

    changing.set_status(organisation=nonprofit, status=Status.SUSPENDED)
    auth.forget_all()

    assert auth.by_secret(client.key, secret) == client
