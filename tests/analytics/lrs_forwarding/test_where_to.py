"""Where statements may be sent, and the password that opens it."""

import pytest

from analytics import rollups
from analytics.lrs.forwarding import actions, addresses, delivery, sealing, sending
from analytics.lrs.forwarding.models import OutboxEntry, Target
from tests.analytics.conftest import learners, record

pytestmark = pytest.mark.django_db


def learn(organisation, count=3):
    """Records `count` statements and has them counted, which puts them on their way; returns their ids."""
    (learner,) = learners(organisation, 1)
    found = [str(record(learner, "says", score=0.5).statement_id) for _number in range(count)]
    rollups.fold_for(60)
    return found


def deliver(target):
    target.refresh_from_db()
    return delivery.deliver(target)


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "http://lrs.example/xapi",
            "ftp://lrs.example/",
            "https://user:pass@lrs.example/",
            "https://lrs.example/?x=1",
            "https:///xapi",
            "https://lrs.example:99999/",
            "no address",
            "file:///etc/passwd",
        ],
    )
    def test_only_a_plain_https_address_is_taken(self, url, settings):
        settings.LRS_FORWARD_TO_LOOPBACK = False
        with pytest.raises(addresses.BadAddress):
            addresses.parse(url)

    @pytest.mark.parametrize(
        "ip",
        [
            "127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
            "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "::",
        ],
    )  # fmt: skip
    def test_a_name_that_leads_into_the_house_is_refused(self, ip, monkeypatch, settings):
        settings.LRS_FORWARD_TO_LOOPBACK = False
        looked_up = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", (ip, 443))]
        monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: looked_up)

        with pytest.raises(addresses.BadAddress):
            addresses.resolve(addresses.parse("https://lrs.example/xapi"))

    def test_a_public_one_is_called_at_the_address_that_was_looked_at(self, monkeypatch, clinic, settings):
        settings.LRS_FORWARD_TO_LOOPBACK = False
        monkeypatch.setattr(
            addresses.socket,
            "getaddrinfo",
            lambda *args, **kwargs: [(2, 1, 6, "", ("93.184.215.14", 443))],
        )
        called = []
        monkeypatch.setattr(sending.socket, "create_connection", lambda *args: called.append(args) or 1 / 0)
        target = Target(
            endpoint="https://lrs.example/xapi",
            username="x",
            sealed_password=sealing.seal("y"),
            version="1.0.3",
        )

        with pytest.raises(ZeroDivisionError):
            sending.post(target, b"[]")

        assert called == [(("93.184.215.14", 443), sending.CONNECT_SECONDS)]

    def test_the_certificate_is_asked_for_by_name(self, monkeypatch, clinic, settings):
        settings.LRS_FORWARD_TO_LOOPBACK = False
        wrapped = []

        class Context:
            def wrap_socket(self, sock, server_hostname):
                wrapped.append(server_hostname)
                raise OSError("enough")

        class Socket:
            def settimeout(self, seconds):
                pass

            def close(self):
                pass

        answer = [(2, 1, 6, "", ("93.184.215.14", 443))]
        monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: answer)
        monkeypatch.setattr(sending.socket, "create_connection", lambda *args: Socket())
        monkeypatch.setattr(sending.ssl, "create_default_context", Context)
        target = Target(
            endpoint="https://lrs.example/xapi",
            username="x",
            sealed_password=sealing.seal("y"),
            version="1.0.3",
        )

        with pytest.raises(sending.Unreachable):
            sending.post(target, b"[]")

        assert wrapped == ["lrs.example"]


class TestPasswords:
    def test_the_database_does_not_hold_it(self, clinic, target_of):
        target = target_of(clinic)

        assert "open sesame" not in str(vars(Target.objects.get(pk=target.pk)))
        assert sealing.unseal(target.sealed_password) == "open sesame"

    def test_with_another_server_key_it_must_be_typed_again(self, clinic, target_of, settings):
        target = target_of(clinic)
        learn(clinic, 1)
        settings.LRS_SERVER_KEY = "another"

        deliver(target)

        target.refresh_from_db()
        assert target.last_error == "The password cannot be read any more. Type it again."
        assert OutboxEntry.objects.count() == 1

    def test_it_is_not_sent_to_another_address_than_it_was_given_for(self, clinic, target_of, elsewhere):
        target = target_of(clinic)

        with pytest.raises(actions.PasswordNeeded):
            actions.change(
                target=target, name="x", endpoint="https://evil.example", username="portal", password="",
                version="1.0.3",
            )  # fmt: skip
