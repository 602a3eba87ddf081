"""What is kept in a process: worked out once, out of date as soon as content changes, and nobody's own."""

import pytest
from django.db import connection
from django.template import engines
from django.template.loader import render_to_string

from lms.organisations.walls import scope
from lms.site import chrome, freshness, kept
from lms.site.context_processors import site


@pytest.fixture
def mark(settings, monkeypatch):
    """The mark of freshness, which the test sets by hand; nothing is in a transaction."""
    settings.READY_PAGE_SECONDS = 60
    now = {"mark": "first"}
    monkeypatch.setattr(freshness, "current", lambda: now["mark"])
    monkeypatch.setattr(kept, "_is_settled", lambda: True)
    return now


def counted():
    made = []

    def make():
        made.append(1)
        return len(made)

    return make


def test_a_value_is_worked_out_once(mark):
    keeper, make = kept.Keeper(most=5), counted()

    assert [keeper.under("a", make), keeper.under("a", make)] == [1, 1]
    assert keeper.under("b", make) == 2


def test_a_change_of_content_makes_it_anew(mark):
    keeper, make = kept.Keeper(most=5), counted()
    keeper.under("a", make)
    mark["mark"] = "second"

    assert keeper.under("a", make) == 2


def test_what_a_request_read_before_a_change_is_not_kept_after_it(mark):
    keeper, make = kept.Keeper(most=5), counted()
    with kept.one_request():
        mark["mark"] = "second"
        assert keeper.under("a", make) == 1

    assert [keeper.under("a", make), keeper.under("a", make)] == [2, 2]
    with kept.one_request():
        assert keeper.under("a", make) == 2


def test_without_a_mark_and_when_switched_off_nothing_is_kept(mark, settings):
    keeper, make = kept.Keeper(most=5), counted()
    mark["mark"] = None
    assert [keeper.under("a", make), keeper.under("a", make)] == [1, 2]

    mark["mark"], settings.READY_PAGE_SECONDS = "first", 0
    assert keeper.under("a", make) == 3


def test_the_oldest_go_first_and_none_is_not_kept(mark):
    keeper, make = kept.Keeper(most=1), counted()
    keeper.under("a", make)
    keeper.under("b", make)

    assert keeper.under("a", make) == 3
    assert keeper.under("nothing", lambda: None) is None
    assert keeper.under("nothing", lambda: "found") == "found"


def test_nothing_is_kept_behind_the_walls_of_a_desk(mark):
    keeper, make = kept.Keeper(most=5), counted()
    with scope.entered(scope.Scope(user_id=1, organisation_ids=(1,), organisation_id=1)):
        keeper.under("a", make)

    assert keeper.under("a", make) == 2


@pytest.mark.django_db
def test_nothing_is_kept_inside_a_transaction(settings, monkeypatch):
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(freshness, "current", lambda: "mark")
    keeper, make = kept.Keeper(most=5), counted()
    assert connection.in_atomic_block

    assert [keeper.under("a", make), keeper.under("a", make)] == [1, 2]


@pytest.mark.parametrize("template", [*chrome.PARTS.values(), "site/settings_bar.html"])
def test_head_and_foot_need_nothing_but_what_they_are_kept_under(template, rf, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING %s")
    request = rf.get("/en/learn/")
    request.resolver_match = None
    words = {name: value for name, value in site(request).items() if name in chrome.NEEDS}

    words |= {"organisation": {"name": "A"}, "user": {"is_authenticated": True}}
    page = render_to_string(template, words)

    assert "MISSING" not in page
    assert "csrf" not in page
    assert "nonce" not in page
