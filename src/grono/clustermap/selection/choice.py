"""Last step: a person chooses. What was decided, by whom, why, with which doubts, is a table of its own (MAP-47)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from grono.messages import InputError, Problem, message
from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from grono.clustermap.result import ClusterMap
    from grono.messages import Message

Decision = Literal["chosen", "rejected", "deferred"]
"""What can be decided of a candidate."""

DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True)
class Choice:
    """One decision of a person, on one map, about one industry of a region.

    Parameters
    ----------
    map : str
        Identifier of the map on which it was taken.
    region, industry : str
        Codes. An industry that is no candidate may be chosen too: then the reason says why.
    decision : {"chosen", "rejected", "deferred"}
        What was decided.
    on : str
        Date, as 2026-11-05.
    by : str
        Who decided: a person, an office or a meeting.
    reason : str
        Why.
    doubts, data_missing : str
        Why it may be wrong, and what data would settle it; may be empty.
    """

    map: str
    region: str
    industry: str
    decision: Decision
    on: str
    by: str
    reason: str
    doubts: str = ""
    data_missing: str = ""


def choice_table(choices: Iterable[Choice]) -> pa.Table:
    """Return the table ``choice``, in the order of the dates; an earlier decision stays when a later one changes it.

    Raises
    ------
    InputError
        With everything that is wrong with any of them: an unknown decision, no date, nobody who decided, no reason, two
        decisions about one industry on one day.
    """
    listed = list(choices)
    problems = [problem for number, one in enumerate(listed) for problem in _problems(number + 1, one)]
    problems += _twice(listed)
    if problems:
        raise InputError(problems)
    ordered = sorted(listed, key=lambda one: (one.on, one.region, one.industry))
    required = ("map", "region", "industry", "decision", "on", "by", "reason")
    columns: dict[str, object] = {name: [getattr(one, name) for one in ordered] for name in required}
    optional = {name: [getattr(one, name) or None for one in ordered] for name in ("doubts", "data_missing")}
    return conform("choice", {**columns, **optional})


def read_choices(table: pa.Table) -> list[Choice]:
    """Return the decisions of a table ``choice``."""
    rows: list[dict[str, Any]] = [{name: value or "" for name, value in row.items()} for row in table.to_pylist()]
    return [Choice(**row) for row in rows]


def latest_choices(choices: Iterable[Choice]) -> dict[tuple[str, str], Choice]:
    """Return region and industry → the last decision about them."""
    return {(one.region, one.industry): one for one in sorted(choices, key=lambda one: one.on)}


def with_choices(map_: ClusterMap, choices: Iterable[Choice]) -> ClusterMap:
    """Return a map with decisions beside its other tables."""
    return replace(map_, further={**map_.further, "choice": choice_table(choices)})


def _problems(number: int, choice: Choice) -> list[Problem]:
    found: list[Message] = []
    if choice.decision not in DECISIONS:
        found.append(
            message(
                'Decision %(number)s: "%(value)s" is no decision. Use one of: %(known)s.',
                number=number, value=choice.decision, known=", ".join(DECISIONS),
            )
        )  # fmt: skip
    if not _is_date(choice.on):
        found.append(
            message(
                'Decision %(number)s: "%(value)s" is not a date. Write year, month and day, such as 2026-11-05.',
                number=number, value=choice.on,
            )
        )  # fmt: skip
    if not choice.by.strip():
        found.append(
            message(
                "Decision %(number)s does not say who decided. Name a person, an office or a meeting.", number=number
            )
        )
    if not choice.reason.strip():
        found.append(
            message("Decision %(number)s has no reason. Write one sentence that others can check.", number=number)
        )
    return [Problem("choice-incomplete", sentence, row=number) for sentence in found]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _twice(choices: list[Choice]) -> list[Problem]:
    seen: dict[tuple[str, str, str, str], int] = {}
    problems = []
    for number, one in enumerate(choices):
        key = (one.map, one.region, one.industry, one.on)
        if key in seen:
            sentence = message(
                "Decisions %(first)s and %(second)s are about industry %(industry)s in region %(region)s on the same day. Keep one.",
                first=seen[key], second=number + 1, industry=one.industry, region=one.region,
            )  # fmt: skip
            problems.append(Problem("choice-twice", sentence, row=number + 1))
        seen.setdefault(key, number + 1)
    return problems
