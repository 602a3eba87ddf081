"""Certificates: only of a finished course, showing what the learner chose, checkable, revocable."""

import json
import re
import shutil
import subprocess
import uuid
from pathlib import Path

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import RSAKey

from courses.certificates import actions, credential, keys, paper
from courses.certificates.models import Certificate, Revocation, SigningKey
from courses.progress.models import Enrolment
from lms.people import actions as people
from lms.people import export

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parent / "data/ob3_achievement_credential.schema.json").read_text())
HOST = "lakeside.localhost"
NAME = "Ruth Łęcka"


@pytest.fixture(scope="module")
def pair():
    """One key pair for all tests: making one takes long."""
    return RSAKey.generate_key(2048, private=True)


@pytest.fixture(autouse=True)
def quick_keys(pair, monkeypatch):
    monkeypatch.setattr(keys.RSAKey, "generate_key", classmethod(lambda cls, *args, **more: pair))


@pytest.fixture
def finished(course):
    """Lets somebody have finished the course: `finished(learner)` returns its key."""

    def make(learner):
        Enrolment.objects.create(
            learner=learner,
            organisation=learner.organisation,
            course_key=course.translation_key,
            completed_at=timezone.now(),
        )
        return course.translation_key

    return make


@pytest.fixture
def certificate(ruth, finished):
    return actions.make(learner=ruth, course_key=finished(ruth), shown_name=NAME, language="en")


def header_of(token):
    return jwt.decode(token, keys.public(SigningKey.objects.get()), algorithms=["RS256"]).header


# --- making one -----------------------------------------------------------------------------------


def test_only_a_finished_course_has_one(ruth, cleo, course, finished, client_for):
    key = finished(ruth)
    Enrolment.objects.create(learner=cleo, organisation=cleo.organisation, course_key=key)
    url = f"/en/my/certificates/{key}/"

    for other in (cleo, None):
        assert client_for(other).get(url).status_code == 404
        assert client_for(other).post(url, {"shown_name": "Me"}).status_code == 404
        assert "No certificate yet" in client_for(other).get("/en/my/certificates/").text
    with pytest.raises(actions.NotFinished):
        actions.make(learner=cleo, course_key=key, shown_name="", language="en")
    assert course.title in client_for(ruth).get("/en/my/certificates/").text


def test_it_is_made_with_the_name_that_was_typed_and_links_to_all_of_it(ruth, finished, client_for):
    client, url = client_for(ruth), f"/en/my/certificates/{finished(ruth)}/"

    page = client.post(url, {"shown_name": f"  {NAME} "}, follow=True).text

    made = Certificate.objects.get()
    assert made.shown_name == NAME and NAME in page
    assert f"http://lakeside.localhost:8000/en/certificate/{made.code}/" in page
    assert len(made.code) >= 22  # 128 bits
    assert client.get(f"{url}pdf/").content.startswith(b"%PDF")


def test_a_name_that_the_pdf_cannot_write_is_refused(ruth, finished, client_for):
    answer = client_for(ruth).post(f"/en/my/certificates/{finished(ruth)}/", {"shown_name": "王"})

    assert answer.status_code == 422
    assert not Certificate.objects.exists()


def test_the_same_form_twice_is_one_and_another_name_replaces_it(ruth, certificate):
    again = actions.make(learner=ruth, course_key=certificate.course_key, shown_name=NAME, language="en")
    assert again.code == certificate.code

    other = actions.make(learner=ruth, course_key=certificate.course_key, shown_name="", language="en")

    assert Certificate.objects.get() == other and other.code != certificate.code
    assert Revocation.objects.get().number == certificate.number
    assert "identifier" not in credential.document(other)["credentialSubject"]


# --- the page for others --------------------------------------------------------------------------


def test_anybody_with_the_address_sees_what_was_chosen_and_nothing_else(ruth, certificate):
    answer = Client(HTTP_HOST=HOST).get(f"/en/certificate/{certificate.code}/")

    assert answer["X-Robots-Tag"] == "noindex"
    title = certificate.course_title
    for shown in (NAME, title, "Lakeside Clinic", "This certificate is real", "no license"):
        assert shown in answer.text
    assert ruth.user.email not in answer.text and str(ruth.actor_name) not in answer.text


