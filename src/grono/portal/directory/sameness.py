"""Two entries laid side by side, as one reader may see them: each field with its source, and a word for how they compare (DIR-31)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import ratio

from grono.language import fold
from grono.portal.directory.history import field_title, value_text
from grono.portal.directory.identifiers import shown_identifier
from grono.portal.directory.joining import GROUPS, MAIN_CODE, SEAT, TEXTS
from grono.portal.directory.kinds import IdentifierScheme, Proof
from grono.portal.directory.models import Organisation
from grono.portal.directory.provenance import provenance_of
from grono.portal.directory.snapshots import LISTS, rung_of, snapshot
from grono.portal.directory.standing import rung_towards

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader

_NUMBER_OF = {"turnover_currency": "turnover"}
"""A unit says nothing without its number."""
_NOTHING: tuple[object, ...] = (None, "", [], False)
SIMILAR = 80
"""Likeness of two texts, in hundredths of all letters, from which they are called similar."""


@dataclass(frozen=True)
class Side:
    """The value of one entry: in words, with its source; ``is_shown`` is false where the reader's rung does not reach."""

    text: str
    is_shown: bool = True
    source: str = ""
    kind: str = ""
    as_of: datetime.date | None = None
    strength: int = 0


@dataclass(frozen=True)
class Row:
    """One field of both entries. ``choosable``: one of the two values has to be chosen; of other fields all rows go over."""

    field: str
    title: str
    first: Side
    second: Side
    choosable: bool

    @property
    def outcome(self) -> str:
        """Return equal, similar, different, missing (on a side), or hidden."""
        if not (self.first.is_shown and self.second.is_shown):
            return "hidden"
        if not (self.first.text and self.second.text):
            return "missing"
        if self.first.text == self.second.text:
            return "equal"
        folded = [fold(side.text) for side in (self.first, self.second)]
        return "similar" if folded[0] == folded[1] or ratio(*folded) >= SIMILAR else "different"

    @property
    def takes_second(self) -> bool:
        """Say whether the value of the second is the better one by its source: stronger, then newer; nothing never wins."""
        if self.first.text == self.second.text or not self.second.text:
            return False
        return not self.first.text or _weight(self.second) > _weight(self.first)


def _weight(side: Side) -> tuple[int, str]:
    return side.strength, side.as_of.isoformat() if side.as_of else ""


class _Entry:
    """One entry with everything that is said about it."""

    def __init__(self, reader: Reader, one: Organisation, language: str) -> None:
        self.language = language
        self.values = snapshot(one)
        self.sources = provenance_of(one)
        self._said_by = f"{one.source} ({one.source_year})" if one.source_year else one.source
        self._rung = rung_towards(reader, one)
        self._rungs: Any = {row.field: row.rung for row in one.visibilities.all()}

    def side(self, columns: Sequence[str], field: str) -> Side:
        """Return the values of columns or rows in words, as one side of a field."""
        names = [
            name
            for name in columns
            if not any(self.values.get(one) in _NOTHING for one in (name, _NUMBER_OF.get(name, name)))
        ]
        words = (value_text(name, self.values[name], self.language, {}) for name in names)
        return self.said("; ".join(filter(None, words)), columns, field)

    def said(self, text: str, columns: Sequence[str], field: str) -> Side:
        """Return words as one side of a field: with its source, or hidden."""
        if rung_of(field, self._rungs) < self._rung:
            return Side("", is_shown=False)
        source = next((self.sources[name] for name in columns if name in self.sources), None)
        if source is None:
            return Side(text, source=self._said_by)
        return Side(text, source=source.source, kind=source.kind, as_of=source.as_of, strength=source.strength)

    def named(self, part: str) -> list[str]:
        """Return the rows of a part that are there."""
        return [name for name in self.values if name.startswith(f"{part}.")]


Pair = tuple[_Entry, _Entry]


def side_by_side(reader: Reader, first: Organisation, second: Organisation, language: str) -> list[Row]:
    """Return every field that at least one of two entries fills, or hides from the reader."""
    pair = _Entry(reader, first, language), _Entry(reader, second, language)
    texts = sorted({name for entry in pair for name in entry.named(TEXTS)})
    rows = [
        *(_row(pair, name, _group_title(name), _shown_columns(columns)) for name, columns in GROUPS.items()),
        Row(SEAT, _("seat"), _seat(pair[0]), _seat(pair[1]), choosable=True),
        Row(MAIN_CODE, _("main activity"), _main_code(pair[0]), _main_code(pair[1]), choosable=True),
        *(_row(pair, name, field_title(name), [name]) for name in texts),
        *(_numbers(pair, scheme) for scheme in IdentifierScheme.values),
        *(_whole(pair, part) for part in ("codes", "places", "certificates", "products")),
        *(_row(pair, name, field_title(name), [name], choosable=False) for name in LISTS),
    ]
    return [row for row in rows if row.first.text or row.second.text or row.outcome == "hidden"]


def _row(pair: Pair, field: str, title: str, columns: list[str], *, choosable: bool = True) -> Row:
    return Row(field, title, pair[0].side(columns, field), pair[1].side(columns, field), choosable=choosable)


def _shown_columns(columns: tuple[str, ...]) -> list[str]:
    return [name for name in columns if name not in {"size_band", "name_language", "source_language"}]


def _group_title(name: str) -> str:
    return str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001


def _main_code(entry: _Entry) -> Side:
    return entry.side([name for name in entry.named("codes") if entry.values[name]["is_main"]], "codes")


def _seat(entry: _Entry) -> Side:
    places = {name: entry.values[name] for name in entry.named("places")}
    seat = next((name for name, value in places.items() if value["is_seat"] and not value["until"]), None)
    value = places[seat] if seat else {}
    words = [value.get(column, "") for column in ("street", "postal_code", "place")]
    words += [f"TERYT {value['teryt']}"] if value.get("teryt") else []
    return entry.said(", ".join(filter(None, words)), [seat] if seat else [], "places")


def _numbers(pair: Pair, scheme: str) -> Row:
    field = f"identifiers.{scheme}"
    sides = [
        entry.said(
            "; ".join(_number(name, entry.values[name]) for name in entry.named(field)), entry.named(field), field
        )
        for entry in pair
    ]
    return Row(field, str(IdentifierScheme(scheme).label), sides[0], sides[1], choosable=False)


def _number(name: str, value: dict[str, Any]) -> str:
    proof = [str(Proof(value["proof"]).label), str(value["proof_at"] or "")[:10], value["proof_source"]]
    _part, scheme, number = name.split(".", 2)
    return f"{shown_identifier(scheme, number)} ({', '.join(filter(None, proof))})"


def _whole(pair: Pair, part: str) -> Row:
    sides = [entry.side(sorted(entry.named(part)), part) for entry in pair]
    return Row(part, field_title(part), sides[0], sides[1], choosable=False)
