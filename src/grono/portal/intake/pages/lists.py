"""The pages of lists: all imports, one import, its dry run, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Download, Fact, Link, Status, Table, Tile
from grono.portal.directory.history import field_title as title_of_change
from grono.portal.directory.many import names_of
from grono.portal.intake.kinds import ImportState, field_title
from grono.portal.intake.pages.list_rows import kinds_of, problem_title, problems_of, rows_of, tabs_of, waivers_of
from grono.portal.intake.queries import (
    goes_on,
    imports_visible_to,
    open_warnings,
    problems_of_kind,
    rows_of_outcome,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.taking_back import TakenBack
    from grono.portal.intake.models import Import

ON_A_PAGE = 50
TONES: dict[str, Tone] = {
    ImportState.READING: "active",
    ImportState.UPLOADED: "information",
    ImportState.CHECKING: "active",
    ImportState.CHECKED: "information",
    ImportState.APPLYING: "active",
    ImportState.APPLIED: "success",
    ImportState.UNDONE: "neutral",
}
SEPARATORS = {";": ";", ",": ",", "\t": "TAB", "|": "|"}


def way(one: Import | None = None) -> list[Link]:
    """Return the way to a page of this app."""
    found = [Link(_("Bring organisations in"), reverse("intake:list"))]
    return [*found, Link(str(one), reverse("intake:import", args=[one.public_id]))] if one else found


def address(one: Import, route: str = "import") -> str:
    """Return the address of a page of an import."""
    return reverse(f"intake:{route}", args=[one.public_id])


def state_of(one: Import) -> Status:
    """Return where an import stands, as a word."""
    return Status(ImportState(one.state).label, TONES[one.state])


def listing(reader: Reader, page: str) -> dict[str, Any]:
    """Return the page of all imports."""
    part = Paginator(imports_visible_to(reader), ON_A_PAGE).get_page(page)
    rows: list[list[object]] = [
        [
            Cell(str(one), address(one), detail=one.source),
            one.created_at.date(),
            Cell("", status=state_of(one)),
            one.row_count,
            *(one.counts.get(name) if one.counts else None for name in ("created", "changed", "error")),
        ]
        for one in part
    ]
    columns = [
        Column(_("List")),
        Column(_("Uploaded")),
        Column(_("State")),
        *(Column(name, numeric=True) for name in (_("rows"), _("created"), _("changed"), _("errors"))),
    ]
    return {
        "part": part,
        "table": Table(_("Lists brought in"), columns, rows, empty=_("No list has been uploaded yet."), stacked=True),
        "actions": [
            Link(_("Upload a list"), reverse("intake:upload")),
            Link(_("Ask a register"), reverse("intake:look_up"), "secondary"),
            Link(_("Firms with codes in a region"), reverse("intake:firms"), "secondary"),
        ],
    }


def one_import(one: Import, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the page of an import: what the dry run found, or what was done, and what can be done next."""
    kind, outcome = query.get("kind", ""), query.get("outcome", "")
    found = one.state in (ImportState.CHECKED, ImportState.APPLIED, ImportState.UNDONE)
    is_being_read = one.state == ImportState.READING and goes_on(one)
    problems = Paginator(problems_of_kind(one, kind), ON_A_PAGE).get_page(query.get("page"))
    rows = Paginator(rows_of_outcome(one, outcome), ON_A_PAGE).get_page(query.get("rows"))
    return {
        "import": one,
        "title": str(one),
        "status": state_of(one),
        "facts": _facts(one),
        "tiles": _tiles(one) if found else [],
        "notes": [note.get(get_language() or "en", "") for note in one.notes],
        "kinds": kinds_of(one) if found else None,
        "problems": problems_of(problems, one) if found else None,
        "problem_part": problems,
        "tabs": tabs_of(one, outcome),
        "rows": rows_of(rows) if found and one.state != ImportState.UNDONE else None,
        "row_part": rows,
        "waivers": waivers_of(one) if one.state == ImportState.CHECKED else [],
        "downloads": _downloads(one) if one.counts.get("error") or one.counts.get("warning") else [],
        "may_apply": one.state == ImportState.CHECKED and not one.counts.get("error") and not open_warnings(one),
        "is_busy": one.state in (ImportState.CHECKING, ImportState.APPLYING) or is_being_read,
        "may_name": one.state in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.UNDONE),
        "may_delete": may_be_deleted(one),
        "is_applied": one.state == ImportState.APPLIED,
        "breadcrumbs": way(),
    }


