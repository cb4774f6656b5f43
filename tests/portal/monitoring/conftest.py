import pytest
from django.utils.translation import override

from tests.portal.monitoring.factories import make_period, make_plan


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English; pages have the language of their address."""
    with override("en"):
        yield


@pytest.fixture
def strategy(db):
    return make_plan()


@pytest.fixture
def period(strategy):
    return make_period(strategy)
