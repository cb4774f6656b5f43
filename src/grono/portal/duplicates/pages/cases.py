"""What the pages of cases show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Link, Provenance, Status, Tab, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.kinds import Rung
from grono.portal.directory.sameness import side_by_side
from grono.portal.directory.standing import rung_towards
from grono.portal.duplicates.kinds import CaseState, Origin, Verdict
from grono.portal.duplicates.pages.words import outcome_status, reasons_of, shared_fields
from grono.portal.duplicates.queries import count_by_state, last_search, merge_of, neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation
    from grono.portal.directory.sameness import Row, Side
    from grono.portal.duplicates.models import DuplicateCase

TONES: dict[str, Tone] = {
    CaseState.OPEN: "active",
    CaseState.SAME: "success",
    CaseState.DIFFERENT: "neutral",
    CaseState.RELATED: "information",
    CaseState.GONE: "neutral",
}
LETTERS = ("A", "B")


def tabs(reader: Reader, current: str) -> list[Tab]:
    """Return the states, each with its number of cases."""
    address, counts = reverse("duplicates:list"), count_by_state(reader)
    return [
        Tab(
            _capital(CaseState(state).label),
            f"{address}?{urlencode({'state': state})}",
            state == current,
            counts[state],
        )
        for state in CaseState.values
    ]


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def table(cases: Iterable[DuplicateCase], state: str) -> Table:
    """Return the cases as a table, a pair in each row."""
    columns = [
        Column(_("Entry A")), Column(_("Entry B")), Column(_("What both share")), Column(_("Proposal")),
        Column(_("Score"), numeric=True, unit="0–100"), Column(_("Found")),
    ]  # fmt: skip
    empty = (
        _("No two entries wait to be judged. Search for duplicates to compare the directory again.")
        if state == CaseState.OPEN
        else _("No case has been decided so.")
    )
    note = _("The score orders the pairs; it is no promise. A person decides.")
    return Table(_("Cases"), columns, [_line(case) for case in cases], note=note, empty=empty, stacked=True)


def _line(case: DuplicateCase) -> list[object]:
    address = reverse("duplicates:case", args=[case.public_id])
    score = None if case.score is None else round(100 * case.score)
    proposal = Verdict(case.verdict).label if case.verdict else Origin(case.origin).label
    return [
        Cell(case.first.legal_name, address, language=case.first.name_language),
        Cell(case.second.legal_name, language=case.second.name_language),
        shared_fields(case) or None,
        Cell(_capital(proposal)),
        score,
        case.found_at.date(),
    ]


def provenance(reader: Reader) -> Provenance:
    """Return how sure, how old and where from the list is."""
    last = last_search(reader)
    if last is None:
        old = _("The directory has not been searched for duplicates yet.")
    else:
        old = ngettext(
            "Last search on %(day)s: %(entries)s entry, %(pairs)s pairs compared.",
            "Last search on %(day)s: %(entries)s entries, %(pairs)s pairs compared.",
            last.entries,
        ) % {"day": day(last.read_at), "entries": last.entries, "pairs": last.compared}
    return Provenance(
        sure=_(
            "Proposals by rule: numbers, folded names, addresses, domains and telephones are compared, and the reasons shown."
        ),
        old=old,
        source=_("This directory; numbers that an entry claims, imports and answers of registers open cases too"),
    )


def page_of(reader: Reader, case: DuplicateCase) -> dict[str, Any]:
    """Return everything the page of one case shows."""
    previous, following = neighbours(reader, case)
    sees_all = all(rung_towards(reader, one) == Rung.HIDDEN for one in (case.first, case.second))
    rows = side_by_side(reader, case.first, case.second, get_language() or "en")
    return {
        "case": case,
        "breadcrumbs": [Link(_("Duplicates"), reverse("duplicates:list"))],
        "status": Status(_capital(CaseState(case.state).label), TONES[case.state]),
        "entries": list(zip(LETTERS, (case.first, case.second), strict=True)),
        "table": _comparison(case, rows),
        "reasons": reasons_of(case, with_values=sees_all),
        "origin": Origin(case.origin).label,
        "is_open": case.state in {CaseState.OPEN, CaseState.GONE},
        "is_related": case.state == CaseState.RELATED,
        "relation": relation_text(case),
        "merge": merge_of(reader, case),
        "previous": previous,
        "next": following,
    }


def relation_text(case: DuplicateCase) -> str:
    """Return which of two related entries is what of the other."""
    if case.state != CaseState.RELATED:
        return ""
    letters = LETTERS if case.first_depends else LETTERS[::-1]
    sentences = {
        "branch": _("%(one)s is a branch of %(other)s."),
        "successor": _("%(one)s is the successor of %(other)s."),
    }
    return sentences[case.relation] % {"one": letters[0], "other": letters[1]}


def _comparison(case: DuplicateCase, rows: Iterable[Row]) -> Table:
    columns = [Column(_("Field")), Column(_("Entry A")), Column(_("Entry B")), Column(_("How they compare"))]
    body = [
        [
            _capital(row.title),
            _cell(row, row.first, case.first),
            _cell(row, row.second, case.second),
            Cell("", status=outcome_status(row.outcome)),
        ]
        for row in rows
    ]
    return Table(
        _("Both entries, field by field"),
        columns,
        body,
        note=_("Below each value: where it comes from, and as of when."),
        stacked=True,
    )


def _cell(row: Row, side: Side, one: Organisation) -> Cell:
    if not side.is_shown:
        return Cell(_("hidden"))
    detail = ", ".join(filter(None, [side.source, day(side.as_of) if side.as_of else ""]))
    return Cell(side.text or None, detail=detail if side.text else "", language=language_of(row.field, one))


def language_of(field: str, one: Organisation) -> str:
    """Return the language of a value where it may be another one than the page's."""
    if field.startswith("texts."):
        return field.rpartition(".")[2]
    return one.name_language if field in {"legal_name", "short_name"} else ""
