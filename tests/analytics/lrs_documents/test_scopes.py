"""Which scope opens which document resource."""

import pytest

from analytics.lrs.clients.errors import NotAllowed
from analytics.lrs.clients.models import Client
from tests.analytics.lrs_documents.conftest import named

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("scope", "kind", "method", "is_open"),
    [
        ("state", "state", "PUT", True),
        ("state", "activity-profile", "GET", False),
        ("profile", "activity-profile", "PUT", True),
        ("profile", "agent-profile", "DELETE", True),
        ("profile", "state", "GET", False),
        ("all/read", "state", "GET", True),
        ("all/read", "agent-profile", "GET", True),
        ("all/read", "state", "PUT", False),
        ("statements/write", "state", "PUT", False),
    ],
)
def test_a_scope_opens_what_it_says(clinic, ask, scope, kind, method, is_open):
    client = Client.objects.create(organisation=clinic, name="narrow", scopes=[scope])
    headers = {"If_None_Match": "*"} if method == "PUT" else {}

    if is_open:
        assert ask(method, kind, named(kind), b"{}", client=client, **headers).status in (204, 404)
    else:
        with pytest.raises(NotAllowed):
            ask(method, kind, named(kind), b"{}", client=client, **headers)
