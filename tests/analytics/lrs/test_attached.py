"""Part 2, 2.4.11 and 2.6, part 3, 1.5.2: attachments there and back, and signatures."""

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from analytics.lrs.models import Attachment, Statement
from tests.analytics.lrs.conftest import both_versions, clause, statement

pytestmark = pytest.mark.django_db
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def attachment(content, **more):
    return {
        "usageType": "https://a.example/certificate", "display": {"en": "A"}, "contentType": "text/plain",
        "length": len(content), "sha2": hashlib.sha256(content).hexdigest(),
    } | more  # fmt: skip


def multipart(document, *contents, boundary="b-1", kind="application/json", **headers):
    """Returns the keywords for a request of statements and parts."""
    pieces = [f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n{json.dumps(document)}\r\n".encode()]
    for content in contents:
        given = {
            "Content-Type": "text/plain", "Content-Transfer-Encoding": "binary",
            "X-Experience-API-Hash": hashlib.sha256(content).hexdigest(),
        } | headers  # fmt: skip
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
        pieces += [f"--{boundary}\r\n{lines}\r\n".encode(), content, b"\r\n"]
    body = b"".join([*pieces, f"--{boundary}--\r\n".encode()])
    return {"body": body, "kind": f"multipart/mixed; boundary={boundary}"}


FILE = b"line\r\n\r\n--b\x00\xff end\r\n"


@both_versions
@clause("3-1.5.2 multipart in", "3-2.1.3 attachments=true", "2-2.4.11 by hash")
def test_a_file_goes_there_and_back_byte_by_byte(ask, version):
    document = statement(attachments=[attachment(FILE)])
    stored = ask("POST", version=version, **multipart([document, document], FILE))
    answer = ask("GET", version=version, attachments="true", statementId=stored.json()[0])

    boundary = answer["Content-Type"].split('boundary="')[1].rstrip('"').encode()
    first, second = answer.content.split(b"--" + boundary)[1:3]
    assert stored.status_code == 200
    assert json.loads(first.partition(b"\r\n\r\n")[2])["attachments"] == document["attachments"]
    assert second.endswith(b"\r\n\r\n" + FILE + b"\r\n")
    assert hashlib.sha256(FILE).hexdigest().encode() in second
    assert Attachment.objects.count() == 1


@clause("3-2.1.3 attachments=true", "3-2.1.3 attachments=false")
def test_the_answer_is_multipart_only_when_asked(ask):
    ask("POST", **multipart(statement(attachments=[attachment(FILE)]), FILE))

    assert ask("GET", attachments="true")["Content-Type"].startswith("multipart/mixed")
    assert ask("GET", attachments="false")["Content-Type"] == "application/json"
    assert ask("GET")["Content-Type"] == "application/json"


@clause("2-2.4.11 fileUrl")
def test_a_file_that_lies_elsewhere_needs_no_part(ask):
    there = attachment(FILE, fileUrl="https://a.example/file")

    assert ask("POST", body=statement(attachments=[there])).status_code == 200
    assert ask("POST", **multipart(statement(attachments=[there]))).status_code == 200
    assert ask("POST", body=statement(attachments=[attachment(FILE)])).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        multipart(statement(), FILE),
        multipart(statement(attachments=[attachment(FILE)])),
        multipart(statement(attachments=[attachment(FILE)]), FILE, b"another"),
        multipart(statement(attachments=[attachment(FILE)]), FILE, **{"Content-Transfer-Encoding": None}),
        multipart(statement(attachments=[attachment(FILE)]), FILE, **{"Content-Transfer-Encoding": "base64"}),
        multipart(statement(attachments=[attachment(FILE)]), FILE, **{"X-Experience-API-Hash": None}),
        multipart(statement(attachments=[attachment(FILE)]), FILE, **{"X-Experience-API-Hash": "0" * 64}),
        multipart(statement(attachments=[attachment(FILE)]), FILE, kind="text/plain"),
        multipart(statement(attachments=[attachment(FILE)]), FILE) | {"kind": "multipart/mixed"},
        multipart(statement(attachments=[attachment(FILE)]), FILE) | {"kind": "multipart/mixed; boundary=x"},
        multipart(statement(attachments=[attachment(FILE)]), FILE)
        | {"kind": "multipart/form-data; boundary=b-1"},
        {"body": b"--b-1--", "kind": "multipart/mixed; boundary=b-1"},
        {"body": statement(), "kind": "text/plain"},
    ],
)
@clause("3-1.5.2 parts missing, extra or wrong", "3-1.5 content types")
def test_parts_that_are_missing_spare_or_wrong_are_400_and_nothing_is_stored(ask, asked):
    assert ask("POST", **asked).status_code == 400
    assert not Statement.objects.exists()
    assert not Attachment.objects.exists()


