"""What a file would change in a plan, and what of it may not be."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from grono.messages import Problem
from grono.portal.strategies.changes import Change
from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.plan_file.checking import wrong_rows
from grono.portal.strategies.plan_file.columns import CELLS, FACTS, FIXED, FURTHER, PROPERTIES, SUBJECTS, YEARLY
from grono.portal.strategies.plan_file.sentences import said
from grono.portal.strategies.properties import ALWAYS
from grono.reports.plan_file import unknown_references

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.portal.strategies.plan_file.standing import Standing
    from grono.reports.plan_file import PlanFile, PlanRow

NUMBERED = ("recommendations", "completeness")


@dataclass(frozen=True)
class Difference:
    """One cell of the file that says something else than the plan; ``old`` and ``new`` as they are compared."""

    sheet: str
    row: int
    column: str
    key: str
    old: Any
    new: Any


@dataclass
class Comparison:
    """Everything that a file would change."""

    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    described: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    draft: list[Change] = field(default_factory=list)
    adopted: list[Change] = field(default_factory=list)
    further: list[tuple[str, str, PlanRow]] = field(default_factory=list)
    new: list[tuple[str, PlanRow]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    left_out: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether the file says what the plan says."""
        return not (self.differences or self.new)

    def mark(self) -> str:
        """Return what tells these changes from others."""
        plain = [[one.sheet, one.column, one.key, str(one.old), str(one.new)] for one in self.differences]
        new = [[sheet, row.number, str(sorted(row.values.items()))] for sheet, row in self.new]
        return hashlib.sha256(json.dumps([plain, new]).encode()).hexdigest()


def compare(standing: Standing, file: PlanFile) -> Comparison:
    """Return what the file would change in the plan, with every problem."""
    found = Comparison()
    found.problems += unknown_references(file, standing.keys())
    found.problems += wrong_rows(standing, file)
    _Comparing(standing, file, found).compare()
    keys = {sheet: {row.values.get("key") or "" for row in rows} for sheet, rows in file.sheets.items()}
    found.left_out = sum(1 for sheet, key in standing.objects if sheet in keys and key not in keys[sheet])
    return found


def _same(old: Any, new: Any) -> bool:
    return bool(old == new) or (old in (None, "") and new in (None, ""))


class _At(NamedTuple):
    """The cell of a plan that a cell of the file speaks of."""

    sheet: str
    row: int
    column: str
    key: str
    name: str
    period: str = ""


