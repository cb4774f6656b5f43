"""The ladder of membership in two times: when something was so, and when the portal knew it (DIR-34, DIR-36).

Steps are only ever added. A step that was wrong is taken back by another row that names it, so what was known on an earlier day can
be told at any time. This module knows no database: it is given steps and answers where someone stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.portal.clusters.kinds import MembershipKind, Standing, StepKind

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

NEXT: Mapping[str, frozenset[str]] = {
    "": frozenset({StepKind.DECLARED}),
    StepKind.DECLARED: frozenset({StepKind.SIGNED, StepKind.REFUSED, StepKind.LEFT}),
    StepKind.SIGNED: frozenset({StepKind.KIND_CHANGED, StepKind.LEFT}),
    StepKind.LEFT: frozenset({StepKind.DECLARED}),
    StepKind.REFUSED: frozenset({StepKind.DECLARED}),
}
"""Which step may follow which; a change of kind leaves a member where it stands."""


@dataclass(frozen=True)
class Step:
    """One recorded step; ``cancels`` is the number of the step that a row takes back."""

    number: int
    organisation: int
    kind: str
    valid_on: datetime.date
    recorded_at: datetime.datetime
    membership_kind: str = ""
    cancels: int | None = None


@dataclass(frozen=True)
class Place:
    """Where one organisation stands by its steps, before activity is looked at."""

    organisation: int
    standing: str
    since: datetime.date
    membership_kind: str
    signed_on: datetime.date | None = None


def known(steps: Iterable[Step], known_at: datetime.datetime | None = None) -> list[Step]:
    """Return the steps that were known at a time and not taken back by then, in the order in which they took effect."""
    rows = [step for step in steps if known_at is None or step.recorded_at <= known_at]
    taken_back = {step.cancels for step in rows if step.cancels is not None}
    left = [step for step in rows if step.cancels is None and step.number not in taken_back]
    return sorted(left, key=lambda step: (step.valid_on, step.number))


def places(steps: Iterable[Step], as_of: datetime.date, known_at: datetime.datetime | None = None) -> dict[int, Place]:
    """Return organisation → its place on a day, as known at a time; who has taken no step by then is not there."""
    found: dict[int, Place] = {}
    for step in known(steps, known_at):
        if step.valid_on <= as_of and (place := _moved(found.get(step.organisation), step)):
            found[step.organisation] = place
    return found


def _moved(place: Place | None, step: Step) -> Place | None:
    kind = step.membership_kind or (place.membership_kind if place else MembershipKind.FULL.value)
    if step.kind == StepKind.KIND_CHANGED:
        return place and Place(place.organisation, place.standing, place.since, kind, place.signed_on)
    signed_on = step.valid_on if step.kind == StepKind.SIGNED else None
    return Place(step.organisation, Standing(step.kind).value, step.valid_on, kind, signed_on)


def first_misplaced(steps: Sequence[Step]) -> tuple[Step | None, Step] | None:
    """Return the first two steps of one organisation that do not follow each other, or nothing; ``steps`` are :func:`known`."""
    before: Step | None = None
    for step in steps:
        if step.kind not in NEXT[before.kind if before else ""]:
            return before, step
        if step.kind != StepKind.KIND_CHANGED:
            before = step
    return None


def may_follow(steps: Sequence[Step]) -> frozenset[str]:
    """Return which steps may follow the last one of an organisation; ``steps`` are :func:`known`."""
    last = next((step.kind for step in reversed(steps) if step.kind != StepKind.KIND_CHANGED), "")
    return NEXT[last]


def kinds_in_year(steps: Iterable[Step], year: int, known_at: datetime.datetime | None = None) -> dict[int, str]:
    """Return organisation → kind of everyone who was a signed member on some day of a year.

    Each stands there once, with the last kind held in the year, however often it changed (DIR-35).
    """
    rows = defaultdict(list)
    for step in known(steps, known_at):
        if step.valid_on.year <= year:
            rows[step.organisation].append(step)
    return {one: kind for one, taken in rows.items() if (kind := _kind_in_year(taken, year))}


def _kind_in_year(steps: Sequence[Step], year: int) -> str:
    kind, place = "", None
    for step in steps:
        if place is not None and place.standing == Standing.SIGNED and step.valid_on.year == year:
            kind = place.membership_kind  # stood so until this day of the year
        place = _moved(place, step)
    return place.membership_kind if place and place.standing == Standing.SIGNED else kind
