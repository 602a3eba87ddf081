"""The account screens: our look, plain words, faults that are named first."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from lms import readability
from tests.conftest import PASSWORD


@pytest.fixture
def visitor(clinic, client_for):
    return client_for()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_email_verification_sent",
        "account_inactive",
    ],
)
def test_a_strangers_screen_stands_in_the_frame(visitor, name):
    html = visitor.get(reverse(name)).content.decode()

    assert "css/site.css" in html
    assert html.count("<h1") == 1
    assert "<script>" not in html


@pytest.mark.parametrize("name", ["account_logout", "account_email", "account_change_password"])
def test_a_learners_screen_stands_in_the_frame(ruth, client_for, name):
    response = client_for(ruth).get(reverse(name))

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_a_refused_sign_in_names_the_fault_first(ruth, visitor):
    response = visitor.post(reverse("account_login"), {"login": ruth.user.email, "password": "wrong-one"})

    main = response.content.decode().split("<main")[1]
    assert main.index("error-summary") < main.index("<h1")
    assert "autofocus" in main.split("<h1")[0]


def test_a_missing_password_is_linked_from_the_summary(visitor):
    html = visitor.post(reverse("account_login"), {"login": "ruth@example.org"}).content.decode()

    assert 'href="#id_password"' in html
    assert re.search(r'<input[^>]*id="id_password"', html)
    assert 'aria-invalid="true"' in html


def test_a_lost_password_is_replaced_by_mail(ruth, visitor):
    visitor.post(reverse("account_reset_password"), {"email": ruth.user.email})
    link = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[0].body)[1]

    form = visitor.get(link, follow=True)
    done = visitor.post(
        form.request["PATH_INFO"],
        {"password1": "new-walk-by-the-sea", "password2": "new-walk-by-the-sea"},
        follow=True,
    )

    assert "Your password is new" in done.content.decode()
    ruth.user.refresh_from_db()
    assert ruth.user.check_password("new-walk-by-the-sea")


def test_a_used_link_offers_a_new_one(visitor):
    html = visitor.get(reverse("account_reset_password_from_key", args=["1", "used-key"])).content.decode()

    assert "does not work any more" in html
    assert f'href="{reverse("account_reset_password")}"' in html


def test_signing_out_forgets_the_drafts_of_this_browser(ruth, client_for):
    html = client_for(ruth).get(reverse("account_logout")).content.decode()

    assert "data-clear-drafts" in html
    assert PASSWORD not in html


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_no_placeholder_repeats_a_label(visitor, name):
    assert "placeholder" not in visitor.get(reverse(name)).content.decode().split("<main")[1]


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_reauthenticate"])
def test_no_placeholder_repeats_a_label_once_signed_in(ruth, client_for, name):
    assert "placeholder" not in client_for(ruth).get(reverse(name)).content.decode().split("<main")[1]


NEW = {"email": "new@example.org", "password1": "three-boats-on-a-lake"}
MAILS = {  # what somebody does: (page, form, subject in English, in Spanish, a link that must be in it)
    "signs up": (
        "account_signup",
        NEW,
        "Please confirm your e-mail address",
        "Confirme su correo electrónico",
        "/accounts/confirm-email/",
    ),
    "signs up twice": (
        "account_signup",
        NEW | {"email": "ruth@example.org"},
        "You have an account already",
        "Usted ya tiene una cuenta",
        "/accounts/password/reset/",
    ),
    "lost the password": (
        "account_reset_password",
        {"email": "ruth@example.org"},
        "Choose a new password",
        "Elija una contraseña nueva",
        "/accounts/password/reset/key/",
    ),
    "never had an account": (
        "account_reset_password",
        {"email": "nobody@example.org"},
        "You have no account with this address",
        "No hay una cuenta con este correo",
        "/accounts/signup/",
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("what", MAILS)
def test_e_mails_are_in_our_own_plain_words(ruth, visitor, what, language, settings):
    # Told by e-mail where addresses must be confirmed first; the sign-up form says it elsewhere.
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory" if what == "signs up twice" else "optional"
    page, form, *subjects, link = MAILS[what]
    cache.clear()  # allauth sends a person the same e-mail once in three minutes

    visitor.post(reverse(page).replace("/en/", f"/{language}/"), form)

    (letter,) = mail.outbox
    assert letter.subject == subjects[language == "es"]
    assert link in letter.body
    assert "Lakeside Clinic" in letter.body
    assert "&#" not in letter.body
    assert ("Hello," in letter.body, "Hola:" in letter.body) == (language == "en", language == "es")
    plain = re.sub(r"https?://\S+|\S+@\S+", "", letter.body)
    assert readability.grade(plain, language).is_easy
