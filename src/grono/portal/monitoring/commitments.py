"""The contracts behind reported money, as the checks of state aid count them before the ledger holds their aid (STR-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.monitoring.kinds import Role
from grono.portal.monitoring.lawfulness import contract_of
from grono.portal.monitoring.models import Report, Value

if TYPE_CHECKING:
    from grono.portal.aid.commitments import Commitment


def contracts_with(numbers: frozenset[str]) -> list[Commitment]:
    """Return the contracts with these undertakings, in the amount that the newest report of each names.

    Every report counts from the moment it is saved, and of a report that was corrected the newest version only.
    """
    rows = (
        Value.objects.filter(role=Role.CONTRACTED, aid__number__in=sorted(numbers))
        .select_related("report__period")
        .order_by("report__period__last_day", "report__number", "pk")
    )
    values = list(rows)
    newest = {
        (report.period_id, report.node_key): report.pk
        for report in Report.objects.filter(strategy__in={value.report.strategy_id for value in values}).order_by(
            "number"
        )
    }
    found: dict[tuple[object, ...], Commitment] = {}
    for value in values:
        contract = contract_of(value.aid)
        current = newest[value.report.period_id, value.report.node_key] == value.report_id
        if contract is not None and current:
            found[value.key, contract.number, contract.on] = contract.as_commitment(value.key)
    return list(found.values())
