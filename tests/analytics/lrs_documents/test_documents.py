"""Documents: stored as they came, merged one level deep, and changed only by who knows the present one."""

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.lrs.documents import merging
from analytics.lrs.documents.errors import BadRequest
from analytics.lrs.documents.models import Document
from tests.analytics.lrs.conftest import clause
from tests.analytics.lrs_documents.conftest import ACTIVITY, AGENT, ONE, RESOURCES, TWO, named, place

pytestmark = pytest.mark.django_db
KINDS = sorted(RESOURCES)
PROFILES = ["activity-profile", "agent-profile"]
NEW = {"If_None_Match": "*"}
every_kind = pytest.mark.parametrize("kind", KINDS)
both_versions = pytest.mark.parametrize("version", [ONE, TWO])


class TestStoring:
    @every_kind
    @both_versions
    @clause(
        "3-2.2 documents",
        "3-2.3 PUT and GET",
        "3-2.6 PUT and GET of agent profiles",
        "3-2.7 PUT and GET of activity profiles",
    )
    def test_what_is_put_comes_back_byte_by_byte_with_its_type(self, ask, kind, version):
        content = b"\x00\xff arbitrary \r\n bytes"
        put = ask("PUT", kind, named(kind), content, version=version, Content_Type="image/x-odd; a=b", **NEW)
        got = ask("GET", kind, named(kind), version=version)

        assert (put.status, put.content) == (204, b"")
        assert (got.status, got.content, got.content_type) == (200, content, "image/x-odd; a=b")

    @every_kind
    @clause("3-3.1 ETag on GET", "3-3.1 ETag is the SHA-1 of the contents, in quotes")
    def test_the_tag_is_the_quoted_sha1_in_lower_case(self, ask, kind):
        ask("PUT", kind, named(kind), b'{"a": 1}', **NEW)

        tag = ask("GET", kind, named(kind)).headers["ETag"]

        assert tag == f'"{hashlib.sha1(b"""{"a": 1}""").hexdigest()}"'

    @every_kind
    @clause("3-2.2 Last-Modified", "2.0-4.1.6.2 Last-Modified")
    def test_it_says_when_it_was_changed_last(self, ask, kind):
        ask("PUT", kind, named(kind), b"{}", **NEW)
        Document.objects.update(updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

        one, many = ask("GET", kind, named(kind)), ask("GET", kind, place(kind))

        assert one.headers["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
        assert many.headers["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"

    @every_kind
    @clause("3-1.1 HEAD as GET")
    def test_head_is_get(self, ask, kind):
        ask("PUT", kind, named(kind), b"{}", **NEW)

        assert ask("HEAD", kind, named(kind)).headers == ask("GET", kind, named(kind)).headers

    @every_kind
    @clause("3-3.2 404")
    def test_what_is_not_there_is_404(self, ask, kind):
        assert ask("GET", kind, named(kind)).status == 404

    @every_kind
    @pytest.mark.parametrize("version", [ONE, TWO])
    @clause("3-2.3 DELETE", "3-2.6 DELETE", "3-2.7 DELETE")
    def test_a_deleted_document_is_gone_and_may_be_deleted_again(self, ask, kind, version):
        ask("PUT", kind, named(kind), b"{}", **NEW)

        again = [ask("DELETE", kind, named(kind), version=version).status for _time in range(2)]

        assert again == [204, 204]
        assert ask("GET", kind, named(kind)).status == 404

    @every_kind
    @pytest.mark.parametrize("method", ["PUT", "POST"])
    @clause("3-3.2 the content type matches the content")
    def test_what_calls_itself_json_and_is_none_is_400(self, ask, kind, method):
        for content in (b"{", b'{"a": NaN}', b"\xff", b"[" * 100_000):
            assert ask(method, kind, named(kind), content, **NEW).status == 400
        assert not Document.objects.exists()

    @clause("3-2.2 no prior knowledge of activity or agent")
    def test_activities_and_agents_nobody_knows_are_welcome(self, ask):
        assert ask("POST", "state", named("state"), b"{}").status == 204


class TestMerging:
    @every_kind
    @clause("3-2.2 merging", "3-2.2 204 after merging")
    def test_top_level_properties_are_set_anew_and_others_stay(self, ask, kind):
        ask("POST", kind, named(kind), b'{"x": {"deep": 1, "gone": 2}, "y": "bar"}')
        answer = ask("POST", kind, named(kind), b'{"x": {"deep": 3}, "z": "faz"}')

        assert answer.status == 204
        assert json.loads(ask("GET", kind, named(kind)).content) == {
            "x": {"deep": 3}, "y": "bar", "z": "faz",
        }  # fmt: skip

    @every_kind
    @pytest.mark.parametrize(
        ("there", "there_type", "posted", "posted_type"),
        [
            (b"{}", "application/json", b"{}", "text/plain"),
            (b"{}", "text/plain", b"{}", "application/json"),
            (b"[1]", "application/json", b"{}", "application/json"),
            (b"{}", "application/json", b"[1]", "application/json"),
            (b"{}", "application/json", b"{", "application/json"),
            (b"{}", "application/json", b'"text"', "application/json"),
        ],
    )
    @clause("3-2.2 only JSON objects are merged")
    def test_anything_else_is_400_and_changes_nothing(
        self, ask, kind, there, there_type, posted, posted_type
    ):
        ask("PUT", kind, named(kind), there, Content_Type=there_type, **NEW)
        before = ask("GET", kind, named(kind))

        assert ask("POST", kind, named(kind), posted, Content_Type=posted_type).status == 400
        assert ask("GET", kind, named(kind)) == before

    @every_kind
    @clause("3-2.2 POST of a new document")
    def test_posting_where_nothing_is_stores_it_as_it_came(self, ask, kind):
        ask("POST", kind, named(kind), b'{ "a":1.10 }')

        assert ask("GET", kind, named(kind)).content == b'{ "a":1.10 }'

    def test_a_character_set_in_the_type_is_still_json(self, ask):
        ask("POST", "state", named("state"), b'{"a": 1}', Content_Type="application/json; charset=utf-8")

        assert ask("POST", "state", named("state"), b'{"b": 2}').status == 204

    def test_numbers_stay_as_they_came(self):
        merged = merging.merge(b'{"big": 1e999, "long": 0.1000000000000000000001}', b'{"small": -0}')

        assert merged == b'{"big":1e999,"long":0.1000000000000000000001,"small":-0}'

    def test_names_that_are_written_differently_are_the_same(self):
        assert merging.merge('{"é": 1}'.encode(), b'{"\\u00e9": 2}') == b'{"\\u00e9":2}'

    objects = st.dictionaries(
        st.text(), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists), max_size=6
    )

    @given(existing=objects, posted=objects, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
    @settings(max_examples=150, deadline=None)
    def test_merging_is_what_the_standard_calls_it(self, existing, posted, indent, ascii_only):
        def written(value):
            return json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode(errors="surrogatepass")

        try:
            merged = merging.merge(written(existing), written(posted))
        except BadRequest:
            pytest.fail("two objects could not be merged")

        assert json.loads(merged) == {**existing, **posted}

    @given(st.binary(max_size=60))
    @settings(max_examples=200, deadline=None)
    def test_any_bytes_are_merged_or_refused(self, content):
        try:
            found = merging.members(content)
        except BadRequest:
            return
        assert isinstance(found, dict)


class TestLists:
    @every_kind
    @clause("3-2.3 list of ids", "3-2.6 list of ids", "3-2.7 list of ids")
    def test_it_names_all_and_only_those_of_the_place(self, ask, kind):
        for name in ("b", "a", "ü/ &?"):
            ask("PUT", kind, named(kind, name), b"{}", **NEW)
        elsewhere = {"activityId": ACTIVITY + "/other"} if kind != "agent-profile" else {
            "agent": json.dumps({"mbox": "mailto:ruth@clinic.example"})
        }  # fmt: skip
        ask("PUT", kind, named(kind, "far") | elsewhere, b"{}", **NEW)

        answer = ask("GET", kind, place(kind))

        assert json.loads(answer.content) == ["b", "a", "ü/ &?"]
        assert answer.content_type == "application/json"
        assert answer.headers["ETag"].startswith('"')

    @every_kind
    @clause("3-2.3 since", "3-2.6 since", "3-2.7 since")
    def test_since_is_exclusive_and_by_the_last_change(self, ask, kind):
        ask("PUT", kind, named(kind, "old"), b"{}", **NEW)
        ask("PUT", kind, named(kind, "new"), b"{}", **NEW)
        moment = timezone.now() - timedelta(days=1)
        Document.objects.filter(name="old").update(updated_at=moment)

        at = ask("GET", kind, place(kind, since=moment.isoformat()))
        before = ask("GET", kind, place(kind, since=(moment - timedelta(seconds=1)).isoformat()))

        assert json.loads(at.content) == ["new"]
        assert json.loads(before.content) == ["old", "new"]

    @every_kind
    def test_an_empty_list_is_no_error(self, ask, kind):
        answer = ask("GET", kind, place(kind))

        assert (answer.status, answer.content) == (200, b"[]")

    @clause("3-2.3 registration")
    def test_a_registration_is_part_of_the_name(self, ask):
        one, two = str(uuid.uuid4()), str(uuid.uuid4())
        for number, more in enumerate([{}, {"registration": one}, {"registration": two}]):
            ask("PUT", "state", named("state", **more), str(number).encode())

        assert ask("GET", "state", named("state", registration=two)).content == b"2"
        assert ask("GET", "state", named("state")).content == b"0"
        assert json.loads(ask("GET", "state", place("state", registration=one)).content) == ["bookmark"]
        assert json.loads(ask("GET", "state", place("state")).content) == ["bookmark"]

    @clause("3-2.3 DELETE of all")
    def test_deleting_without_an_id_deletes_all_of_the_place(self, ask):
        one = str(uuid.uuid4())
        ask("PUT", "state", named("state", "a"), b"{}")
        ask("PUT", "state", named("state", "b", registration=one), b"{}")
        ask("PUT", "state", named("state", "far") | {"activityId": ACTIVITY + "/far"}, b"{}")

        of_one = ask("DELETE", "state", place("state", registration=one))
        left = json.loads(ask("GET", "state", place("state")).content)
        ask("DELETE", "state", place("state"))

        assert (of_one.status, left) == (204, ["a"])
        assert list(Document.objects.values_list("name", flat=True)) == ["far"]

    @pytest.mark.parametrize("kind", PROFILES)
    def test_profiles_are_deleted_one_by_one(self, ask, kind):
        ask("PUT", kind, named(kind), b"{}", **NEW)

        assert ask("DELETE", kind, place(kind)).status == 400
        assert Document.objects.exists()


class TestParameters:
    @every_kind
    @pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
    @clause("3-2.3 required parameters", "3-2.6 required parameters", "3-2.7 required parameters")
    def test_each_that_is_required_is_asked_for(self, ask, kind, method):
        for name in place(kind):
            given = {key: value for key, value in named(kind).items() if key != name}
            assert ask(method, kind, given, b"{}", **NEW).status == 400, name

    @every_kind
    @pytest.mark.parametrize("method", ["PUT", "POST"])
    @clause("3-2.3 stateId", "3-2.6 profileId", "3-2.7 profileId")
    def test_a_document_needs_an_id(self, ask, kind, method):
        assert ask(method, kind, place(kind), b"{}", **NEW).status == 400

    @every_kind
    @pytest.mark.parametrize("name", ["foo", "AgentId", "activityid", "StateId", "Since", "limit"])
    @clause("3-3.2 unknown parameters", "3-3.2 parameters in another case")
    def test_others_are_refused_also_in_another_case(self, ask, kind, name):
        assert ask("GET", kind, named(kind) | {name: "x"}).status == 400

    @every_kind
    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
    def test_since_is_for_reading_only(self, ask, kind, method):
        assert ask(method, kind, named(kind, since="2026-01-01T00:00:00Z"), b"{}", **NEW).status == 400

    @every_kind
    @pytest.mark.parametrize("since", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "5", ""])
    @clause("3-2.3 since", "3-2.6 since", "3-2.7 since")
    def test_since_is_a_time_stamp(self, ask, kind, since):
        assert ask("GET", kind, place(kind, since=since)).status == 400

    @pytest.mark.parametrize("registration", ["1", "true", "not-a-uuid", "", "{" + "0" * 32 + "}"])
    @clause("3-2.3 registration")
    def test_registration_is_a_uuid(self, ask, registration):
        assert ask("PUT", "state", named("state", registration=registration), b"{}").status == 400

    @pytest.mark.parametrize("activity", ["", "no iri", "/relative", "true", "x:\x00"])
    @pytest.mark.parametrize("kind", ["state", "activity-profile"])
    @clause("3-2.3 activityId", "3-2.7 activityId")
    def test_an_activity_is_an_iri(self, ask, kind, activity):
        assert ask("GET", kind, place(kind) | {"activityId": activity}).status == 400

    @pytest.mark.parametrize("kind", ["state", "agent-profile"])
    @pytest.mark.parametrize(
        "agent",
        [
            "ruth",
            "[]",
            "{}",
            '{"name": "Ruth"}',
            '{"objectType": "Group", "mbox": "mailto:a@b.example"}',
            '{"objectType": "agent", "mbox": "mailto:a@b.example"}',
            '{"mbox": "a@b.example"}',
            '{"mbox": ["mailto:a@b.example"]}',
            '{"mbox": "mailto:a@b.example", "openid": "https://a.example"}',
            '{"mbox_sha1sum": "123"}',
            '{"openid": "ruth"}',
            '{"account": {"name": "4711"}}',
            '{"account": {"homePage": "clinic", "name": "4711"}}',
            '{"account": {"homePage": "https://clinic.example", "name": 4711}}',
            '{"account": null}',
            '{"mbox": "mailto:a@b.example", "name": 5}',
            '{"mbox": "mailto:a@b.example", "Name": "x"}',
            '{"mbox": "mailto:a@b.example", "name": "\\ud800"}',
            '{"mbox": "mailto:a@b.example", "name": "\\u0000"}',
            "[" * 50_000,
        ],
    )
    @clause("3-2.3 agent", "3-2.6 agent")
    def test_an_agent_has_exactly_one_identifier(self, ask, kind, agent):
        assert ask("GET", kind, place(kind) | {"agent": agent}).status == 400

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (AGENT, AGENT | {"objectType": "Agent", "name": "Ruth"}),
            ({"mbox": "mailto:ruth@Clinic.Example"}, {"mbox": "mailto:ruth@clinic.example"}),
            ({"mbox_sha1sum": "AB" * 20}, {"mbox_sha1sum": "ab" * 20}),
        ],
    )
    def test_the_same_agent_is_found_however_it_is_written(self, ask, one, other):
        ask("PUT", "state", named("state") | {"agent": json.dumps(one)}, b"{}")

        assert ask("GET", "state", named("state") | {"agent": json.dumps(other)}).status == 200

    @given(
        parameters=st.dictionaries(
            st.sampled_from(["activityId", "agent", "registration", "stateId", "profileId", "since", "x"]),
            st.text() | st.sampled_from([ACTIVITY, json.dumps(AGENT), '{"mbox":"mailto:\x00@b"}']),
        ),
        kind=st.sampled_from(KINDS),
        method=st.sampled_from(["GET", "PUT", "POST", "DELETE"]),
        content=st.binary(max_size=20) | st.just(b"{}"),
        headers=st.dictionaries(st.sampled_from(["If_Match", "If_None_Match", "Content_Type"]), st.text()),
    )
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_question_gets_an_answer(self, ask, parameters, kind, method, content, headers):
        answer = ask(method, kind, parameters, content, **headers)

        assert answer.status in (200, 204, 400, 404, 409, 412)


class TestWalls:
    @every_kind
    def test_another_organisation_has_documents_of_its_own(self, ask, kind, theirs):
        ask("PUT", kind, named(kind), b'{"ours": 1}', **NEW)

        assert ask("GET", kind, named(kind), client=theirs).status == 404
        assert ask("GET", kind, place(kind), client=theirs).content == b"[]"
        assert ask("PUT", kind, named(kind), b"{}", client=theirs, **NEW).status == 204
        assert ask("DELETE", kind, named(kind), client=theirs).status == 204
        assert ask("GET", kind, named(kind)).content == b'{"ours": 1}'

    def test_deleting_all_deletes_nothing_of_another_organisation(self, ask, theirs):
        ask("PUT", "state", named("state"), b"{}")

        ask("DELETE", "state", place("state"), client=theirs)

        assert Document.objects.count() == 1
