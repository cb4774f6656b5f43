"""The indicators of a card: groups by kind, rows with one value for each year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy import card_words as words
from grono.strategy.card import GroupState, IndicatorGroup, IndicatorRow
from grono.strategy.splitting import split_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.strategy.card import IndicatorKind
    from grono.strategy.reading_lines import Line, Lines

_KINDS = {heading: kind for kind, heading in words.GROUP_HEADINGS.items()}


@dataclass
class _OpenGroup:
    """A group while its rows are read."""

    kind: IndicatorKind
    rows: list[IndicatorRow]
    declared_none: bool = False

    def closed(self, cells: Iterator[tuple[str, str | None]]) -> IndicatorGroup:
        rows = [
            replace(row, name_text=name, source_text=source)
            for row, (name, source) in zip(self.rows, cells, strict=False)
        ]
        state = GroupState.DECLARED_NONE if self.declared_none else GroupState.LISTED
        return IndicatorGroup(self.kind, state, tuple(rows))


def read_indicators(section: Lines | None, years: tuple[int, ...]) -> tuple[IndicatorGroup, ...]:
    """Read the groups of indicators and split their cells where that is possible."""
    header = " ".join([words.INDICATORS_HEADER, *(str(year) for year in years)])
    if section is None or not years or not section.header(header):
        return ()
    groups: list[_OpenGroup] = []
    for line in section.lines[1:]:
        if line.text in _KINDS:
            _open(section, line, groups)
        else:
            _add_row(section, line, groups, len(years))
    texts = [row.name_text for group in groups for row in group.rows]
    cells = split_sources(texts)
    return tuple(_closed(groups, cells))


def _closed(groups: list[_OpenGroup], cells: list[tuple[str, str | None]]) -> Iterator[IndicatorGroup]:
    start = 0
    for group in groups:
        yield group.closed(iter(cells[start : start + len(group.rows)]))
        start += len(group.rows)


def _open(section: Lines, line: Line, groups: list[_OpenGroup]) -> None:
    kind = _KINDS[line.text]
    if any(group.kind is kind for group in groups):
        section.report(
            "group-twice",
            line,
            message("each kind of indicators once"),
            message("Move the rows under the first heading of this kind."),
        )
    groups.append(_OpenGroup(kind, []))


def _add_row(section: Lines, line: Line, groups: list[_OpenGroup], years: int) -> None:
    """Add a row, or „Brak”, to the last group."""
    group = groups[-1] if groups else None
    text = line.text.removeprefix(words.ROW_INDENT)
    if group is None or text == line.text:
        section.report(
            "indicator-line",
            line,
            message("one of the headings %(headings)s, or an indicator", headings=", ".join(_KINDS)),
            message("An indicator stands below a heading and begins with a no-break space and a space."),
        )
        return
    if group.declared_none or (text == words.DECLARED_NONE and group.rows):
        section.report(
            "none-and-rows",
            line,
            message("either indicators or “Brak”"),
            message("Remove “Brak”, or the indicators of this kind."),
        )
    elif text == words.DECLARED_NONE:
        group.declared_none = True
    else:
        row = _row(section, line, text, years)
        group.rows.extend([row] if row else [])


def _row(section: Lines, line: Line, text: str, years: int) -> IndicatorRow | None:
    tokens = text.split(" ")
    name, values = " ".join(tokens[:-years]), tokens[-years:]
    if not name.strip() or not all(words.INDICATOR_VALUE.fullmatch(value) for value in values):
        section.report(
            "indicator-values",
            line,
            message("an indicator that ends with %(count)s numbers, one for each year", count=years),
            message("Write one number for each year (decimals with a comma), or “-” where none is planned."),
        )
        return None
    return IndicatorRow(name, None, tuple(values))
