"""What the page and the file of the log of a plan show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Column, Status, Table
from grono.portal.core.templatetags.grono import moment
from grono.portal.strategies.kinds import AuthorityKind, PlanField, Precision
from grono.portal.strategies.log_queries import check_of_log
from grono.portal.strategies.pages.plan_words import dated, shown_stored, way
from grono.portal.strategies.pages.wording import said
from grono.portal.strategies.plan_cells import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import PlanFact, Strategy
    from grono.strategy import ChainCheck


def log_page(reader: Reader, strategy: Strategy, facts: Sequence[PlanFact]) -> dict[str, Any]:
    """Return what the page of the log shows."""
    check = check_of_log(reader, strategy)
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy),
        "check": check,
        "proof": proof_sentence(check),
        "status": Status(_("the chain holds"), "success") if check.holds else Status(_("the chain is broken"), "error"),
        "table": _log_table(facts, strategy),
    }


def proof_sentence(check: ChainCheck) -> str:
    """Return what the check of the chain found."""
    if check.broken is not None:
        return said(check.broken)
    sentence = ngettext(
        "%(count)s entry was checked. Its last hash is %(hash)s.",
        "%(count)s entries were checked. The last hash is %(hash)s.",
        check.entries,
    )
    return sentence % {"count": check.entries, "hash": check.last_hash}


def _log_table(facts: Sequence[PlanFact], strategy: Strategy) -> Table:
    columns = [
        Column(_("Entry"), numeric=True),
        Column(_("Field")),
        Column(_("Part of the strategy")),
        Column(_("Value")),
        Column(_("In force from")),
        Column(_("Recorded")),
        Column(_("Authority")),
    ]
    rows = [
        [
            one.number,
            f"{PlanField(one.field).label} {one.period}".strip(),
            Cell(getattr(one, "subject_title", "") or _("removed"), language=strategy.language),
            Cell(shown_stored(one.value), language=strategy.language),
            dated(one.valid_time, _precision(one)),
            moment(one.recorded_time),
            Cell(
                one.reference,
                detail=" – ".join(part for part in (str(AuthorityKind(one.authority).label), one.reason) if part),
            ),
        ]
        for one in facts
    ]
    return Table(
        _("Log of the plan"), columns, rows, empty=_("The log begins with the resolution that adopts the plan.")
    )


def _precision(one: PlanFact) -> str:
    """Return how exact the day from which an entry is in force is: as exact as the date of its resolution, when it is the same."""
    version = one.version
    same = version is not None and version.resolution_date == one.valid_time
    return version.resolution_precision if version is not None and same else Precision.DAY


_SAID = ("field", "period", "value", "valid_time", "recorded_time", "authority", "reference", "reason", "version")


def log_rows(facts: Iterable[PlanFact]) -> Iterable[list[object]]:
    """Return the log as rows for CSV, with everything the hashes cover."""
    yield ["number", "entry", "subject_kind", "subject", *_SAID, "previous_hash", "hash"]
    for one in facts:
        subject: Any = one.subject
        content = content_of(one, subject.public_id)
        said = [content[name] for name in _SAID]
        yield [content["number"], content["entry"], *content["subject"], *said, one.previous_hash, one.hash]
