"""The pictures of the whole map, each with its table: beside it on the page, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Download, Figure, Table
from grono.portal.maps.models import SYNTHETIC_SOURCE
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.few_plants import few_plants
from grono.portal.maps.pages.forms_of_numbers import signed
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row


def figure(map_: ClusterMap, name: str) -> Figure | None:
    """Return a picture of the whole map in the reader's language, with its table and that table as a file."""
    results, language = results_of(map_), get_language() or "en"
    found = results.page(language)["pictures"].get(name)
    if found is None:
        return None
    source = found["source"].partition(": ")[2] or found["source"]
    file = Download(_("The table of this picture"), address(map_, "figure_table", name=name), "CSV")
    twin = _TWINS[name](map_, results, language)
    narrow = found.get("narrow", "")  # the first maps have none: their pictures scroll
    return Figure(
        found["title"],
        drawing(found["svg"], narrow),
        found["alternative"],
        source,
        twin,
        downloads=[file],
        fits=bool(narrow),
    )


def drawing(wide: str, narrow: str) -> SafeString:
    """Return a drawing for wide and, where there is one, another for narrow pages."""
    if not narrow:
        return mark_safe(wide)  # noqa: S308 - drawn and cleaned by grono.charts.for_page
    return mark_safe(f'<div class="on-wide">{wide}</div><div class="on-narrow">{narrow}</div>')  # noqa: S308 - the same


def source_of(map_: ClusterMap) -> str:
    """Return the source of a map; the demonstration says what it is in the reader's language."""
    ours = map_.synthetic and map_.source.startswith(SYNTHETIC_SOURCE)
    return _("Synthetic data made by Grono") if ours else map_.source


def file_rows(map_: ClusterMap, name: str) -> list[list[object]] | None:
    """Return the table of a picture for a file: codes beside names, numbers as numbers; None when the map has no such picture."""
    results, language = results_of(map_), get_language() or "en"
    if name not in results.page(language)["pictures"]:
        return None
    rows, columns = _FILES[name](results)
    lines = [
        [
            row["region"],
            results.name("region", row["region"], language).text,
            *(None if (value := _count(map_, row, key)) is None else round(value) for key in columns),
        ]
        for row in rows
    ]
    return [[_("Code"), _("Region"), *columns.values()], *lines]


def _by_candidates(results: Results) -> tuple[list[Row], dict[str, str]]:
    columns = {
        "candidates": _("Candidates"),
        "rest_on_few_plants": _("Rest on few plants"),
        "employees": _("Employees"),
    }
    return sorted(results.regions.values(), key=lambda row: (-row["candidates"], row["region"])), columns


def _by_change(results: Results) -> tuple[list[Row], dict[str, str]]:
    columns = {"change": _("Change"), **part_titles()}
    return sorted(results.regions.values(), key=lambda row: -(row["regional"] or 0)), columns


_FILES: dict[str, Callable[[Results], tuple[list[Row], dict[str, str]]]] = {
    "overview": _by_candidates,
    "shift_share": _by_change,
}


def _count(map_: ClusterMap, row: Row, key: str) -> float | None:
    value: float | None = row[key]
    return few_plants(map_, row[key]) if key == "rest_on_few_plants" else value


def _candidates_twin(map_: ClusterMap, results: Results, language: str) -> Table:
    ordered, titles = _by_candidates(results)
    rows: list[list[object]] = [
        [
            results.name("region", row["region"], language).text,
            *(None if (value := _count(map_, row, key)) is None else round(value) for key in titles),
        ]
        for row in ordered
    ]
    columns = [Column(_("Region")), *(Column(title, numeric=True) for title in titles.values())]
    return Table(_("Candidate industries by region"), columns, rows)


def _changes_twin(_map: ClusterMap, results: Results, language: str) -> Table:
    ordered, titles = _by_change(results)
    rows = [
        [Cell(results.name("region", row["region"], language).text), *(row[key] for key in titles)] for row in ordered
    ]
    return parts_table(_("Change by region"), _("Region"), rows)


_TWINS: dict[str, Callable[[ClusterMap, Results, str], Table]] = {
    "overview": _candidates_twin,
    "shift_share": _changes_twin,
}


def part_titles() -> dict[str, str]:
    """Return the parts of a change in the order in which they are shown."""
    return {
        "national": _("As the nation grew"),
        "mix": _("As its industries grew"),
        "regional": _("The region's own"),
    }


def parts_table(caption: str, first: str, rows: Sequence[Sequence[Any]]) -> Table:
    """Return a table of changes with their parts; each row begins with its name."""
    titles = [_("Change"), *part_titles().values()]
    columns = [Column(first), *(Column(title, numeric=True, unit=_("people")) for title in titles)]
    return Table(caption, columns, [[name, *(signed(value) for value in values)] for name, *values in rows])
