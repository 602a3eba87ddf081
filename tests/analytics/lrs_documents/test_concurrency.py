"""Who changes a document must know how it stands: ETags, If-Match, If-None-Match."""

import json

import pytest

from tests.analytics.lrs.conftest import clause
from tests.analytics.lrs_documents.conftest import ONE, RESOURCES, TWO, named

pytestmark = pytest.mark.django_db
PROFILES = ["activity-profile", "agent-profile"]
NEW = {"If_None_Match": "*"}
every_kind = pytest.mark.parametrize("kind", sorted(RESOURCES))
both_versions = pytest.mark.parametrize("version", [ONE, TWO])


class TestConcurrency:
    def tag(self, ask, kind):
        return ask("GET", kind, named(kind)).headers["ETag"]

    @every_kind
    @both_versions
    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
    @clause("3-3.1 If-Match")
    def test_with_the_right_tag_it_is_changed(self, ask, kind, version, method):
        ask("PUT", kind, named(kind), b'{"a": 1}', **NEW)

        answer = ask(
            method, kind, named(kind), b'{"a": 2}', version=version, If_Match=self.tag(ask, kind)
        )  # fmt: skip

        assert answer.status == 204
        left = ask("GET", kind, named(kind))
        assert left.status == 404 if method == "DELETE" else json.loads(left.content) == {"a": 2}

    @every_kind
    @both_versions
    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
    @pytest.mark.parametrize(
        "wrong", ['"0000000000000000000000000000000000000000"', '"1234", "5"', "W/{tag}"]
    )
    @clause("3-3.1 If-Match", "3-3.1 412 and no change", "2.0-4.1.4 If-Match")
    def test_with_a_wrong_tag_it_is_412_and_stays(self, ask, kind, version, method, wrong):
        ask("PUT", kind, named(kind), b'{"a": 1}', **NEW)
        header = wrong.replace("{tag}", self.tag(ask, kind))

        answer = ask(method, kind, named(kind), b'{"a": 2}', version=version, If_Match=header)

        assert answer.status == 412
        assert ask("GET", kind, named(kind)).content == b'{"a": 1}'

    @every_kind
    @both_versions
    @pytest.mark.parametrize("method", ["PUT", "POST"])
    @clause("3-3.1 If-None-Match", "3-3.1 412 and no change")
    def test_if_none_match_refuses_what_is_there(self, ask, kind, version, method):
        first = ask(method, kind, named(kind), b'{"a": 1}', version=version, **NEW)
        second = ask(method, kind, named(kind), b'{"a": 2}', version=version, **NEW)

        assert (first.status, second.status) == (204, 412)
        assert ask("GET", kind, named(kind)).content == b'{"a": 1}'

    @every_kind
    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
    def test_if_match_of_what_is_not_there_is_412(self, ask, kind, method):
        assert ask(method, kind, named(kind), b"{}", If_Match='"x"').status == 412
        assert ask(method, kind, named(kind), b"{}", If_Match="*").status == 412

    @every_kind
    def test_one_of_several_tags_is_enough_and_a_star_means_any(self, ask, kind):
        ask("PUT", kind, named(kind), b"{}", **NEW)

        several = f'"a", {self.tag(ask, kind)}'
        assert ask("PUT", kind, named(kind), b"[]", If_Match=several).status == 204
        assert ask("PUT", kind, named(kind), b"{}", If_Match="*").status == 204

    @pytest.mark.parametrize(
        ("kind", "version"),
        [*((kind, version) for kind in PROFILES for version in (ONE, TWO)), ("state", TWO)],
    )
    @clause("3-3.1 409 with an explanation and no change", "2.0-4.1.4 409 with an explanation")
    def test_a_put_that_knows_nothing_of_what_is_there_is_409_and_says_what_to_do(self, ask, kind, version):
        ask("PUT", kind, named(kind), b'{"a": 1}', **NEW)

        answer = ask("PUT", kind, named(kind), b'{"a": 2}', version=version)

        assert answer.status == 409
        assert b"Check the current state of the resource" in answer.content
        assert b"set the If-Match header with the current ETag" in answer.content
        assert ask("GET", kind, named(kind)).content == b'{"a": 1}'

    @clause("3-3.1 state needs no concurrency headers")
    def test_state_of_the_first_version_needs_no_header(self, ask):
        statuses = [ask("PUT", "state", named("state"), b"{}", version=ONE).status for _time in range(2)]

        assert statuses == [204, 204]

    @pytest.mark.parametrize("kind", PROFILES)
    @clause("3-3.1 profiles need If-Match or If-None-Match")
    def test_a_new_profile_needs_a_header_in_the_first_version_only(self, ask, kind):
        assert ask("PUT", kind, named(kind), b"{}", version=ONE).status == 400
        assert ask("PUT", kind, named(kind), b"{}", version=TWO).status == 204
