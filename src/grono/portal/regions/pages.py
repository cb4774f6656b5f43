"""What the pages of the lists show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from grono.classifications import get_classification
from grono.portal.core.display import Cell, Column, Fact, Link, Status, Table
from grono.portal.regions.kinds import ListState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grono.portal.regions.models import NameList

FIRST_ROWS = 25
_TONES: dict[str, Any] = {
    ListState.DRAFT: "warning",
    ListState.LOADED: "success",
    ListState.REMOVED: "neutral",
}


def breadcrumbs(names: NameList | None = None) -> list[Link]:
    """Return the way to a page of the lists."""
    way = [Link(_("Names and lists"), reverse("regions:lists"))]
    return [*way, Link(names.title, reverse("regions:list", args=[names.public_id]))] if names else way


def status_of(names: NameList) -> Status:
    """Return the state of a list in a word."""
    return Status(ListState(names.state).label, _TONES[names.state])


def lists(found: Iterable[NameList]) -> dict[str, Any]:
    """Return the table of lists."""
    columns = [Column(_("List")), Column(_("State")), Column(_("Uploaded")), Column(pgettext("list of names", "By"))]
    rows = [
        [
            Cell(names.title, reverse("regions:list", args=[names.public_id]), names.source),
            Cell("", status=status_of(names)),
            names.uploaded_at,
            str(names.uploaded_by) if names.uploaded_by else None,
        ]
        for names in found
    ]
    empty = _("Load the first one: for example the list of powiats, or the subclasses of PKD.")
    return {
        "table": Table(_("Lists of codes and names"), columns, rows, empty=empty),
        "actions": [Link(_("Load a list"), reverse("regions:list_add"))],
    }


def one_list(names: NameList) -> dict[str, Any]:
    """Return everything the page of one list shows."""
    held = _names(names) if names.correspondence is None else _correspondence(names.correspondence)
    facts = [
        *held["facts"],
        Fact(_("Source"), names.source),
        Fact(_("File"), names.file_name, _("SHA-256 %(sum)s") % {"sum": names.sha256[:16] + "…"}),
        Fact(_("Uploaded"), names.uploaded_at, str(names.uploaded_by or "")),
    ]
    if names.loaded_at and names.state == ListState.LOADED:
        facts.append(Fact(_("In use since"), names.loaded_at))
    return {
        "names": names,
        "breadcrumbs": breadcrumbs(),
        "status": status_of(names),
        "facts": facts,
        "table": held["table"],
        "is_draft": names.state == ListState.DRAFT,
        "is_loaded": names.state == ListState.LOADED,
    }


def _correspondence(stored: dict[str, Any]) -> dict[str, Any]:
    language = get_language() or "en"
    source, target = (get_classification(stored[side]).title.in_language(language) for side in ("from", "to"))
    codes = stored["codes"]
    divided = sum(len(targets) > 1 for targets in codes.values())
    rows = [
        [code, ", ".join(targets), len(targets)]
        for code, targets in sorted(codes.items(), key=lambda row: (-len(row[1]), row[0]))
    ]
    columns = [Column(source), Column(target), Column(_("Candidates"), numeric=True)]
    note = _("Codes with several candidates stand first.")
    return {
        "facts": [
            Fact(
                _("What the list holds"),
                _("what codes of %(source)s became in %(target)s") % {"source": source, "target": target},
            ),
            Fact(_("Codes"), len(codes), _("%(number)s of them with several candidates") % {"number": divided}),
        ],
        "table": Table(_("The first rows"), columns, rows[:FIRST_ROWS], note=note),
    }


def _names(names: NameList) -> dict[str, Any]:
    kinds = {"region": _("regions"), "industry": _("industries")}
    counts = [(kinds[kind], len(codes)) for kind, codes in sorted(names.texts.items()) if codes]
    languages = sorted({language for codes in names.texts.values() for texts in codes.values() for language in texts})
    facts = [
        *(Fact(pgettext("number of", "Codes of %(kind)s") % {"kind": kind}, count) for kind, count in counts),
        Fact(_("Languages"), ", ".join(_language(code) for code in languages)),
    ]
    return {"facts": facts, "table": _first_rows(names, languages, kinds)}


def _language(code: str) -> str:
    if code == "und":
        return _("not said")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _first_rows(names: NameList, languages: list[str], kinds: dict[str, str]) -> Table:
    columns = [Column(_("Code")), Column(_("Kind")), *(Column(_language(language)) for language in languages)]
    rows: list[list[object]] = []
    for kind, code, texts in _entries(names):
        if len(rows) == FIRST_ROWS:
            break
        cells = [Cell(texts.get(language), language=language if language in texts else "") for language in languages]
        rows.append([code, kinds[kind], *cells])
    return Table(_("The first rows"), columns, rows, note=_("Codes are shown without separators."))


def _entries(names: NameList) -> Iterator[tuple[str, str, dict[str, str]]]:
    for kind, codes in sorted(names.texts.items()):
        for code, texts in sorted(codes.items()):
            yield kind, code, texts
