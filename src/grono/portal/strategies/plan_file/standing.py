"""The plan as it stands now, as the rows of its file; struck-out parts are among them, removed drafts are not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from grono.portal.strategies.actions.further import PARTS
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.plan_file.columns import (
    CELLS,
    FACTS,
    FURTHER,
    PROPERTIES,
    QUANTITIES,
    REFERS,
    SUBJECTS,
    YEARLY,
)
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.values import as_quantity, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.reports.plan_file import Values

CellPlace = tuple[str, str, str, str]
"""Kind and key of the subject, field and period."""


@dataclass
class Standing:
    """A plan as it stands: the rows of the sheets, the objects behind their keys, and the cells."""

    strategy: Strategy
    sheets: dict[str, list[Values]] = field(default_factory=dict)
    objects: dict[tuple[str, str], Any] = field(default_factory=dict)
    cells: dict[CellPlace, PlanCell] = field(default_factory=dict)

    def keys(self) -> dict[str, set[str]]:
        """Return the keys of each sheet."""
        found: dict[str, set[str]] = defaultdict(set)
        for sheet, key in self.objects:
            found[sheet].add(key)
        return found

    @cached_property
    def rows(self) -> dict[tuple[str, str], Values]:
        """Return the rows that have a key, by sheet and key."""
        return {(sheet, row["key"]): row for sheet, rows in self.sheets.items() for row in rows if "key" in row}

    def value(self, sheet: str, key: str, name: str, period: str) -> Quantity | str | None:
        """Return one value of the plan."""
        cell = self.cells.get((SUBJECTS[sheet], key, name, period))
        return decoded(cell.value) if cell else None

    @cached_property
    def _years(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for sheet, (_above, column, name, _value) in YEARLY.items():
            for row in self.sheets.get(sheet, ()):
                found[sheet, row[column]].append((str(name or row["role"]), row["year"]))
        return found

    def years(self, sheet: str, key: str) -> list[tuple[str, str]]:
        """Return for which fields and periods a sheet of values has one of this row."""
        return self._years[sheet, key]


def standing_of(reader: Reader, strategy: Strategy) -> Standing:
    """Return the plan of a strategy that the reader may see; otherwise an empty one."""
    found = Standing(strategy)
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return found
    found.sheets["strategy"] = [{name: getattr(strategy, name) for name in FACTS}]
    _read_cells(found)
    nodes = _in_tree_order(Node.objects.filter(strategy=strategy, removed_at__isnull=True).order_by("order", "pk"))
    keys = {node.pk: node.public_id for node in nodes}
    places = {node.pk: at for at, node in enumerate(nodes)}
    _add(found, "parts", nodes, {node.public_id: {"below": keys.get(node.parent_id or 0, "")} for node in nodes})
    for sheet, model in (("indicators", Indicator), ("funding", FundingLine)):
        rows: Any = model.objects.filter(node__in=nodes, removed_at__isnull=True).order_by("order", "pk")
        ordered = sorted(rows, key=lambda row: places[row.node_id])
        _add(found, sheet, ordered, {row.public_id: _above(row, keys) for row in ordered})
    for sheet in YEARLY:
        found.sheets[sheet] = list(_yearly(found, sheet))
    for kind in FURTHER:
        _add_further(found, kind)
    return found


def _above(row: Any, keys: Mapping[int, str]) -> Values:
    above = {"part": keys[row.node_id]}
    return above | {"stage": keys.get(row.stage_id or 0, "")} if isinstance(row, Indicator) else above


def _read_cells(found: Standing) -> None:
    cells = PlanCell.objects.filter(strategy=found.strategy).select_related("node", "indicator", "funding")
    for cell in cells.order_by("period", "pk"):
        subject: Any = cell.subject
        found.cells[cell.subject_kind, subject.public_id, cell.field, cell.period] = cell


def _in_tree_order(nodes: Iterable[Node]) -> list[Node]:
    """Return each part before what stands below it; what stands below a removed part is left out."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)
    found: list[Node] = []
    waiting = list(reversed(below[None]))
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(below[node.pk])
    return found


def _add(found: Standing, sheet: str, rows: Iterable[Any], more: Mapping[str, Values]) -> None:
    found.sheets[sheet] = []
    for row in rows:
        key = row.public_id
        found.objects[sheet, key] = row
        said: Values = {"key": key, **more[key]}
        said |= {column: getattr(row, name) for column, name in PROPERTIES[sheet].items()}
        if sheet == "parts":
            said["kind"] = row.kind
        for column, of in CELLS[sheet].items():
            cell = found.cells.get((SUBJECTS[sheet], key, of, ""))
            said[column] = decoded(cell.value) if cell else None
        found.sheets[sheet].append(said)


def _yearly(found: Standing, sheet: str) -> Iterable[Values]:
    above, column, field_, value = YEARLY[sheet]
    wanted = {str(field_)} if field_ else {"baseline", "target", "path", "unspecified"}
    by_subject: dict[str, list[tuple[str, str, PlanCell]]] = defaultdict(list)
    for (kind, key, name, period), cell in found.cells.items():
        if kind == SUBJECTS[above] and name in wanted:
            by_subject[key].append((name, period, cell))
    for row in found.sheets[above]:
        for name, period, cell in sorted(by_subject[row["key"]], key=lambda one: one[:2]):
            role = {} if field_ else {"role": name}
            yield {column: row["key"], **role, "year": period, value: decoded(cell.value)}


def _add_further(found: Standing, kind: str) -> None:
    model: Any = PARTS[kind]
    found.sheets[kind] = []
    for part in model.objects.filter(strategy=found.strategy, removed_at__isnull=True):
        said = {column: _said(part, name) for column, name in FURTHER[kind].items()}
        if any(said[name] and (sheet, said[name]) not in found.objects for name, sheet in REFERS.get(kind, {}).items()):
            continue  # it speaks of a row that was removed from the draft
        found.objects[kind, part.public_id] = part
        found.sheets[kind].append({"key": part.public_id, **said, "source": part.source_text})


def _said(part: Any, name: str) -> Any:
    value = getattr(part, name)
    if isinstance(value, Model):
        return value.public_id  # type: ignore[attr-defined]  # an indicator
    if name in QUANTITIES:
        return as_quantity(value) if value else None
    return value
