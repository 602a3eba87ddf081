"""Every page of the door, the phone and the mailbox: both languages, its own learner alone, few queries."""

import pytest

from sandbox_portal.sections.alerts.models import Alert

pytestmark = pytest.mark.django_db
NEW = ["door", "door-code", "door-new-code", "door-questions", "door-forgot-name", "papers", "phone-alerts"]
KNOWN = ["door", "door-passkey", "door-forgot-name", "door-forgot-password", "door-reset"]
KNOWN += ["papers", "mailbox", "phone"]
INSIDE = ["portal", "alerts", "papers", "phone-alerts", "mailbox", "door-begin"]


def opens(page, names, django_assert_max_num_queries, **kwargs):
    for name in names:
        page(name, **kwargs)
        with django_assert_max_num_queries(14 if name == "portal" else 12):
            answer = page(name, **kwargs)
        assert answer.status_code == 200, name
        assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_before_an_account(page, invited, language, django_assert_max_num_queries):
    invited()
    opens(page, NEW, django_assert_max_num_queries, language=language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_with_an_account(page, outside, language, django_assert_max_num_queries):
    outside()
    opens(page, KNOWN, django_assert_max_num_queries, language=language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_inside(page, language, django_assert_max_num_queries):
    opens(page, INSIDE, django_assert_max_num_queries, language=language)


def test_the_address_page(page, invited):
    invited(has_found=False)
    assert page("door-where").status_code == 200


def test_a_stranger_and_a_visitor_get_a_404(page, outside, cleo):
    outside()
    for name in {
        *NEW,
        *KNOWN,
        *INSIDE,
        "door-step",
        "door-locked",
        "door-caller",
        "door-warning",
        "door-terms",
    }:
        assert page(name, by=cleo).status_code == 404, name
        assert page(name, by=None).status_code == 404, name


def test_a_strangers_form_changes_nothing(page, outside, cleo, now):
    outside()
    for name in ("door-sign-out", "door-close", "door-away", "door-wait", "door-open-again", "door-begin"):
        assert page(name, by=cleo, data={"choice": "sign-up", "long": "yes"}).status_code == 404
    assert now().door.status == "active"


def test_a_strangers_alert_is_a_404(page, outside, cleo, sign_in):
    outside()
    sign_in()
    for alert in Alert.objects.all():
        name = "phone-alert" if alert.channel in ("app", "text") else "mailbox-letter"
        assert page(name, pk=alert.pk, by=cleo).status_code == 404
        assert page(name, pk=alert.pk).status_code == 200


def test_an_alert_of_another_way_is_not_in_this_place(page, outside, sign_in):
    outside()
    sign_in()
    text = Alert.objects.filter(channel="text").first()
    assert page("mailbox-letter", pk=text.pk).status_code == 404
