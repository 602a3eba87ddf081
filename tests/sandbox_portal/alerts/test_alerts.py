"""Alerts: where they go, when, what they say, and what cannot be turned off."""

import re
import uuid
from datetime import timedelta

import pytest

from sandbox_portal import actions, practice_days
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import kinds, openings, reminders, rules
from sandbox_portal.sections.alerts.models import Alert, AlertChoice
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.profile import rules as profile
from sandbox_portal.transitions import Immutable
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(ruth, client_for):
    return client_for(ruth)


def choose(practice, what, value):
    return rules.choose(practice=practice, form_key=uuid.uuid4(), what=what, value=value)


def sent(practice):
    return [(alert.kind, alert.channel, alert.status) for alert in Alert.objects.order_by("pk")]


def test_an_alert_goes_where_the_matrix_says(practice):
    rules.notify(practice=practice, kind="message", item="t1")
    choose(practice, "message", "app.text")
    rules.notify(practice=practice, kind="message", item="t2")
    assert sent(practice) == [
        ("message", "email", "sent"),
        ("message", "app", "sent"),
        ("message", "text", "sent"),
    ]


def test_what_is_turned_off_tells_nobody(practice):
    choose(practice, "bill", "")
    assert rules.notify(practice=practice, kind="bill") == []


@pytest.mark.parametrize(("kind", "ways"), [("account", {"email", "text"}), ("family", {"email"})])
def test_what_keeps_one_safe_cannot_be_turned_off(practice, kind, ways):
    choose(practice, kind, "")
    assert {alert.channel for alert in rules.notify(practice=practice, kind=kind, item="locked")} == ways


def test_at_night_the_phone_stays_quiet_until_eight(practice):
    with practice.at(practice_days.at_hour(practice.now, 22)):
        rules.notify(practice=practice, kind="refill", item="lisinopril")
        rules.notify(practice=practice, kind="message", item="t1")
    assert sent(practice) == [("refill", "text", "held"), ("message", "email", "sent")]
    actions.skip_ahead(practice=practice, business_days=1)
    text = Alert.objects.get(channel="text")
    assert text.status == "sent"
    assert practice_days.timezone.localtime(text.at_sim).hour == 8


def test_quiet_can_be_turned_off(practice):
    choose(practice, "quiet", "off")
    with practice.at(practice_days.at_hour(practice.now, 23)):
        rules.notify(practice=practice, kind="refill")
    assert sent(practice) == [("refill", "text", "sent")]


def test_one_list_a_day_instead_of_many(practice):
    choose(practice, "gather", "on")
    for number in range(3):
        rules.notify(practice=practice, kind="message", item=f"t{number}")
    rules.notify(practice=practice, kind="account", item="locked")
    assert [row[2] for row in sent(practice)] == ["held"] * 3 + ["sent"] * 2
    actions.skip_ahead(practice=practice, business_days=1)
    gathered = Alert.objects.filter(kind=kinds.GATHERED)
    assert [(alert.channel, alert.facts) for alert in gathered] == [("email", {"count": 3})]
    assert Alert.objects.filter(status="gathered").count() == 3


def test_an_email_that_comes_back_goes_by_text(practice):
    openings.bouncing(practice)
    assert sent(practice) == [("message", "email", "bounced"), ("message", "text", "sent")]


def test_a_new_address_that_was_proved_ends_the_bouncing(practice):
    openings.bouncing(practice)
    change = profile.choose(practice=practice, form_key=uuid.uuid4(), field="email", value="ruth-new")
    change.practice = practice
    profile.confirm(change=change)
    assert [alert.status for alert in rules.notify(practice=practice, kind="message")] == ["bounced", "sent"]
    profile.verify(change=change, code=change.code)
    assert [alert.status for alert in rules.notify(practice=practice, kind="message")] == ["sent"]


def test_stop_ends_every_text_and_can_be_undone(practice, client):
    rules.notify(practice=practice, kind="refill", item="lisinopril")
    text = Alert.objects.get()
    client.post(url(practice, "phone-alert", pk=text.pk), {"stop": "yes"})
    assert rules.notify(practice=practice, kind="refill") == []
    assert "answered a text with STOP" in client.get(url(practice, "alerts")).content.decode()
    client.post(url(practice, "alerts-texts"))
    assert [alert.channel for alert in rules.notify(practice=practice, kind="refill")] == ["text"]


def test_no_alert_says_what_the_news_is(practice, client):
    for kind in kinds.KINDS:
        rules.notify(
            practice=practice,
            kind=kind,
            item={"account": "locked"}.get(kind, "lisinopril"),
            channels=["email"],
        )
    for alert in Alert.objects.all():
        html = client.get(url(practice, "mailbox-letter", pk=alert.pk)).content.decode()
        said = re.search(r"<blockquote.*?</blockquote>", html, re.S)[0]
        assert "lisinopril" not in said.lower() and "ruth" not in said.lower()


def test_a_locked_screen_shows_only_that_something_came(practice, client):
    rules.notify(practice=practice, kind="result", item="a1c")
    html = client.get(url(practice, "phone-alerts")).content.decode()
    assert "An alert from an app" in html and "new test result" not in html
    choose(practice, "previews", "shown")
    assert "You have a new test result" in client.get(url(practice, "phone-alerts")).content.decode()


