"""Everybody sees, takes along and deletes their own data, and nobody else's."""

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from lms.people.models import Learner, User

pytestmark = pytest.mark.django_db


def test_erasing_asks_first(ruth, client_for):
    response = client_for(ruth).post(reverse("people:erase"), {})

    assert response.status_code == 422
    assert Learner.objects.filter(pk=ruth.pk).exists()


def test_erasing_deletes_the_learner_and_the_account_and_signs_out(ruth, client_for):
    client = client_for(ruth)

    client.post(reverse("people:erase"), {"is_sure": "on"})

    assert not User.objects.filter(email="ruth@example.org").exists()
    assert "_auth_user_id" not in client.session


def test_erasing_takes_the_sign_ins_that_failed_along(ruth, cleo, client_for):
    for username in ("Ruth@example.org", "cleo@example.org"):
        AccessAttempt.objects.create(username=username, ip_address="192.0.2.1", failures_since_start=1)

    client_for(ruth).post(reverse("people:erase"), {"is_sure": "on"})

    assert [row.username for row in AccessAttempt.objects.all()] == ["cleo@example.org"]


def test_the_page_says_that_erasing_takes_a_person_out_of_the_counts(ruth, client_for):
    assert "out of the counts" in client_for(ruth).get(reverse("people:erase")).text


def test_erasing_touches_nobody_else(ruth, cleo, client_for):
    client_for(ruth).post(reverse("people:erase"), {"is_sure": "on"})

    assert Learner.objects.filter(pk=cleo.pk).exists()


def test_the_download_is_a_file(ruth, client_for):
    response = client_for(ruth).get(reverse("people:download"))

    assert "attachment" in response["Content-Disposition"]


def test_a_choice_that_is_none_is_told_kindly(ruth, client_for):
    response = client_for(ruth).post(reverse("people:choose_path"), {"path": "doctor"})

    assert response.status_code == 422
    assert 'href="#id_path' in response.text


def test_the_account_page_asks_the_database_little(ruth, client_for, django_assert_max_num_queries):
    client = client_for(ruth)

    with django_assert_max_num_queries(6):
        client.get(reverse("people:account"))


@pytest.fixture
def only_admin(clinic, staff_of):
    """Somebody who learns, too, and without whom nobody looks after the clinic's people."""
    user = staff_of("ada", clinic, "admin", "author")
    return Learner.objects.create(user=user, organisation=clinic)


def test_the_last_admin_is_told_whom_to_ask_before_anything_is_deleted(only_admin, clinic, client_for):
    client = client_for(only_admin)

    asked = client.get(reverse("people:erase"))
    sent = client.post(reverse("people:erase"), {"is_sure": "on"})

    for page in (asked, sent):
        assert "only admin of Lakeside Clinic" in page.text
        assert 'name="is_sure"' not in page.text
    assert sent.status_code == 409
    assert User.objects.filter(pk=only_admin.user.pk).exists()
    assert client.get(reverse("people:account")).context["user"] == only_admin.user


def test_an_admin_with_a_colleague_can_leave(only_admin, clinic, staff_of, client_for):
    staff_of("abe", clinic, "admin")

    client_for(only_admin).post(reverse("people:erase"), {"is_sure": "on"})

    assert not User.objects.filter(pk=only_admin.user.pk).exists()


def test_a_colleague_whose_account_is_closed_does_not_count(only_admin, clinic, staff_of, client_for):
    abe = staff_of("abe", clinic, "admin")
    abe.is_active = False
    abe.save()

    assert client_for(only_admin).post(reverse("people:erase"), {"is_sure": "on"}).status_code == 409


def test_the_choice_not_to_be_counted_says_what_happens_to_earlier_counts(ruth, client_for):
    client = client_for(ruth)

    page = client.get(reverse("people:account")).text
    answer = client.post(reverse("people:choose_counting"), {"is_counted": "no"}, follow=True).text

    assert "out of the earlier counts too" in page
    assert "You are taken out of the counts, the earlier ones too." in answer


def test_an_account_that_never_learned_can_be_deleted_too(noor, client_for):
    client = client_for(noor)
    assert "Delete my account" in client.get(reverse("people:account")).text

    client.post(reverse("people:erase"), {"is_sure": "on"})

    assert not User.objects.filter(pk=noor.pk).exists()


def test_the_last_admin_who_never_learned_is_asked_to_hand_over_as_well(clinic, staff_of, client_for):
    ada = staff_of("ada", clinic, "admin")

    assert client_for(ada).post(reverse("people:erase"), {"is_sure": "on"}).status_code == 409
    assert User.objects.filter(pk=ada.pk).exists()
