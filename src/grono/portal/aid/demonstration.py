"""The ledger of the demonstration: invented aid to invented firms of the directory."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import override

from grono.portal.aid.actions import (
    enter_undertaking,
    issue_certificate,
    record_grant,
    record_link,
    record_reorganisation,
)
from grono.portal.aid.kinds import AidForm, Change, Control, Size
from grono.portal.aid.queries import grant_identifiers
from grono.portal.core import demonstration
from grono.portal.core.visitor import Visitor
from grono.portal.directory.kinds import OrganisationType
from grono.portal.directory.queries import organisations_visible_to

if TYPE_CHECKING:
    from grono.portal.aid.models import Grant, Undertaking

BASIS = "Uchwała o pomocy de minimis (przykład wymyślony)"
GRANTOR = "Prezydent miasta (przykład wymyślony)"
EVIDENCE = "Odpis z KRS (przykład wymyślony)"
NUMBERS = ("0000000017", "0000000023", "0000000046", "0000000052", "0000000069", "0000000075", "0000000081")
"""Tax numbers with a right check digit that no tax office gives out: none of them begins with 000."""

# Number of the firm, days ago, amount in euro, form: the first firm repeats the worked example of the rules.
GRANTS = (
    (0, 830, "120000.00", AidForm.GRANT),
    (0, 620, "100000.00", AidForm.LOAN),
    (0, 40, "50000.00", AidForm.GRANT),
    (1, 660, "100000.00", AidForm.GRANT),
    (2, 630, "80000.00", AidForm.TAX),
    (3, 590, "50000.00", AidForm.GRANT),
    (4, 650, "180000.00", AidForm.GRANT),
    (5, 190, "160000.00", AidForm.GUARANTEE),
    (6, 300, "24500.00", AidForm.GRANT),
)


@demonstration.register("aid", order=55)
def load() -> None:
    """Enter the ledger unless there is one."""
    if grant_identifiers():
        return
    with override("pl"):  # the examples are written in Polish
        _load()


def _load() -> None:
    firms = _firms()
    if len(firms) < len(NUMBERS):
        return
    today = timezone.localdate()

    def ago(days: int) -> datetime.date:
        return today - datetime.timedelta(days=days)

    _link(firms[1], firms[2], ago(900))
    _link(firms[2], firms[3], ago(500))
    first: Grant | None = None
    for number, days, amount, form in GRANTS:
        grant = _grant(firms[number], ago(days), Decimal(amount), form)
        first = first or grant
    record_reorganisation(
        by=None,
        values={
            "kind": Change.MERGER,
            "effective_date": ago(80),
            "parties": [firms[4].number, firms[5].number],
            "equity": [],
            "evidence": EVIDENCE,
        },
    )
    if first is not None:
        issue_certificate(
            by=None, grant=first, number="DM/1/przykład", issued_on=first.granting_date, signatory=GRANTOR
        )


def _firms() -> list[Undertaking]:
    found = organisations_visible_to(Visitor()).filter(
        is_invented=True, type=OrganisationType.FIRM, natural_person=False
    )
    chosen = found.order_by("source_key", "pk")[: len(NUMBERS)]
    return [
        enter_undertaking(by=None, number=number, name=organisation.legal_name, is_invented=True)
        for number, organisation in zip(NUMBERS, chosen, strict=False)
    ]


def _link(parent: Undertaking, child: Undertaking, since: datetime.date) -> None:
    values = {
        "kind": Control.VOTES,
        "valid_from": since,
        "valid_to": None,
        "via_public_body": False,
        "via_natural_person": False,
        "evidence": EVIDENCE,
    }
    record_link(by=None, parent=parent, child=child, values=values)


def _grant(beneficiary: Undertaking, day: datetime.date, amount: Decimal, form: str) -> Grant:
    values = {
        "granting_date": day,
        "regulation": "2023/2831",
        "gge_eur": amount,
        "legal_basis": BASIS,
        "form": form,
        "purpose": "Rozwój działalności (przykład wymyślony)",
        "grantor": GRANTOR,
        "legal_form": "spółka z ograniczoną odpowiedzialnością",
        "size": Size.SMALL,
        "act_date": day,
        "act_description": "decyzja",
        "funds_origin": "budżet miasta",
    }
    return record_grant(by=None, beneficiary=beneficiary, values=values).grant