def test_alerts_come_in_the_language_that_was_chosen(practice, client):
    choose(practice, "language", "es")
    rules.notify(practice=practice, kind="message", item="t1")
    html = client.get(url(practice, "mailbox-letter", pk=Alert.objects.get().pk)).content.decode()
    assert 'lang="es"' in html and "You have a new message" not in html


def test_opening_an_alert_marks_it_once(practice, client):
    rules.notify(practice=practice, kind="message", item="t1")
    address = url(practice, "mailbox-letter", pk=Alert.objects.get().pk)
    client.get(address)
    client.get(address)
    assert practice.events.filter(kind="alerts.opened").count() == 1
    assert Alert.objects.get().status == "opened"


def test_a_link_in_an_alert_leads_into_the_pretend_portal(practice, client):
    rules.notify(practice=practice, kind="refill", item="lisinopril")
    answer = client.post(url(practice, "phone-alert", pk=Alert.objects.get().pk), {"follow": "yes"})
    assert answer.url == url(practice, "medicines")


def test_a_link_in_a_fake_text_leads_to_what_gave_it_away(practice, client):
    openings.fake_text(practice)
    answer = client.post(url(practice, "phone-alert", pk=Alert.objects.get().pk), {"follow": "yes"})
    assert "not the clinic" in answer.content.decode()
    assert practice.events.get(kind="alerts.link_opened").facts["kind"] == "fake"


def test_many_alerts_in_a_day_suggest_one_list(practice, client):
    openings.many(practice)
    assert "6 alerts came today" in client.get(url(practice, "alerts")).content.decode()


def test_the_empty_phone_and_mailbox_say_so(practice, client):
    assert "No texts and no alerts" in client.get(url(practice, "phone-alerts")).content.decode()
    html = client.get(url(practice, "mailbox")).content.decode()
    assert "No e-mails" in html and "No letters" in html


def test_a_refill_that_is_ready_is_told(practice):
    request = medicines.start(practice=practice, form_key=uuid.uuid4(), medicine="lisinopril")
    request.practice = practice
    medicines.choose_kind(request=request, kind="refill")
    medicines.confirm(request=request, takes="as-told", left="few")
    medicines.choose_pharmacy(request=request, pharmacy="corner")
    medicines.write_note(request=request, note="")
    medicines.submit(request=request)
    actions.skip_ahead(practice=practice, business_days=3)
    assert [alert.item for alert in Alert.objects.filter(kind="refill")] == ["lisinopril"]


def test_a_visit_is_told_two_days_before_and_once(practice):
    visit = min(
        (v for v in practice.chart.appointments if v.starts_at > practice.now), key=lambda v: v.starts_at
    )
    day = (visit.starts_at - timedelta(days=2)).date()
    wait = (day - practice.today).days
    if wait > 1:
        actions.skip_ahead(practice=practice, days=min(wait - 1, 30))
    before = Alert.objects.filter(kind="visit", item=visit.id).count()
    fresh = Practice.objects.get(pk=practice.pk)
    actions.skip_ahead(practice=fresh, days=max((day - fresh.today).days, 1))
    reminders.catch_up(practice=fresh)
    assert before == 0
    assert Alert.objects.filter(kind="visit", item=visit.id).count() == 1


def test_choosing_twice_with_one_form_is_one_choice(practice):
    key = uuid.uuid4()
    for _ in range(2):
        rules.choose(practice=practice, form_key=key, what="bill", value="mail")
    assert AlertChoice.objects.count() == 1
    assert practice.events.filter(kind="alerts.chosen").count() == 1


def test_a_choice_is_never_changed(practice):
    choose(practice, "bill", "mail")
    with pytest.raises(Immutable):
        AlertChoice.objects.update(value="")


def test_the_matrix_is_changed_on_its_page(practice, client):
    form = {"form_key": str(uuid.uuid4()), "value": ["text", "mail"]}
    client.post(url(practice, "alerts-change", what="bill"), form)
    assert AlertChoice.objects.get().value == "text.mail"
    assert client.get(url(practice, "alerts-change", what="quiet")).status_code == 200
    assert client.get(url(practice, "alerts-change", what="nothing")).status_code == 404


def test_a_stranger_sees_no_alerts(practice, client_for, cleo):
    stranger = client_for(cleo)
    for name in ("alerts", "phone-alerts", "mailbox"):
        assert stranger.get(url(practice, name)).status_code == 404
    form = {"form_key": str(uuid.uuid4()), "value": []}
    assert stranger.post(url(practice, "alerts-change", what="bill"), form).status_code == 404
    assert not AlertChoice.objects.exists()


def test_telling_costs_few_queries(practice, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):  # four of them make savepoints
        rules.notify(practice=practice, kind="message", item="t1")


def read(client, practice, alert):
    return client.get(url(practice, "phone-alert", pk=alert.pk)).content.decode()


def test_a_fake_bill_comes_beside_a_real_one_and_each_says_its_own(practice, client):
    openings.two_bills(practice)
    real, fake = Alert.objects.get(kind="bill"), Alert.objects.get(kind=kinds.FAKE)

    assert "You have a new bill" in read(client, practice, real)
    page = read(client, practice, fake)
    assert "goes to court TODAY" in page and "gift cards" in page and "555-0199" in page


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("plan-7", "payment plan"),
        ("payment-7", "news about a payment"),
        ("ask-7", "billing office"),
        ("new", "new bill"),
    ],
)
def test_an_alert_about_money_says_what_is_new(practice, client, item, words):
    made = rules.notify(practice=practice, kind="bill", channels=["text"], item=item)

    assert words in read(client, practice, made[0])
