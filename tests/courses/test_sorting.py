"""A sorting on a phone: what fits is settled, and only the rest is asked again."""

import pytest

from courses.activities.sorting.models import Sorting
from courses.progress.models import ActivityAnswer

pytestmark = pytest.mark.django_db

THINGS = {"fever": ("phone", "Call."), "form": ("portal", "Write."), "rash": ("phone", "Call today.")}
HALF = {"sort-fever": "phone", "sort-form": "phone", "sort-rash": "portal"}


@pytest.fixture
def step(lesson, locales, url):
    """The address of a Try step that holds three things to sort."""
    sorting = Sorting.objects.create(
        key="sort",
        locale=locales["en"],
        prompt="Where does it go?",
        groups=[("group", {"key": key, "label": key.title()}) for key in ("phone", "portal")],
        items=[
            ("thing", {"key": key, "text": f"A {key}", "group": group, "feedback": why})
            for key, (group, why) in THINGS.items()
        ],
    )
    lesson.try_it = [("activity", sorting)]
    lesson.save()
    return f"{url}try/"


@pytest.fixture
def sorter(client_for, step):
    """Somebody who put one of three things where it belongs."""
    client = client_for()
    client.post(step, {"activity": "sort", **HALF})
    return client


def page(client, step):
    """Returns the step's page as text."""
    return client.get(step).content.decode()


def test_at_first_all_things_are_asked(client_for, step):
    html = page(client_for(), step)

    assert html.count('<fieldset class="field sorted"') == len(THINGS)
    assert "These fit" not in html


def test_what_fits_is_settled_and_only_the_rest_is_asked_again(sorter, step):
    html = page(sorter, step)

    assert html.count('<fieldset class="field sorted"') == 2
    assert '<input type="hidden" name="sort-fever" value="phone"' in html
    assert "A fever → Phone" in html


def test_the_count_stands_before_the_questions_where_the_page_jumps_to(sorter, step):
    html = page(sorter, step)

    told = html.index('id="feedback-sort"')
    assert told < html.index("1 of 3 fit.") < html.index('<fieldset class="field sorted"')


def test_each_open_thing_says_why_beside_it(sorter, step):
    html = page(sorter, step)

    form = html[html.index("A form</legend>") : html.index("A rash</legend>")]
    assert "Look once more" in form
    assert "Write." in form


def test_choosing_the_rest_again_ends_it_and_asks_nothing_more(sorter, step):
    sorter.post(step, {"activity": "sort", **HALF, "sort-form": "portal", "sort-rash": "phone"})

    html = page(sorter, step)
    assert "All of them fit" in html
    assert 'name="activity" value="sort"' in html
    assert "sorted" not in html
    assert "Check again" not in html
    assert ActivityAnswer.objects.get().is_right is True


def test_a_thing_left_out_is_asked_for_beside_what_was_given(client_for, step):
    response = client_for().post(step, {"activity": "sort", "sort-fever": "phone"})

    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("sorted has-error") == 2
    assert "These fit" not in html


@pytest.mark.parametrize(("groups", "tag"), [(4, "radio"), (5, "select")])
def test_many_groups_are_a_list_to_choose_from(locales, groups, tag):
    keys = [f"group-{number}" for number in range(groups)]
    sorting = Sorting(
        key="sort",
        locale=locales["en"],
        groups=[("group", {"key": key, "label": key}) for key in keys],
        items=[("thing", {"key": "one", "text": "One", "group": keys[0], "feedback": "So."})],
    )

    form = sorting.form(response=f"one--{keys[-1]}")

    ((field, line),) = form.open
    assert field.field.widget.__class__.__name__.lower().startswith(tag)
    assert line.feedback == "So."
    assert f'value="{keys[-1]}"' in str(field)
