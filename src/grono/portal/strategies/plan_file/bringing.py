"""A file taken into a plan: everything it says in one transaction, or nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from grono.messages import InputError
from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    add_part,
    amend_plan,
    change_draft,
    change_part,
    change_strategy,
)
from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.plan_file.columns import CELLS, FURTHER, PROPERTIES, QUANTITIES, REFERS, SUBJECTS, YEARLY
from grono.portal.strategies.plan_file.comparing import compare
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.strategies.submitting import describe_row
from grono.portal.strategies.values import encoded

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.plan_file.comparing import Comparison
    from grono.portal.strategies.plan_file.standing import Standing
    from grono.quantities import Quantity
    from grono.reports.plan_file import PlanFile, PlanRow, Values


@dataclass(frozen=True)
class Brought:
    """What a file did."""

    changed: int
    added: int


def look(*, by: User, strategy: Strategy, file: PlanFile) -> Comparison:
    """Return what a file would change, and change nothing.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    found = compare(standing_of(by, strategy), file)
    if found.problems:
        raise InputError(found.problems)
    return found


@transaction.atomic
def bring_plan(
    *, by: User, strategy: Strategy, file: PlanFile, authority: Authority | None = None, looked_at: str | None = None
) -> Brought:
    """Make the plan say what a file says; what the file leaves out stays.

    Raises
    ------
    InputError
        With every problem of the file.
    RefusedError
        When the plan was changed since the person looked at what the file would change (``looked_at``), or when the file changes an
        adopted plan and no authority is named.
    """
    locked = open_strategy(strategy)
    found = look(by=by, strategy=locked, file=file)
    if looked_at is not None and looked_at != found.mark():
        raise RefusedError(_("The plan was changed since you looked. Look at the changes once more."))
    if found.adopted and authority is None:
        raise RefusedError(_("The file changes an adopted plan: name the resolution, the order or the correction."))
    _Bringing(by, locked, file, standing_of(by, locked)).carry_out(found, authority)
    brought = Brought(len(found.differences), len(found.new))
    if not found.is_empty:
        after = {"values": brought.changed, "part": brought.added}
        audit(by=by, verb="strategies.bring_plan", object=locked, after=after)
    return brought


class _Bringing:
    """One file being taken in; keys of the file lead to the rows that were made for them."""

    def __init__(self, by: User, strategy: Strategy, file: PlanFile, standing: Standing) -> None:
        self.by, self.strategy = by, strategy
        self.objects = dict(standing.objects)
        self.new: dict[tuple[str, str], PlanRow] = {}
        self.years: dict[tuple[str, str], list[PlanRow]] = defaultdict(list)
        for sheet, (_above, column, _field, _value) in YEARLY.items():
            for row in file.rows(sheet):
                self.years[sheet, row.values[column]].append(row)

    def carry_out(self, found: Comparison, authority: Authority | None) -> None:
        """Make every change."""
        if found.facts:
            change_strategy(by=self.by, strategy=self.strategy, values=found.facts)
        self._add(found)
        self._describe(found)
        if found.draft:
            change_draft(by=self.by, strategy=self.strategy, changes=found.draft)
        if found.adopted and authority is not None:
            amend_plan(by=self.by, strategy=self.strategy, authority=authority, changes=found.adopted)
        for kind, key, row in found.further:
            part = self.objects[kind, key]
            change_part(by=self.by, part=part, values=self._further(kind, row.values), seen=part.edition)

    def _add(self, found: Comparison) -> None:
        self.new = {(sheet, row.values.get("key") or f"row {row.number}"): row for sheet, row in found.new}
        for sheet, key in list(self.new):
            if sheet == "parts":
                self._node(key)
        for (sheet, key), row in self.new.items():
            if sheet in {"indicators", "funding"}:
                self.objects[sheet, key] = self._below(sheet, key, row.values)
        for sheet, row in found.new:
            if sheet in FURTHER:
                add_part(by=self.by, strategy=self.strategy, kind=sheet, values=self._further(sheet, row.values))

    def _node(self, key: str) -> Any:
        """Return the part with a key; one that is new is made after the part above it, wherever that stands in the file."""
        if ("parts", key) not in self.objects:
            given = self.new["parts", key].values
            above = given.get("below") or ""
            self.objects["parts", key] = add_node(
                by=self.by,
                strategy=self.strategy,
                kind=given["kind"],
                title=given["title"],
                parent=self._node(above) if above else None,
                number_text=given["number"],
                lead=given["lead"],
                values=self._values("parts", key, given),
                **{PROPERTIES["parts"][name]: given[name] for name in ("weight_basis", "description", "aid_relevant")},
            )
        return self.objects["parts", key]

    def _below(self, sheet: str, key: str, given: Values) -> Any:
        node, values = self._node(given["part"]), self._values(sheet, key, given)
        said = {name: given[column] for column, name in PROPERTIES[sheet].items()}
        if sheet == "funding":
            return add_funding(by=self.by, node=node, source=given["name"], values=values, **said)
        stage = self._node(given["stage"]) if given["stage"] else None
        return add_indicator(by=self.by, node=node, name=given["name"], values=values, stage=stage, **said)

    def _values(self, sheet: str, key: str, given: Values) -> dict[tuple[str, str], Quantity]:
        """Return the values of a new row, by field and period; its title and its lead are told apart from them."""
        told = {PlanField.TITLE, PlanField.LEAD}
        found = {
            (str(name), ""): given[column]
            for column, name in CELLS[sheet].items()
            if name not in told and given[column] not in (None, "")
        }
        for yearly, (above, _column, field, value) in YEARLY.items():
            if above == sheet:
                found |= {
                    (str(field or row.values["role"]), row.values["year"]): row.values[value]
                    for row in self.years[yearly, key]
                }
        return found

    def _describe(self, found: Comparison) -> None:
        for (sheet, key), values in found.described.items():
            row = self.objects[sheet, key]
            if "stage" in values:
                values["stage"] = self._node(values["stage"]) if values["stage"] else None
            describe_row(by=self.by, kind=SUBJECTS[sheet], row=row, values=values)

    def _further(self, kind: str, given: Values) -> dict[str, Any]:
        """Return what a row says as the further part keeps it."""
        said: dict[str, Any] = {"source_text": given["source"]}
        for column, name in FURTHER[kind].items():
            value = given[column]
            if name in QUANTITIES:
                said[name] = encoded(value) if value is not None else ""
            elif column in REFERS.get(kind, ()):
                said[name] = self.objects[REFERS[kind][column], value] if value else None
            else:
                said[name] = value
        return said
