from datetime import date
from decimal import Decimal

import pytest

from grono.stateaid import AidGrant, Ledger, Reorganisation


@pytest.fixture(scope="session")
def example(oracle):
    """Return one worked example of the oracle file by its identifier."""
    found = oracle("stateaid")
    return lambda name: (found[name]["input"], found[name]["expected"])


@pytest.fixture
def three_grants():
    """The grants G of the rules: 120 000, 100 000 and 50 000 to one undertaking."""
    rows = (("2024-08-07", "120000"), ("2025-03-01", "100000"), ("2026-11-15", "50000"))
    return Ledger(AidGrant("X", date.fromisoformat(day), Decimal(amount), identifier=day) for day, amount in rows)


@pytest.fixture
def merged():
    """P and Q with aid of their own, merged on 1 September 2026."""
    return Ledger(
        [AidGrant("P", date(2025, 2, 10), Decimal(180_000)), AidGrant("Q", date(2026, 5, 20), Decimal(160_000))],
        reorganisations=[Reorganisation("merger", date(2026, 9, 1), ("P", "Q"))],
    )
