"""Undertakings with aid for tests; the tax numbers are invented, with right check digits."""

import datetime
from decimal import Decimal

from grono.portal.aid.actions import enter_undertaking, issue_certificate, record_grant, record_link
from grono.portal.aid.kinds import Control

NIP, OTHER, THIRD, FOURTH = "5260000005", "5250000009", "5240000002", "5200000007"
DAY = datetime.date.fromisoformat


def make_undertaking(number=NIP, name="Mleczarnia Próbna", **values):
    return enter_undertaking(by=None, number=number, name=name, **values)


def make_grant(beneficiary=None, day="2026-01-10", amount="100000", **values):
    given = {"granting_date": DAY(day), "gge_eur": Decimal(amount), "regulation": "2023/2831", **values}
    return record_grant(by=None, beneficiary=beneficiary or make_undertaking(), values=given, as_fact=True).grant


def make_link(parent=None, child=None, since="2024-01-01", **values):
    parent = parent or make_undertaking(OTHER, "Holding Próbny")
    given = {
        "kind": Control.VOTES,
        "valid_from": DAY(since),
        "valid_to": None,
        "via_public_body": False,
        "via_natural_person": False,
        "evidence": "KRS",
        **values,
    }
    return record_link(by=None, parent=parent, child=child or make_undertaking(), values=given)


def make_certificate(grant=None, number="DM/1", **values):
    given = {"issued_on": DAY("2026-01-10"), "signatory": "Jan Próbny", **values}
    return issue_certificate(by=None, grant=grant or make_grant(), number=number, **given)