def test_another_organisation_and_a_guess_show_nothing(certificate, nonprofit):
    other = Client(HTTP_HOST="localhost").get(f"/en/certificate/{certificate.code}/")
    guess = Client(HTTP_HOST=HOST).get("/en/certificate/AAAAAAAAAAAAAAAAAAAAAA/")

    for answer in (other, guess):
        assert answer.status_code == 404
        assert NAME not in answer.text
    for end in ("badge.json", "badge.jwt"):
        address = f"/en/certificate/{certificate.code}/{end}"
        assert Client(HTTP_HOST="localhost").get(address).status_code == 404


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_it_is_checked_while_its_organisation_is_shut_too(clinic, certificate, client_for, status):
    clinic.status = status
    clinic.save()
    client, page = client_for(), f"/en/certificate/{certificate.code}/"

    for address in (page, f"{page}badge.json", f"{page}badge.jwt", "/en/certificate/"):
        assert client.get(address).status_code == 200, address
    for address in ("issuer.json", "revoked.json", f"keys/{certificate.key.key_id}.json"):
        assert client.get(f"/credentials/{address}").status_code == 200, address
    assert client.get("/en/learn/").status_code in (410, 503)


def test_a_changed_row_does_not_pass_for_real(certificate):
    head, body, signature = certificate.signed.split(".")
    Certificate.objects.update(signed=f"{head}.{body[:-6]}AAAAAA.{signature}")

    page = Client(HTTP_HOST=HOST).get(f"/en/certificate/{certificate.code}/").text

    assert "does not hold" in page and "is real" not in page


