"""Any JSON in, and any bytes: an answer of the 200s or 400s, never a 500."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.lrs.errors import LRSError
from analytics.lrs.statements import multipart, questions
from analytics.lrs.validation import formats, rules, strict
from tests.analytics.lrs.conftest import ONE, TWO, statement

QUICK = settings(
    max_examples=150, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
NAMES = [
    "actor", "verb", "object", "id", "mbox", "account", "homePage", "name", "objectType", "member",
    "definition", "result", "score", "scaled", "raw", "min", "max", "duration", "context", "registration",
    "parent", "contextActivities", "extensions", "attachments", "sha2", "timestamp", "version",
]  # fmt: skip
names = st.sampled_from(NAMES) | st.text(max_size=8)
KINDS = ["Agent", "Group", "Activity", "SubStatement", "StatementRef", "a:b", "mailto:a@b.c", "P1D"]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(KINDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
FULL = statement(
    result={"score": {"raw": 1}, "duration": "PT1S", "extensions": {"a:b": 1}},
    context={"contextActivities": {"parent": [{"id": "a:b"}]}, "team": {"objectType": "Group", "member": []}},
    timestamp="2026-01-01T00:00:00Z",
)


@st.composite
def nearly_statements(draw):
    """Statements with one part somewhere replaced by anything."""
    document = copy.deepcopy(FULL)
    part = document
    while True:
        name = draw(st.sampled_from(sorted(part)) | names)
        inner = part.get(name)
        if isinstance(inner, dict) and inner and draw(st.booleans()):
            part = inner
            continue
        part[name] = draw(values)
        return document


@QUICK
@given(document=values | nearly_statements(), version=st.sampled_from([ONE, TWO]))
def test_anything_is_a_statement_or_refused(document, version):
    try:
        rules.check(document, version)
    except LRSError as error:
        assert error.status == 400


@pytest.mark.django_db
@QUICK
@given(document=values | nearly_statements() | st.lists(nearly_statements(), max_size=3))
def test_anything_posted_is_stored_or_400(ask, document):
    answer = ask("POST", body=json.dumps(document))

    assert answer.status_code in (200, 400)
    if answer.status_code == 200 and answer.json():
        for form in ("ids", "canonical", "exact"):
            assert ask("GET", statementId=answer.json()[0], format=form).status_code in (200, 404)


@pytest.mark.django_db
@QUICK
@given(
    content=st.binary(max_size=200),
    kind=st.sampled_from(
        ["application/json", "multipart/mixed; boundary=b", "multipart/mixed", "text/plain", ""]
    ),
)
def test_any_bytes_are_400(ask, content, kind):
    assert ask("POST", body=content, kind=kind).status_code in (200, 400)


@pytest.mark.django_db
@QUICK
@given(given_=st.dictionaries(st.sampled_from(sorted(questions._KNOWN)), st.text(max_size=20), max_size=3))
def test_any_parameters_are_answered(ask, given_):
    given_ = {name: value.encode("utf-8", "replace").decode() for name, value in given_.items()}

    assert ask("GET", **given_).status_code in (200, 400, 404)


@QUICK
@given(text=st.text(max_size=30) | st.from_regex(formats._MOMENT, fullmatch=True))
def test_any_text_is_a_time_stamp_or_not(text):
    if formats.is_moment(text):
        assert formats.moment(text).utcoffset() is not None


@QUICK
@given(content=st.binary(max_size=300))
def test_any_parts_are_read_or_refused(content):
    for read in (
        lambda: multipart.split("multipart/mixed; boundary=b", content),
        lambda: strict.read(content),
    ):
        try:
            read()
        except LRSError as error:
            assert error.status == 400
