"""What the pages of merges show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Link, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.joining import GROUPS, SEAT
from grono.portal.directory.merging import blockers_between, merge_rules
from grono.portal.duplicates.pages.words import WHAT_BECOMES, left_sentence, table_title, taken_title
from grono.portal.duplicates.queries import has_newer, moved_by, rows_by_relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.directory.models import Organisation
    from grono.portal.directory.sameness import Row
    from grono.portal.duplicates.models import DuplicateCase, Merge


def way(*further: Link) -> list[Link]:
    """Return the way to a page."""
    return [Link(_("Duplicates"), reverse("duplicates:list")), *further]


def to_choose(rows: Iterable[Row]) -> list[Row]:
    """Return the fields of which one value has to be chosen: both say something else, or only the entry that goes says something."""
    return [row for row in rows if row.choosable and row.outcome != "hidden" and _needs_choice(row)]


def _needs_choice(row: Row) -> bool:
    if row.first.text == row.second.text or not row.second.text:
        return False
    return bool(row.first.text) or row.field in GROUPS or row.field == SEAT


def page_of(case: DuplicateCase, survivor: Organisation, other: Organisation) -> dict[str, Any]:
    """Return what the page of a merge shows beside its form."""
    return {
        "case": case,
        "survivor": survivor,
        "other": other,
        "blockers": blockers_between(survivor, other),
        "table": _relations(other),
        "breadcrumbs": way(Link(_("Case"), reverse("duplicates:case", args=[case.public_id]))),
        "turned": f"?survivor={other.public_id}",
    }


def _relations(other: Organisation) -> Table:
    rules = merge_rules()
    rows = [
        [_capital(table_title(relation.rpartition(".")[0])), number, str(WHAT_BECOMES[rules[relation].outcome])]
        for relation, number in rows_by_relation(other).items()
    ]
    columns = [Column(_("What belongs to it")), Column(_("Rows"), numeric=True), Column(_("What becomes of them"))]
    return Table(_("What belongs to the entry that goes"), columns, rows, empty=_("Nothing hangs on this entry."))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def table(merges: Iterable[Merge]) -> Table:
    """Return merges as a table."""
    columns = [
        Column(_("Entry that stayed")),
        Column(_("Entry that went")),
        Column(_("Merged")),
        Column(_("By")),
        Column(_("State")),
    ]
    rows = [
        [
            Cell(
                one.survivor.legal_name,
                reverse("duplicates:merged", args=[one.public_id]),
                language=one.survivor.name_language,
            ),
            Cell(one.other.legal_name, language=one.other.name_language),
            one.at.date(),
            str(one.by) if one.by else None,
            Cell("", status=_state(one)),
        ]
        for one in merges
    ]
    empty = _("No entries have been merged yet.")
    return Table(_("Merges"), columns, rows, empty=empty, stacked=True)


def _state(one: Merge) -> Status:
    if one.undone_at is None:
        return Status(_("merged"), "success")
    return Status(_("undone on %(day)s") % {"day": day(one.undone_at)}, "neutral")


def page_of_merge(one: Merge) -> dict[str, Any]:
    """Return what the page of a finished merge shows."""
    columns = [Column(_("Table")), Column(_("Rows changed"), numeric=True)]
    rows = [[_capital(table_title(label)), number] for label, number in sorted(moved_by(one).items())]
    facts = [
        Fact(
            _("Entry that stayed"), one.survivor.legal_name, "",
            reverse("directory:organisation", args=[one.survivor.public_id]), one.survivor.name_language,
        ),
        Fact(_("Entry that went"), one.other.legal_name, _("its address leads to the entry that stayed") if one.undone_at is None else "",
             language=one.other.name_language),
        Fact(_("Merged"), day(one.at), str(one.by) if one.by else ""),
        Fact(_("Values taken from the entry that went"), ", ".join(taken_title(name) for name in one.taken) or _("none")),
    ]  # fmt: skip
    if one.undone_at is not None:
        facts.append(Fact(_("Undone"), day(one.undone_at), str(one.undone_by) if one.undone_by else ""))
    return {
        "merge": one,
        "facts": facts,
        "status": _state(one),
        "table": Table(_("What the merge changed"), columns, rows),
        "left": [left_sentence(left) for left in one.left],
        "may_undo": one.undone_at is None and not has_newer(one),
        "has_newer": one.undone_at is None and has_newer(one),
        "breadcrumbs": way(Link(_("Merges"), reverse("duplicates:merges"))),
    }
