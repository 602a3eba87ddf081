"""Who looked at the record: the log, a report about it, devices, the password, a fake text."""

import pytest

from sandbox_portal.sections.privacy.models import DeviceMark, LogReport, PassphraseChange

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def test_the_log_shows_who_what_when_and_with_what(page):
    html = words(page("privacy"))

    for line in ("Front desk", "Dr. Imani Brooks", "Laboratory computer", "Library computer", "3:12"):
        assert line in html.replace("&#x27;", "'"), line


def test_what_one_does_oneself_and_what_the_clinic_does_comes_to_stand_in_it(page, practice):
    page("results")
    practice.log("messages.answered", thread="t1", message=1, by="nurse-team", outcome="answered")

    html = words(page("privacy"))

    assert "Looked at test results" in html
    assert "Answered your message" in html


def test_the_proxys_acts_stand_in_it_and_those_on_their_own_page_do_not(page, practice):
    practice.seat = "proxy"
    practice.log("results.opened")
    assert "Family access</span>" not in words(page("privacy"))

    practice.log("proxy.record_switched", to="patient")
    practice.log("medicines.opened", medicine="lisinopril")
    html = words(page("privacy", query="?who=proxy"))

    assert "Sam" in html and "Looked at medicines" in html
    assert "Looked at test results" not in html


def test_a_kind_of_which_there_is_nobody_says_so(page):
    assert "No one here" in words(page("privacy", query="?who=proxy"))


def test_lines_older_than_the_clinics_log_are_gone(page, skip):
    skip(days=30)
    assert "Dr. Imani Brooks" in words(page("privacy"))
    for _ in range(3):
        skip(days=30)
    assert "Dr. Imani Brooks" not in words(page("privacy"))


def test_a_line_that_was_not_me_is_answered_on_the_clock(page, key, skip, events):
    form = {"form_key": key(), "why": "not-me"}
    page("privacy-ask", id="stranger-in", data=form)
    page("privacy-ask", id="stranger-in", data=form)  # the same click again
    made = LogReport.objects.get()
    assert "answers in 3 work days" in words(page("privacy-report", pk=made.pk))

    skip(1)
    made.refresh_from_db()
    assert made.status == "checking"
    skip(2)
    made.refresh_from_db()
    assert made.status == "confirmed"
    assert "The privacy office has answered" in words(page("portal"))
    assert "You were right" in words(page("privacy-report", pk=made.pk))
    assert "The privacy office has answered" not in words(page("portal"))
    assert "Sign out: Unknown tablet" not in words(page("privacy-devices"))
    assert [e["to"] for e in events("privacy.moved")] == ["checking", "confirmed"]


def test_a_staff_line_is_explained(page, key, skip):
    page("privacy-ask", id="night-doctor", data={"form_key": key(), "why": "not-known"})
    skip(3)
    made = LogReport.objects.get()

    assert made.status == "explained"
    assert "on call looks at results" in words(page("privacy-report", pk=made.pk))


def test_asking_twice_about_one_line_is_refused_kindly(page, key):
    page("privacy-ask", id="lab-system", data={"form_key": key(), "why": "not-known"})
    again = page("privacy-ask", id="lab-system", data={"form_key": key(), "why": "not-known"})

    assert again.status_code == 422 and "already" in words(again)
    assert LogReport.objects.count() == 1


def test_an_empty_report_says_what_is_missing(page):
    assert page("privacy-ask", id="lab-system", data={}).status_code == 422


def test_who_knows_the_password_comes_back_in_the_night(page, skip, events):
    page("privacy-sign-out", id="unknown", data={})
    page("privacy-sign-out", id="unknown", data={})
    assert "Sign out: Unknown tablet" not in words(page("privacy-devices"))
    assert len(events("privacy.signed_out")) == 1

    skip(days=1)

    assert "Unknown tablet" in words(page("privacy-devices"))
    assert "Signed in again" in words(page("privacy"))


def test_a_new_password_keeps_them_out(page, key, skip, events):
    page("privacy-sign-out", id="unknown", data={})
    page("privacy-password", data={"form_key": key(), "sample": "four-words"})
    skip(days=1)

    assert "Sign out: Unknown tablet" not in words(page("privacy-devices"))
    assert events("privacy.came_back") == []


def test_the_password_can_end_all_other_sessions_and_is_changed_once(page, key):
    form = {"form_key": key(), "sample": "four-words", "ends_others": "on"}
    page("privacy-password", data=form)
    page("privacy-password", data=form)

    assert PassphraseChange.objects.count() == 1
    assert DeviceMark.objects.count() == 3
    assert "Only this device" in words(page("privacy-devices"))


@pytest.mark.parametrize(
    ("sample", "why"),
    [
        ("old-plus-one", "almost the old"),
        ("name-and-year", "easy to guess"),
        ("same-as-email", "one place only"),
    ],
)
def test_a_weak_password_is_refused_and_says_why(page, key, events, sample, why):
    response = page("privacy-password", data={"form_key": key(), "sample": sample})

    assert response.status_code == 422 and why in words(response)
    assert len(events("privacy.password_refused")) == 1
    assert not PassphraseChange.objects.exists()


def test_all_other_devices_go_at_once(page, events):
    page("privacy-sign-out-others", data={})
    page("privacy-sign-out-others", data={})

    assert events("privacy.signed_out_all") == [{"count": 3, "is_strange": True}]


def test_ones_own_device_and_one_that_is_not_there_are_404(page):
    assert page("privacy-sign-out", id="own-phone", data={}).status_code == 404
    assert page("privacy-sign-out", id="nothing", data={}).status_code == 404


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("call-number", "asks for your portal password"),
        ("reply-stop", "number works"),
        ("close", "by yourself"),
    ],
)
def test_each_act_with_the_fake_text_is_told(page, events, act, says):
    assert says in words(page("privacy-text", data={"act": act}, follow=True))
    assert events("privacy.text_acted") == [{"act": act}]


def test_the_page_behind_the_link_has_no_field_and_two_ways_on(page, events):
    html = words(page("privacy-text", data={"act": "open-link"}, follow=True))
    assert 'type="password"' not in html and 'type="text"' not in html

    page("privacy-fake-page", data={"leave": "1"})
    page("privacy-fake-page", data={"give": "1"})

    assert [e["act"] for e in events("privacy.text_acted")] == ["open-link", "left-page", "gave-password"]


def test_a_fake_text_is_told_to_the_clinic_once(page, key, skip):
    page("privacy-text-tell", data={"form_key": key()})
    page("privacy-text-tell", data={"form_key": key()})
    skip(3)

    made = LogReport.objects.get()
    assert made.status == "confirmed"
    assert "It is not from us" in words(page("privacy-report", pk=made.pk))