class _Comparing:
    """One file beside one plan."""

    def __init__(self, standing: Standing, file: PlanFile, found: Comparison) -> None:
        self.standing, self.file, self.found = standing, file, found

    def compare(self) -> None:
        """Note every difference."""
        for row in self.file.rows("strategy"):
            self._facts(row)
        for sheet in SUBJECTS:
            for row in self.file.rows(sheet):
                self._row(sheet, row)
        for sheet in YEARLY:
            if sheet in self.file.sheets:
                self._years(sheet)
        for kind in FURTHER:
            for row in self.file.rows(kind):
                self._further(kind, row)

    def _differs(self, sheet: str, row: PlanRow, column: str, key: str, old: Any) -> bool:
        new = row.values.get(column)
        if _same(old, new):
            return False
        self.found.differences.append(Difference(sheet, row.number, column, key, old, new))
        return True

    def _problem(self, sheet: str, row: int, column: str, sentence: Message) -> None:
        self.found.problems.append(Problem("not-allowed", sentence, row=row, column=f"{sheet}: {column}"))

    def _facts(self, row: PlanRow) -> None:
        for name in FACTS:
            if self._differs("strategy", row, name, "", getattr(self.standing.strategy, name)):
                new = row.values.get(name)
                self.found.facts[name] = None if name == "jst_teryt" and not new else new

    def _row(self, sheet: str, row: PlanRow) -> None:
        key = row.values.get("key") or ""
        if (sheet, key) not in self.standing.objects:
            self.found.new.append((sheet, row))
            return
        old = self.standing.rows[sheet, key]
        for column in (*FIXED[sheet], *CELLS[sheet], *PROPERTIES[sheet], *STAGES[sheet]):
            if not self._differs(sheet, row, column, key, old.get(column)):
                continue
            if column in FIXED[sheet]:
                sentence = said(_("A row keeps its kind and its place. Enter a new row instead."))
                self._problem(sheet, row.number, column, sentence)
            elif column in CELLS[sheet]:
                self._change(_At(sheet, row.number, column, key, CELLS[sheet][column]), row.values.get(column))
            else:
                self._describe(sheet, row, column, key)

    def _describe(self, sheet: str, row: PlanRow, column: str, key: str) -> None:
        name = PROPERTIES[sheet].get(column, column)
        if self.standing.objects[sheet, key].is_adopted and name not in ALWAYS:
            sentence = said(
                _(
                    "The plan was adopted with this property. Enter a new row instead, and strike this one out by a resolution."
                )
            )
            self._problem(sheet, row.number, column, sentence)
        self.found.described.setdefault((sheet, key), {})[name] = row.values.get(column)

    def _change(self, at: _At, value: Any) -> None:
        """Note the change of one cell: of a draft at once, of an adopted row by an authority."""
        kind: Any = SUBJECTS[at.sheet]
        cell = self.standing.cells.get((kind, at.key, at.name, at.period))
        adopted = self.standing.objects[at.sheet, at.key].is_adopted
        if value in (None, ""):
            value = "" if adopted and at.name == PlanField.STRUCK_OUT else None
        if adopted and value is None:
            sentence = said(
                _("A value of an adopted plan is not deleted. Write “not planned”, or strike the whole row out.")
            )
            self._problem(at.sheet, at.row, at.column, sentence)
            return
        change = Change(kind, at.key, at.name, value, at.period, cell.version if cell else 0)
        (self.found.adopted if adopted else self.found.draft).append(change)

    def _years(self, sheet: str) -> None:
        above, column, field_, value = YEARLY[sheet]
        told: set[tuple[str, str, str]] = set()
        for row in self.file.rows(sheet):
            key, name, period = row.values[column], str(field_ or row.values["role"]), row.values["year"]
            told.add((key, name, period))
            if (above, key) in self.standing.objects:
                old = self.standing.value(above, key, name, period)
                if self._differs(sheet, row, value, _named(key, "" if field_ else name, period), old):
                    self._change(_At(above, row.number, value, key, name, period), row.values[value])
        for row in self.file.rows(above):
            self._emptied(sheet, row, told)

    def _emptied(self, sheet: str, row: PlanRow, told: set[tuple[str, str, str]]) -> None:
        """Note the values of a row of the file which the sheet of its values leaves out."""
        above, _column, field_, value = YEARLY[sheet]
        key = row.values.get("key") or ""
        for name, period in self.standing.years(sheet, key) if (above, key) in self.standing.objects else ():
            if (key, name, period) not in told:
                old = self.standing.value(above, key, name, period)
                shown = _named(key, "" if field_ else name, period)
                self.found.differences.append(Difference(above, row.number, value, shown, old, None))
                self._change(_At(above, row.number, value, key, name, period), None)

    def _further(self, kind: str, row: PlanRow) -> None:
        key = row.values.get("key") or ""
        if kind in NUMBERED:
            # Of these there is one row for each number, whoever entered it.
            key = {one["number"]: one["key"] for one in self.standing.sheets[kind]}.get(row.values["number"], key)
        if (kind, key) not in self.standing.objects:
            self.found.new.append((kind, row))
            return
        old = self.standing.rows[kind, key]
        different = [self._differs(kind, row, name, key, old.get(name)) for name in (*FURTHER[kind], "source")]
        if any(different):
            self.found.further.append((kind, key, row))


STAGES: dict[str, tuple[str, ...]] = {"parts": (), "indicators": ("stage",), "funding": ()}


def _named(*parts: str) -> str:
    return " ".join(part for part in parts if part)