def test_the_pages_ask_the_database_little(ruth, certificate, client_for, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        Client(HTTP_HOST=HOST).get(f"/en/certificate/{certificate.code}/")
    client = client_for(ruth)
    with django_assert_max_num_queries(9):
        client.get("/en/my/certificates/")


# --- the badge ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAME, ""])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_credential_is_what_open_badges_asks_for(ruth, finished, name, language):
    made = actions.make(learner=ruth, course_key=finished(ruth), shown_name=name, language=language)
    checker = jsonschema_rs.Draft201909Validator(SCHEMA, validate_formats=True)

    said = credential.document(made)

    assert not [str(fault) for fault in checker.iter_errors(said)]
    for part in ("issuer", "credentialSubject", "validFrom", "@context"):
        assert not checker.is_valid({name: value for name, value in said.items() if name != part})


def test_the_proof_is_a_jwt_as_open_badges_describes_it(certificate):
    row = SigningKey.objects.get()
    token = jwt.decode(certificate.signed, RSAKey.import_key(row.public), algorithms=["RS256"])

    assert set(token.header) == {"alg", "typ", "kid"}
    assert token.header["alg"] == "RS256" and token.header["typ"] == "JWT"
    said = token.claims
    assert said["iss"] == said["issuer"]["id"]
    assert said["jti"] == said["id"]
    assert said["sub"] == said["credentialSubject"]["id"]
    assert said["nbf"] == int(certificate.made_at.timestamp())
    assert NAME in json.dumps(said, ensure_ascii=False)


def test_a_stranger_can_verify_it_with_what_is_public(certificate):
    client = Client(HTTP_HOST=HOST)
    badge = client.get(f"/en/certificate/{certificate.code}/badge.jwt").content.decode()
    kid = header_of(badge)["kid"]
    public = client.get(kid.partition(":8000")[2]).json()
    assert "d" not in public and public["kty"] == "RSA"

    said = jwt.decode(badge, RSAKey.import_key(public), algorithms=["RS256"]).claims

    issuer = client.get(said["issuer"]["id"].partition(":8000")[2])
    assert issuer.json()["id"] == said["issuer"]["id"]
    assert issuer["Access-Control-Allow-Origin"] == "*"
    revoked = client.get(said["credentialStatus"]["id"].partition(":8000")[2]).json()
    assert revoked["revokedCredential"] == []
    assert client.get(f"/en/certificate/{certificate.code}/badge.json").json()["id"] == said["id"]


def test_a_signature_that_does_not_hold_is_no_badge(certificate):
    certificate.signed = certificate.signed[:-8] + "AAAAAAAA"
    certificate.save()

    assert Client(HTTP_HOST=HOST).get(f"/en/certificate/{certificate.code}/badge.json").status_code == 404


@pytest.mark.parametrize("names", [{"kid": ""}, {"kid": "https://elsewhere.example.org/keys/1.json"}, {}])
def test_a_badge_that_names_no_key_of_ours_is_refused(certificate, names):
    _row, pair = keys.of(certificate.organisation)
    forged = jwt.encode({"alg": "RS256", **names}, {"id": "x"}, pair, algorithms=["RS256"])

    with pytest.raises(credential.NotValid):
        credential.verify(forged, certificate.organisation)


def test_an_organisation_shows_its_own_keys_only(certificate, nonprofit):
    key = SigningKey.objects.get().key_id

    assert Client(HTTP_HOST="localhost").get(f"/credentials/keys/{key}.json").status_code == 404


def test_the_private_half_is_sealed_and_a_new_secret_makes_a_new_pair(certificate, settings):
    row = SigningKey.objects.get()
    assert "PRIVATE" not in row.sealed_private and "d" not in row.public

    settings.SECRET_KEY = "another one"  # noqa: S105
    other, _pair = keys.of(certificate.organisation)

    assert other.pk != row.pk
    assert credential.verify(certificate.signed, certificate.organisation)


def test_a_pasted_badge_is_checked_and_its_claims_must_agree(certificate, pair):
    client = Client(HTTP_HOST=HOST)

    def check(text):
        return client.post("/en/certificate/", {"badge": text}).text

    assert "This badge is real" in check(f"  {certificate.signed[:100]}\n{certificate.signed[100:]} ")
    assert "This is no badge of ours" in check("abc")
    said = credential.document(certificate)
    forged = {"iss": said["issuer"]["id"], "jti": "urn:uuid:other", "sub": "urn:x", "nbf": 1}
    token = jwt.encode({"alg": "RS256"}, said | forged, pair, algorithms=["RS256"])
    assert "This is no badge of ours" in check(token)
    unsigned = jwt.encode({"alg": "HS256"}, said | forged, keys_of_another_kind(), algorithms=["HS256"])
    assert "This is no badge of ours" in check(unsigned)
    assert client.post("/en/certificate/", {"badge": ""}).status_code == 422


def keys_of_another_kind():
    from joserfc.jwk import OctKey

    return OctKey.generate_key(256)


# --- the end of it --------------------------------------------------------------------------------


def test_it_ends_with_a_yes_on_its_own_page_only(ruth, cleo, certificate, client_for):
    url = f"/en/my/certificates/{certificate.course_key}/"
    for end in ("delete/", "pdf/"):
        assert client_for(cleo).get(url + end).status_code == 404
    assert client_for(cleo).post(f"{url}delete/").status_code == 404

    client = client_for(ruth)
    client.get(f"{url}delete/")
    assert Certificate.objects.exists()
    client.post(f"{url}delete/")

    assert not Certificate.objects.exists()
    visitor = Client(HTTP_HOST=HOST)
    assert visitor.get(f"/en/certificate/{certificate.code}/").status_code == 404
    assert "does not count any more" in visitor.post("/en/certificate/", {"badge": certificate.signed}).text


def test_it_is_in_the_download_and_revoked_when_its_owner_is_erased(ruth, certificate):
    (row,) = export.of(ruth)["courses"]["certificates"]
    assert row["name shown"] == NAME and row["credential"] == certificate.signed

    people.erase(learner=ruth)

    assert not Certificate.objects.exists()
    revoked = Client(HTTP_HOST=HOST).get("/credentials/revoked.json").json()
    assert revoked["revokedCredential"] == [{"id": f"urn:uuid:{certificate.number}", "revoked": True}]


def test_of_two_for_one_course_the_accounts_stays(ruth, guest, certificate, finished):
    theirs = actions.make(learner=guest, course_key=finished(guest), shown_name="G", language="en")

    people.adopt_guest(user=ruth.user, guest=guest)

    assert Certificate.objects.get() == certificate
    assert Revocation.objects.get().number == theirs.number


# --- the paper ------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_titled_and_in_its_language(ruth, finished, tmp_path):
    made = actions.make(learner=ruth, course_key=finished(ruth), shown_name=NAME, language="es")
    data = paper.write(made, address="https://example.org/es/certificate/x/")

    assert b"/Lang (es)" in data and b"/Marked true" in data and b"/DisplayDocTitle true" in data
    kinds = re.findall(rb"/S /(\w+)", data)
    assert kinds.count(b"H1") == 1 and kinds.count(b"H2") == 3 and kinds.count(b"P") >= 8
    assert data.count(b"/FontFile2") == 2  # the letters are inside
    if shutil.which("pdfinfo"):
        file = tmp_path / "one.pdf"
        file.write_bytes(data)
        asked = ["pdfinfo", "-struct-text", str(file)]
        text = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        assert NAME in text and "Certificado de curso terminado" in text
        assert text.index("H1") < text.index(NAME) < text.index(made.course_title)


def test_codes_are_not_alike(ruth, certificate):
    other = Certificate(learner=ruth, course_key=uuid.uuid4())

    assert other.code != certificate.code and other.number != certificate.number