def test_another_organisations_file_is_not_given_out(ask, asker, nonprofit):
    ask("POST", **multipart(statement(attachments=[attachment(FILE)]), FILE))
    theirs = asker(nonprofit)
    there = attachment(FILE, fileUrl="https://a.example/file")
    theirs("POST", body=statement(attachments=[there]))

    assert FILE not in theirs("GET", attachments="true").content


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key, issuer_key, name="Portal"):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Portal")])
    at = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(at).not_valid_after(at + timedelta(days=1))
    signed = builder.sign(issuer_key, hashes.SHA256())
    return base64.b64encode(signed.public_bytes(serialization.Encoding.DER)).decode()


def signed(document, key, *, alg="RS256", payload=None, kind="application/octet-stream", **header):
    """Returns the keywords for a request of a signed statement."""

    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    digest = {"RS256": hashes.SHA256, "RS384": hashes.SHA384, "RS512": hashes.SHA512}.get(alg, hashes.SHA256)
    said = document if payload is None else payload
    text = b".".join(encoded(json.dumps(part).encode()) for part in ({"alg": alg} | header, said))
    jws = text + b"." + encoded(key.sign(text, padding.PKCS1v15(), digest()))
    described = attachment(jws, usageType=SIGNATURE, contentType=kind)
    return multipart(document | {"attachments": [described]}, jws)


def identified(**more):
    return statement(id=str(uuid.uuid4()), timestamp="2026-03-01T10:00:00Z", **more)


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
@clause("2-2.6 RS256, RS384 and RS512", "2-2.6 x5c")
def test_a_signed_statement_is_taken(ask, key, alg):
    plain, chained = (
        signed(identified(), key, alg=alg),
        signed(identified(), key, alg=alg, x5c=[certificate(key, key, "Leaf"), certificate(key, key)]),
    )

    assert ask("POST", **plain).status_code == 200
    assert ask("POST", **chained).status_code == 200


@clause("2-2.6 payload", "2-2.6 algorithms", "2-2.6 content type", "2-2.6 signature matches the certificate")
def test_a_signature_that_is_none_is_400(ask, key):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    document = identified()
    faulty = [
        signed(document, key, payload=document | {"result": {"success": True}}),
        signed(document, key, payload=[]),
        signed(document, key, alg="HS256"),
        signed(document, key, alg="none"),
        signed(document, key, kind="application/json"),
        signed(document, key, x5c=[certificate(other, other)]),
        signed(document, key, x5c=[certificate(key, other), certificate(key, key)]),
        signed(document, key, x5c=["AAAA"]),
        signed(document, key, x5c=[]),
        signed(document, key, x5c="x"),
        signed(document, key, crit=["b64"]),
    ]

    assert [ask("POST", **one).status_code for one in faulty] == [400] * len(faulty)
    for jws in (b"no", b"a.b.c", b"\xff.\xff.\xff"):
        described = attachment(jws, usageType=SIGNATURE, contentType="application/octet-stream")
        assert ask("POST", **multipart(document | {"attachments": [described]}, jws)).status_code == 400
    assert not Statement.objects.exists()
