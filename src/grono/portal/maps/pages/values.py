"""The values of one measure, read in one go and put in order without making a row of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from grono.portal.maps.pages.intervals import interval_field
from grono.portal.maps.pages.sheets import ROWS_ON_A_PAGE, Field, Sheet, industry_field, number_field, region_field
from grono.portal.maps.pages.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

ORDERED_BY = ("value", "lower", "upper", "n")
NAME = "values"


class Values:
    """All values of a measure in the year of the map."""

    def __init__(self, results: Results, variant: str) -> None:
        self._table = results.further.values_of(variant, results.record["period"])

    @property
    def count(self) -> int:
        """How many there are, missing ones included."""
        return int(self._table.num_rows)

    @cached_property
    def present(self) -> int:
        """How many are known."""
        return self.count - int(self._table["value"].null_count)

    @cached_property
    def methods(self) -> list[str]:
        """How they were computed."""
        return sorted(set(pc.unique(self._table["method"]).to_pylist()) - {None})

    @cached_property
    def extent(self) -> tuple[float, float] | None:
        """The least and the largest."""
        found = pc.min_max(self._table["value"]).as_py()
        return None if found["min"] is None else (found["min"], found["max"])

    def narrowed(self, *, region: str = "", industry: str = "") -> pa.Table:
        """Return those of one region or one industry."""
        found = self._table
        if region:
            found = found.filter(pc.equal(found["region"], region))
        if industry:
            found = found.filter(pc.equal(found["industry"], industry.strip()))
        return found


@dataclass(frozen=True)
class ValuesSheet(Sheet):
    """A table of which the page shows a part, and the file everything."""

    page: Page[Any] | None = None
    all_rows: pa.Table | None = None

    def ordered(self, wanted: QueryDict) -> list[Row]:  # noqa: ARG002 - they come in order
        """Return the rows of the page."""
        return list(self.rows)

    def file_rows(self, wanted: QueryDict) -> Iterator[list[object]]:  # type: ignore[override]
        """Return everything, piece by piece."""
        yield from super().file_rows(wanted)[:1]
        for batch in (self.all_rows or pa.table({})).to_batches(max_chunksize=10_000):
            yield from Sheet(self.name, "", self.fields, batch.to_pylist()).file_rows(wanted)[1:]


def values_sheet(
    map_: ClusterMap, results: Results, text: dict[str, Any], found: pa.Table, wanted: QueryDict
) -> ValuesSheet:
    """Return the values in the order the address asks for: the largest first, unless it says otherwise."""
    key, backwards = _order(wanted)
    places = [(name, "ascending") for name in ("region", "industry")]
    ordered = found.sort_by([(key, "descending" if backwards else "ascending"), *places])
    lines: Any = _Lines(ordered)
    page: Page[Any] = Paginator(lines, ROWS_ON_A_PAGE).get_page(wanted.get("page"))
    return ValuesSheet(
        NAME,
        _("Values of “%(measure)s”") % {"measure": text["title"]},
        _fields(map_, results, text, found),
        list(page),
        empty=_("No value matches. Take the filter away to see all."),
        page=page,
        all_rows=ordered,
    )


def _order(wanted: QueryDict) -> tuple[str, bool]:
    order = wanted.get("order", "")
    key = order.removeprefix("-").removeprefix(f"{NAME}.")
    return (key, order.startswith("-")) if key in ORDERED_BY else ("value", True)


class _Lines:
    """Rows of a table that are made when a page asks for them."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __getitem__(self, part: slice) -> list[Row]:
        rows: list[Row] = self._table.slice(part.start, part.stop - part.start).to_pylist()
        return rows


def _kinds(found: pa.Table) -> list[str]:
    """Return what the intervals of some values speak of; a map of an earlier version does not say it."""
    if "interval" not in found.column_names:
        return []
    kinds: list[str] = pc.unique(found["interval"]).drop_null().to_pylist()
    return kinds


def _fields(map_: ClusterMap, results: Results, text: dict[str, Any], found: pa.Table) -> list[Field]:
    from grono.portal.maps.pages.sheets import notes_field

    unit = unit_of(text["unit"])
    named = {"region": region_field(map_, results), "industry": industry_field(map_, results)}
    places = [name for name in named if text["axis"] in {"cell", name}]
    figures = {"lower": _("Lower bound"), "upper": _("Upper bound")}
    known = [name for name in figures if found[name].null_count < found.num_rows]
    return [
        *(
            Field("", field.label, field.value, field.shown, code=field.code)
            for name, field in named.items()
            if name in places
        ),
        number_field("value", _("Value"), digits=3, unit=unit),
        *(number_field(name, figures[name], digits=3, unit=_("95% interval")) for name in known),
        *(interval_field([{"interval": kind} for kind in _kinds(found)])),
        *([number_field("n", _("Plants"), digits=0)] if found["n"].null_count < found.num_rows else []),
        notes_field(),
    ]
