"""Fixtures of the sources: an office on the loopback, and a present that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

import pytest

from grono.sources.fetching import Client
from tests.sources.office import Office


class Present:
    """A clock that only moves when somebody waits."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 12, tzinfo=UTC)
        self.waited = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.waited += seconds
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def present():
    return Present()


@pytest.fixture
def office():
    office = Office()
    yield office
    office.close()


@pytest.fixture
def make_client(tmp_path, present):
    clients = []

    def make(**options):
        options = {"now": present, "sleep": present.sleep, "minimum_age": timedelta(hours=12), **options}
        clients.append(Client(tmp_path / "raw", **options))
        return clients[-1]

    yield make
    for client in clients:
        client.__exit__()
