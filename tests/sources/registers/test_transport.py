"""The way to a register: hosts of the list only, never into a private network (TRU-19)."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.sources.registers import (
    AddressRefused,
    GuardedTransport,
    RegisterRequest,
    RegisterUnreachable,
    is_public,
)
from grono.sources.registers import transport as module
from grono.sources.registers.shipped import allowed_hosts
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply

HOST = "api-krs.ms.gov.pl"


def opened(resolve, *, may_reach=is_public, schemes=("https",), pauses=None):
    sleep = (pauses if pauses is not None else []).append
    return GuardedTransport(
        now=lambda: NOON, sleep=sleep, resolve=resolve, may_reach=may_reach, schemes=frozenset(schemes)
    )


def ask(address, register="krs"):
    return RegisterRequest(register, "GET", address, {"Authorization": "Bearer secret"})


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/", "http://api-krs.ms.gov.pl/", "file:///etc/passwd", "https://api-krs.ms.gov.pl@example.org/",
        "https://user:pass@api-krs.ms.gov.pl/", "https://127.0.0.1/", "https://api-krs.ms.gov.pl.example.org/",
    ],
)  # fmt: skip
def test_address_outside_the_list_is_refused_unresolved(address):
    def never(host, port):
        pytest.fail("was resolved")

    with opened(never) as transport, pytest.raises(AddressRefused, match="is not an address of KRS"):
        transport.send(ask(address))


@pytest.mark.parametrize(
    "found",
    [["10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["::1"], ["fe80::1"], ["fd00::1"], ["::ffff:10.0.0.1"],
     ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["0.0.0.1"], ["224.0.0.1"], ["100.64.0.1"], ["8.8.8.8", "192.168.1.1"], ["x"]],
)  # fmt: skip
def test_name_that_leads_into_a_private_network_is_refused(found):
    with opened(lambda host, port: found) as transport, pytest.raises(AddressRefused, match="into a private network"):
        transport.send(ask(f"https://{HOST}/"))


@given(st.ip_addresses())
def test_what_is_public_is_global(address):
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_private


def test_connection_goes_to_the_judged_address_and_a_changed_answer_is_refused(stubs):
    """The name leads to a public address first and into a private network afterwards: a rebinding stub."""
    stub = stubs(lambda asked: Reply(b"{}"))
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    public = lambda address: address == "127.0.0.1"  # noqa: E731 - the loopback plays the Internet
    with opened(lambda host, port: answers.pop(0), may_reach=public, schemes=["http"]) as transport:
        assert transport.send(ask(f"http://{HOST}:{stub.port}/x")).status == 200
        assert stub.asked[0].headers["Host"] == f"{HOST}:{stub.port}"
        with pytest.raises(AddressRefused, match="into a private network"):
            transport.send(ask(f"http://{HOST}:{stub.port}/x"))
    assert len(stub.asked) == 1
    assert answers == []


def test_redirect_to_a_name_that_has_changed_meanwhile_is_refused(stubs):
    stub = stubs(lambda asked: Reply(status=302, headers={"Location": "/elsewhere"}))
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    public = lambda address: address == "127.0.0.1"  # noqa: E731 - the loopback plays the Internet
    with (
        opened(lambda host, port: answers.pop(0), may_reach=public, schemes=["http"]) as transport,
        pytest.raises(AddressRefused, match="into a private network"),
    ):
        transport.send(ask(f"http://{HOST}:{stub.port}/x"))
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    "location", ["http://10.0.0.1/", "https://example.org/", "//example.org", "http://[", "file:///etc/passwd"]
)
def test_redirect_elsewhere_is_not_followed(stubs, loopback, location):
    stub = stubs(lambda asked: Reply(status=302, headers={"Location": location}))
    with pytest.raises(AddressRefused, match="wants to be asked elsewhere"):
        loopback.send(ask(f"{stub.address}/x"))
    assert len(stub.asked) == 1


def test_redirect_on_the_same_host_is_followed_but_not_for_ever(stubs, loopback):
    stub = stubs(lambda asked: Reply(b"{}") if asked.path == "/b" else Reply(status=301, headers={"Location": "/b"}))
    answer = loopback.send(ask(f"{stub.address}/a"))
    assert (answer.status, answer.address) == (200, f"{stub.address}/b")
    circle = stubs(lambda asked: Reply(status=301, headers={"Location": "/a"}))
    with pytest.raises(RegisterUnreachable, match="from one address to the next"):
        loopback.send(ask(f"{circle.address}/a"))


def test_register_is_asked_once_more_after_a_pause(stubs, loopback, pauses):
    replies = [Reply(status=503, headers={"Retry-After": "7"}), Reply(b"{}")]
    stub = stubs(lambda asked: replies.pop(0))
    assert loopback.send(ask(f"{stub.address}/x")).status == 200
    assert pauses == [7.0]


def test_register_that_wants_a_long_pause_is_left_alone(stubs, loopback, pauses):
    stub = stubs(lambda asked: Reply(status=429, headers={"Retry-After": "900"}))
    assert loopback.send(ask(f"{stub.address}/x")).status == 429
    assert (len(stub.asked), pauses) == (1, [])


def test_broken_connection_is_tried_once_more_and_then_said(stubs, loopback, pauses):
    stub = stubs(lambda asked: None)
    with pytest.raises(RegisterUnreachable, match="KRS gave no answer: no connection could be made or it broke off"):
        loopback.send(ask(f"{stub.address}/x"))
    assert (len(stub.asked), pauses) == (2, [2.0])


def test_slow_register_is_said_to_be_slow(stubs, loopback, monkeypatch):
    import httpx

    def slow(*_, **__):
        raise httpx.ReadTimeout("slow")  # noqa: EM101 - of a test

    monkeypatch.setattr(loopback._http, "stream", slow)
    with pytest.raises(RegisterUnreachable, match="did not answer in time"):
        loopback.send(ask("http://127.0.0.1:9/x"))


def test_name_that_leads_nowhere_is_unreachable():
    def unknown(host, port):
        raise socket.gaierror

    with opened(unknown) as transport, pytest.raises(RegisterUnreachable, match="no connection"):
        transport.send(ask(f"https://{HOST}/"))
    with opened(lambda host, port: []) as transport, pytest.raises(RegisterUnreachable, match="leads nowhere"):
        transport.send(ask(f"https://{HOST}/"))


def test_answer_without_end_is_cut_off(stubs, loopback, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 10)
    stub = stubs(lambda asked: Reply(b"x" * 11))
    with pytest.raises(RegisterUnreachable, match="larger than 10 bytes"):
        loopback.send(ask(f"{stub.address}/x"))


def test_names_are_resolved_by_the_system():
    assert module.resolved("127.0.0.1", 80) == ["127.0.0.1"]


def test_list_of_hosts_is_that_of_the_registers():
    assert allowed_hosts() == {
        "wyszukiwarkaregon.stat.gov.pl", "wyszukiwarkaregontest.stat.gov.pl", "api-krs.ms.gov.pl", "dane.biznes.gov.pl",
        "ec.europa.eu", "api.gleif.org",
    }  # fmt: skip
