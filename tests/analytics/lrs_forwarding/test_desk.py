"""The forwarding pages: for the organization's admins only."""

import uuid

import pytest

from analytics.lrs.forwarding import outbox, sealing
from analytics.lrs.forwarding.models import DeadLetter, OutboxEntry, Target
from lms.organisations import roles
from tests.analytics.lrs_forwarding.test_delivery import learn

pytestmark = pytest.mark.django_db
PASSWORD = "open sesame"


@pytest.fixture
def desk_of(staff_of, client_for):
    def make(name, organisation, *held):
        user = staff_of(name, organisation, *held)
        roles.sync(organisation=organisation)
        return client_for(user)

    return make


@pytest.fixture
def dana(clinic, desk_of):
    return desk_of("dana", clinic, "admin")


def address(organisation, more=""):
    return f"/admin/records/{organisation.pk}/{more or 'forwarding/'}"


def form(**more):
    return {
        "name": "Region",
        "endpoint": "https://records.example.org/xapi/",
        "username": "portal",
        "password": PASSWORD,
        "version": "1.0.3",
    } | more


def test_the_page_says_that_there_is_none_yet(dana, clinic):
    assert "no other store has been named yet" in dana.get(address(clinic)).content.decode()
    assert "No store has refused anything." in dana.get(address(clinic, "refused/")).content.decode()


def test_an_admin_names_a_store_and_its_password_is_never_shown(dana, clinic):
    dana.post(address(clinic, "forwarding/create/"), form())
    target = Target.objects.get()

    pages = [dana.get(address(clinic)), dana.get(address(clinic, f"forwarding/{target.pk}/"))]

    assert (target.organisation, sealing.unseal(target.sealed_password)) == (clinic, PASSWORD)
    assert not any(PASSWORD in page.content.decode() for page in pages)


@pytest.mark.parametrize(
    "endpoint", ["http://records.example.org/", "https://a:b@records.example.org/", "x y"]
)
def test_an_address_that_may_not_be_called_is_refused_and_the_rest_stays(dana, clinic, endpoint):
    page = dana.post(address(clinic, "forwarding/create/"), form(endpoint=endpoint)).content.decode()

    assert 'value="Region"' in page
    assert PASSWORD not in page
    assert not Target.objects.exists()


def test_sent_twice_it_makes_one_store(dana, clinic):
    dana.post(address(clinic, "forwarding/create/"), form())
    again = dana.post(address(clinic, "forwarding/create/"), form()).content.decode()

    assert "There is a store of this name already." in again
    assert Target.objects.count() == 1


def test_changing_the_address_asks_for_the_password_again(dana, clinic, target_of):
    target = target_of(clinic)
    to = address(clinic, f"forwarding/{target.pk}/")

    same = form(endpoint=target.endpoint, password="")
    other = form(endpoint="https://other.example.org/", password="")

    assert "type the password again" in dana.post(to, other).content.decode()
    assert dana.post(to, same).status_code == 302
    target.refresh_from_db()
    assert (target.name, sealing.unseal(target.sealed_password)) == ("Region", PASSWORD)


def test_the_page_says_how_far_a_store_is(dana, clinic, target_of):
    learn(clinic, 3)
    target = target_of(clinic)
    learn(clinic, 2)
    outbox.bury(target, uuid.uuid4(), status=400, reason="no")
    Target.objects.update(last_error="It answered 503.", backfill_total=10, backfill_done=4)

    page = dana.get(address(clinic)).content.decode()

    assert "<dt>Waiting</dt><dd>2</dd>" in page
    assert "<dt>Refused</dt><dd>1</dd>" in page
    assert 'value="4" max="10"' in page
    assert "It answered 503." in page


def test_older_records_are_sent_when_asked(dana, clinic, target_of):
    learn(clinic, 3)
    target = target_of(clinic)

    page = dana.post(address(clinic, f"forwarding/{target.pk}/fill/"), follow=True).content.decode()

    target.refresh_from_db()
    assert "3 records are being sent." in page
    assert target.backfill_total == 3


def test_switching_twice_is_switching_once(dana, clinic, target_of):
    target = target_of(clinic)
    for _time in range(2):
        dana.post(address(clinic, f"forwarding/{target.pk}/switch/"), {"active": "0"})
    learn(clinic, 1)

    target.refresh_from_db()
    assert not target.is_active
    assert not OutboxEntry.objects.exists()


def test_deleting_forgets_what_waits(dana, clinic, target_of):
    target = target_of(clinic)
    learn(clinic, 1)

    dana.post(address(clinic, f"forwarding/{target.pk}/delete/"))

    assert not Target.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_refused_records_are_shown_and_sent_once_more(dana, clinic, target_of):
    target = target_of(clinic)
    one, two, three = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for key in (one, two, three):
        outbox.bury(target, key, status=400, reason="<b>verb</b> is unknown")

    page = dana.get(address(clinic, "refused/")).content.decode()
    letter = DeadLetter.objects.get(statement_id=one)
    dana.post(address(clinic, "refused/retry/"), {"letter": letter.pk})
    left = set(DeadLetter.objects.values_list("statement_id", flat=True))
    dana.post(address(clinic, "refused/retry/"))

    assert str(one) in page and "&lt;b&gt;verb" in page
    assert left == {two, three}
    assert OutboxEntry.objects.count() == 3


@pytest.mark.parametrize("letter", ["x", "-1", "9" * 30, "²"])
def test_nonsense_retries_nothing(dana, clinic, target_of, letter):
    outbox.bury(target_of(clinic), uuid.uuid4(), status=400, reason="no")

    assert dana.post(address(clinic, "refused/retry/"), {"letter": letter}).status_code == 302
    assert DeadLetter.objects.count() == 1


@pytest.mark.parametrize("role", ["author", "publisher", "analyst"])
def test_nobody_else_of_the_organisation_gets_there(role, clinic, desk_of):
    desk = desk_of("amir", clinic, role)

    assert desk.get(address(clinic)).status_code == 302
    assert desk.get(address(clinic, "refused/")).status_code == 302


def test_another_organisations_admin_sees_and_changes_nothing(clinic, nonprofit, desk_of, target_of):
    gwen = desk_of("gwen", nonprofit, "admin")
    target = target_of(clinic, name="secret region")
    outbox.bury(target, uuid.uuid4(), status=400, reason="secret reason")
    before = list(Target.objects.values()), list(DeadLetter.objects.values())

    for organisation in (clinic, nonprofit):
        for more in ("forwarding/", "refused/", f"forwarding/{target.pk}/"):
            assert "secret" not in gwen.get(address(organisation, more)).content.decode()
        for more in ("", "switch/", "fill/", "delete/"):
            gwen.post(address(organisation, f"forwarding/{target.pk}/{more}"), form(active="0"))
        gwen.post(address(organisation, "refused/retry/"), {"letter": DeadLetter.objects.get().pk})
        gwen.post(address(organisation, "refused/retry/"))

    assert (list(Target.objects.values()), list(DeadLetter.objects.values())) == before
