"""Signatures that must lead to an authority that is trusted here (LRS_SIGNATURE_ROOTS)."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.analytics.lrs.conftest import clause
from tests.analytics.lrs.test_attached import identified, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys():
    return [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _number in range(3)]


def certificate(key, name, issuer_key, issuer, *, is_authority, days=1):
    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    begin = datetime.now(UTC) - timedelta(days=10)
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(datetime.now(UTC) + timedelta(days=days))
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def text(one):
    return base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode()


@pytest.fixture
def root(keys, settings, tmp_path):
    """The authority that is trusted here."""
    found = certificate(keys[0], "Root", keys[0], "Root", is_authority=True)
    path = tmp_path / "roots.pem"
    path.write_bytes(found.public_bytes(serialization.Encoding.PEM))
    settings.LRS_SIGNATURE_ROOTS = str(path)
    return found


@clause("2-2.6 the chain of certificates")
def test_a_chain_that_leads_to_a_trusted_authority_is_taken(ask, keys, root):
    leaf = certificate(keys[1], "Leaf", keys[0], "Root", is_authority=False)

    for chain in ([leaf], [leaf, root]):
        sent = signed(identified(), keys[1], x5c=[text(one) for one in chain])
        assert ask("POST", **sent).status_code == 200


@clause("2-2.6 the chain of certificates")
def test_one_that_leads_elsewhere_is_400(ask, keys, root):
    own = certificate(keys[2], "Root", keys[2], "Root", is_authority=True)
    leaf = certificate(keys[1], "Leaf", keys[2], "Root", is_authority=False)
    old = certificate(keys[1], "Leaf", keys[0], "Root", is_authority=False, days=-1)
    middle = certificate(keys[1], "Middle", keys[0], "Root", is_authority=False)
    below = certificate(keys[2], "Below", keys[1], "Middle", is_authority=False)

    for key, chain, why in (
        (keys[1], [leaf, own], "no authority that is trusted"),
        (keys[2], [own], "no authority that is trusted"),
        (keys[1], [old], "out of its time"),
        (keys[2], [below, middle], "is no authority"),
    ):
        answer = ask("POST", **signed(identified(), key, x5c=[text(one) for one in chain]))
        assert answer.status_code == 400
        assert why in answer.json()["error"]


def test_without_authorities_a_whole_chain_is_enough(ask, keys):
    own = certificate(keys[2], "Own", keys[2], "Own", is_authority=True)

    assert ask("POST", **signed(identified(), keys[2], x5c=[text(own)])).status_code == 200
