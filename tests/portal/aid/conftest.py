"""Who keeps the ledger, and the grants of the worked examples."""

import pytest

from tests.portal.aid.factories import make_grant, make_undertaking


@pytest.fixture
def officer(people):
    return people.client("aid_officer")


@pytest.fixture
def three_grants(db):
    """The grants G of the rules."""
    firm = make_undertaking()
    for day, amount in (("2024-08-07", "120000"), ("2025-03-01", "100000"), ("2026-11-15", "50000")):
        make_grant(firm, day, amount)
    return firm
