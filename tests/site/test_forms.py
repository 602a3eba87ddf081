"""How fields are drawn: label, hint, error and control belong together for everybody."""

import re

import pytest
from django.template.loader import render_to_string

from lms.site.gallery import SampleForm


@pytest.fixture
def refused():
    form = SampleForm({"topic": "refill"})
    form.is_valid()
    return form


def test_a_field_names_its_hint_and_its_error(refused):
    html = refused["name"].as_field_group()

    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_a_group_of_choices_has_a_legend_and_its_error(refused):
    html = refused["often"].as_field_group()

    assert re.search(r'<fieldset class="field has-error" aria-describedby="id_often_error">\s*<legend>', html)
    assert html.count('<label class="choice">') == 3


def test_a_single_box_is_one_big_choice(refused):
    html = refused["agree"].as_field_group()

    assert '<label class="choice" for="id_agree"><input type="checkbox"' in html


def test_a_hidden_field_has_no_label(refused):
    assert "<label" not in refused["secret"].as_field_group()


def test_what_may_stay_empty_says_so(refused):
    assert "if you like" in refused["topic"].as_field_group()
    assert "if you like" not in refused["name"].as_field_group()


def test_the_summary_links_each_fault_to_what_takes_the_focus(refused):
    html = render_to_string("components/error_summary.html", {"form": refused})
    body = str(refused)

    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_name", "id_message", "id_often_0", "id_agree"]
    assert all(f'id="{target}"' in body for target in targets)


def test_a_form_without_faults_has_no_summary():
    assert not render_to_string("components/error_summary.html", {"form": SampleForm()}).strip()


def test_several_forms_share_the_top_of_the_page(refused):
    html = render_to_string("components/error_summary.html", {"forms": [SampleForm(), refused]})

    assert html.count("data-error-summary") == 1


def test_a_learners_words_are_escaped_where_a_field_is_drawn_again():
    form = SampleForm({"message": "<script>alert(1)</script>", "name": '"><b>'})
    form.is_valid()

    assert "<script>" not in str(form)
    assert '"><b>' not in str(form)
