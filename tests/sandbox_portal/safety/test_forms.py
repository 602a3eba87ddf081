"""A form with words of an emergency is stopped, and nothing of it is kept: no row, no log, no report."""

import logging
import re

import pytest
from django import forms
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from django.views.debug import SafeExceptionReporterFilter

from courses.words import words_field
from lms.organisations.models import Organisation
from sandbox_portal import safety, urls
from sandbox_portal.safety import SafeTextField
from sandbox_portal.safety.forms import PRACTICE_ONLY

CRY = "I have chest pain, zebra quartz."
DESPAIR = "I want to die, zebra quartz."
SECRET = "My number is 123-45-6789, zebra quartz."


class NoteForm(safety.SafeFormMixin, forms.Form):
    note = safety.SafeTextField(max_length=300)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    days = forms.MultipleChoiceField(choices=[("1", "1"), ("2", "2")], required=False)


def view(request):
    """A view as every section writes it."""
    form = NoteForm(request.POST or None)
    if page := safety.interrupt_if_needed(request, form):
        return page
    return HttpResponse("sent" if form.is_valid() else form.as_p())


@pytest.fixture
def post(rf: RequestFactory):
    """Posts to the view as a page of ours would, without middleware's rows."""

    def send(organisation=None, **data):
        request = rf.post("/en/practice/note/?draft=1", data)
        request.organisation, request.session, request.learner = organisation, SessionStore(), None
        return view(request), request

    return send


@pytest.mark.django_db
@pytest.mark.parametrize("text", [CRY, DESPAIR])
def test_an_emergency_stops_the_form_with_numbers_to_tap(post, text):
    page = post(note=text, kind="b")[0].content.decode()
    head = re.sub(r'data-net-[a-z]+="[^"]*"', "", page.split("<main")[0])  # words for a script to show

    assert "sent" not in head and 'href="tel:911"' in page
    assert "autofocus" in page


@pytest.mark.django_db
def test_self_harm_shows_the_crisis_line_to_call_text_and_chat(post):
    page = post(note=DESPAIR, kind="b")[0].content.decode()

    for link in ('href="tel:988"', 'href="sms:988"', "https://988lifeline.org/chat/"):
        assert link in page


@pytest.mark.django_db
def test_both_panels_stand_when_both_were_found(post):
    page = post(note="I took the whole bottle of pills, I want to die", kind="b")[0].content.decode()

    assert page.index('data-tier="T1"') < page.index('data-tier="T2"')


@pytest.mark.django_db
def test_the_numbers_are_the_organisations(post):
    abroad = Organisation(
        name="A", slug="a", policy_data={"emergency_number": "112", "crisis_number": "116 123"}
    )

    panels = (
        post(organisation=abroad, note=DESPAIR, kind="b")[0]
        .content.decode()
        .partition("<main")[2]
        .partition("</main")[0]
    )

    assert 'href="tel:112"' in panels and 'href="tel:116123"' in panels and "988" not in panels


@pytest.mark.django_db
def test_only_practice_brings_the_draft_back_and_sends_nothing(post):
    stopped = post(note=CRY, kind="b", days=["1", "2"])[0].content.decode()
    for kept in (f'name="note" value="{CRY}"', 'name="kind" value="b"', 'name="days" value="2"'):
        assert kept in stopped

    again = post(note=CRY, kind="b", days=["1", "2"], **{PRACTICE_ONLY: "1"})[0].content.decode()

    assert CRY in again and '<option value="b" selected>' in again
    assert "errorlist" not in again and "data-tier" not in again


@pytest.mark.django_db
def test_the_help_page_is_kept_by_no_cache(post):
    assert "no-store" in post(note=CRY, kind="b")[0]["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", [CRY, DESPAIR, SECRET])
def test_nothing_that_was_stopped_is_stored_or_logged(post, text, caplog):
    with caplog.at_level(logging.DEBUG):
        post(note=text, kind="b")

    assert "zebra" not in caplog.text
    for model in apps.get_models():
        for row in model._base_manager.all():
            assert "zebra" not in repr(row.__dict__)


@pytest.mark.django_db
def test_an_error_report_about_a_stopped_form_leaves_out_what_was_posted(post):
    request = post(note=CRY, kind="b")[1]

    class Live(SafeExceptionReporterFilter):
        def is_active(self, request):
            return True

    assert "zebra" not in str(dict(Live().get_post_parameters(request)))


def test_a_blocked_number_is_a_field_error_that_does_not_repeat_it():
    form = NoteForm({"note": SECRET, "kind": "a"})

    assert not form.is_valid()
    [error] = form.errors["note"]
    assert "Social Security" in error and "6789" not in error
    assert not safety.findings_of(form).emergency


def test_a_warning_lets_the_learner_go_on_with_a_caution():
    form = NoteForm({"note": "Call me at 312-867-5309. My cough is getting worse.", "kind": "a"})

    assert form.is_valid()
    assert [caution.kind for caution in form.cautions] == ["call", "leave-out"]
    assert "5309" not in str(form.cautions)


def test_a_denied_emergency_goes_on_with_a_note():
    form = NoteForm({"note": "I have no chest pain.", "kind": "a"})

    assert form.is_valid()
    assert [caution.kind for caution in form.cautions] == ["note"]


def test_a_calm_text_has_no_caution():
    form = NoteForm({"note": "May I take the pill with milk?", "kind": "a"})

    assert form.is_valid() and form.cautions == []


def test_an_emergency_wins_over_every_other_fault():
    form = NoteForm({"note": CRY + SECRET + "x" * 400, "kind": "nonsense"})

    assert safety.findings_of(form).emergency is safety.Tier.EMERGENCY


def test_a_form_without_the_mixin_is_as_safe():
    class Plain(forms.Form):
        why = safety.SafeTextField(required=False, widget=forms.TextInput)

    assert safety.findings_of(Plain({"why": DESPAIR})).emergency is safety.Tier.SELF_HARM
    assert Plain({"why": ""}).is_valid()


def test_one_form_of_many_is_enough_to_stop():
    calm, cry = NoteForm({"note": "Hello", "kind": "a"}), NoteForm({"note": CRY, "kind": "a"}, prefix=None)

    assert safety.findings_of([calm, cry]).emergency


def test_the_field_error_speaks_even_where_a_view_forgets_the_panel():
    assert "Call the emergency number" in NoteForm({"note": CRY, "kind": "a"}).errors["note"][0]


@pytest.mark.django_db
def test_findings_do_not_depend_on_the_page_being_spanish():
    with override("es"):
        assert safety.findings_of(NoteForm({"note": CRY, "kind": "a"})).emergency


def _fields_of(package):
    """Returns every SafeTextField that a form of this package declares, by form and name."""
    for form in _forms(forms.BaseForm):
        if form.__module__.startswith(package):
            for name, field in form.base_fields.items():
                if isinstance(field, SafeTextField):
                    yield f"{form.__name__}.{name}", field


def _forms(base):
    for each in base.__subclasses__():
        yield each
        yield from _forms(each)


def test_no_words_of_practice_are_kept_in_the_browser():
    assert urls.urlpatterns  # with them every section's forms are loaded
    found = dict(_fields_of("sandbox_portal.sections"))

    assert len(found) > 2, found
    assert not [name for name, field in found.items() if "data-never-keep" not in field.widget.attrs]


def test_words_of_ones_own_lesson_may_be_kept_until_they_are_saved():
    assert "data-never-keep" not in words_field(label="Your words").widget.attrs