def _facts(one: Import) -> list[Fact]:
    form = one.form.upper()
    if one.encoding:
        form = _("%(form)s, %(encoding)s, separated by “%(separator)s”") % {
            "form": form,
            "encoding": one.encoding,
            "separator": SEPARATORS.get(one.separator, one.separator),
        }
    facts = [
        Fact(_("Source"), one.source, language="pl"),
        Fact(_("As of"), one.as_of),
        Fact(_("File"), form),
        Fact(_("Uploaded by"), str(one.owner)),
    ]
    if one.applied_at:
        facts.append(Fact(_("Brought in"), one.applied_at.date()))
    if one.undone_at:
        facts.append(Fact(_("Taken back"), one.undone_at.date()))
    return facts


def _tiles(one: Import) -> list[Tile]:
    numbers = one.counts
    return [
        Tile(_("rows"), one.row_count),
        Tile(_("created"), numbers.get("created", 0)),
        Tile(_("changed"), numbers.get("changed", 0)),
        Tile(_("unchanged"), numbers.get("unchanged", 0)),
        Tile(_("skipped"), numbers.get("skipped", 0)),
    ]


def _downloads(one: Import) -> list[Download]:
    return [
        Download(
            _("The list with what to correct"), reverse("intake:problems", args=[one.public_id, form]), form.upper()
        )
        for form in ("xlsx", "csv")
    ]


def columns(one: Import, form: Any) -> dict[str, Any]:
    """Return the page on which the columns are named."""
    heads = [Column(name or "—") for name in one.header]
    return {
        "form": form,
        "sample": Table(_("First rows as read"), heads, one.sample) if one.sample else None,
        "back": address(one),
        "breadcrumbs": way(one),
    }


def may_be_deleted(one: Import) -> bool:
    """Say whether a list may be deleted: nothing of it stands in the directory, and nobody works on it."""
    stands_still = one.state in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.UNDONE)
    return stands_still or (one.state == ImportState.READING and not goes_on(one))


def deleting(one: Import) -> dict[str, Any]:
    """Return the page that asks whether a list is to be deleted."""
    return {"lead": str(one), "cancel_href": address(one), "breadcrumbs": way(one)}


def undoing(one: Import, found: TakenBack) -> dict[str, Any]:
    """Return the page that says what taking back would do."""
    names = names_of([*found.leaves[:ON_A_PAGE], *found.stays, *list(found.back)[:ON_A_PAGE], *found.kept])
    rows: list[list[object]] = []
    for keys, word in ((found.stays, _("stays: changed since, or something refers to it")),):
        rows += [[Cell(names[key][1], language="pl"), word] for key in keys if key in names]
    rows += [
        [
            Cell(names[key][1], language="pl"),
            _("stays as it is now: %(fields)s") % {"fields": ", ".join(title_of_change(name) for name in fields)},
        ]
        for key, fields in found.kept.items()
        if key in names
    ]
    for keys, word in (
        (found.leaves[:ON_A_PAGE], _("leaves the directory")),
        (list(found.back)[:ON_A_PAGE], _("is put back")),
    ):
        rows += [[Cell(names[key][1], language="pl"), word] for key in keys if key in names]
    return {
        "consequences": [
            ngettext(
                "%(count)s organisation that the list entered leaves the directory.",
                "%(count)s organisations that the list entered leave the directory.",
                len(found.leaves),
            )
            % {"count": len(found.leaves)},
            ngettext(
                "%(count)s organisation gets back the values it had.",
                "%(count)s organisations get back the values they had.",
                len(found.back),
            )
            % {"count": len(found.back)},
            ngettext(
                "%(count)s organisation keeps what has changed since.",
                "%(count)s organisations keep what has changed since.",
                len({*found.stays, *found.kept}),
            )
            % {"count": len({*found.stays, *found.kept})},
        ],
        "table": Table(
            _("What goes back and what stays"), [Column(_("Organisation")), Column(_("What happens"))], rows
        ),
        "cancel_href": address(one),
        "breadcrumbs": way(one),
    }


__all__ = [
    "address",
    "columns",
    "deleting",
    "field_title",
    "listing",
    "may_be_deleted",
    "one_import",
    "problem_title",
    "undoing",
    "way",
]
