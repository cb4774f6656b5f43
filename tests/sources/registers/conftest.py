"""Fixtures of the registers: recordings, stubs on the loopback, and a transport that may reach them."""

from datetime import UTC, datetime

import pytest

from grono.sources.registers import GuardedTransport
from tests.sources.registers.stub import Stub

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def recordings(shared_data):
    return shared_data / "registers"


@pytest.fixture
def stubs():
    opened = []

    def make(answer):
        opened.append(Stub(answer))
        return opened[-1]

    yield make
    for stub in opened:
        stub.close()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def loopback(pauses):
    """A transport that may reach the loopback and nothing else."""
    with GuardedTransport(
        now=lambda: NOON,
        sleep=pauses.append,
        hosts=frozenset({"127.0.0.1"}),
        resolve=lambda host, port: [host],
        may_reach=lambda address: address == "127.0.0.1",
        schemes=frozenset({"http"}),
    ) as transport:
        yield transport
