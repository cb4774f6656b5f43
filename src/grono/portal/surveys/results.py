"""What a wave found, question by question, with everything withheld that would show a single organisation.

The results are plain values for JSON. They hold no organisation and no withheld number, so what is published is what is stored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.portal.surveys.kinds import NUMERIC, WITH_CHOICES, QuestionType
from grono.portal.surveys.protection import Rule, shown_cells, shown_counts
from grono.quantities import Range, from_data, to_data, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.surveys.definition import Question
    from grono.quantities import Quantity

    Answers = Mapping[int, Any]
    Groups = Mapping[str, Mapping[int, str]]

ALL = "all"


@dataclass(frozen=True)
class Known:
    """A numeric answer that counts: the quantity, and the one number by which shares are judged."""

    quantity: Range
    size: float


def known_quantities(answers: Answers) -> dict[int, Known]:
    """Return the answers that are numbers; *no data* and *not applicable* are counted nowhere."""
    found = {}
    for organisation, value in answers.items():
        quantity = from_data(value)
        size = size_of(quantity)
        if isinstance(quantity, Range) and size is not None:
            found[organisation] = Known(quantity, size)
    return found


def size_of(quantity: Quantity) -> float | None:
    """Return the number a quantity stands for when shares are judged: its middle, or the end that is known."""
    if not isinstance(quantity, Range):
        return None
    known = [end for end in (quantity.lower, quantity.upper) if end is not None]
    return float(sum(known) / len(known)) if known else None


def cells_of(members: Iterable[int], groups: Groups) -> dict[str, frozenset[int]]:
    """Return the cells of a question: everyone, and for each kind of group (size, section …) each group."""
    everyone = frozenset(members)
    cells = {ALL: everyone}
    for kind, group_of in groups.items():
        for group in sorted({group_of.get(one, "") for one in everyone}):
            cells[f"{kind}:{group}"] = frozenset(one for one in everyone if group_of.get(one, "") == group)
    return cells


def cells_in_order(question: Question, result: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the cells of a stored result as they were counted: PostgreSQL gives the keys of JSON back in an order of its own."""
    told = [ALL, *(one.key for one in question.choices)]
    told += [f"{row.key}:{column.key}" for row in question.rows for column in question.columns]
    places = {name: place for place, name in enumerate(told)}
    cells: dict[str, dict[str, Any]] = result.get("cells", {})
    return sorted(
        cells.items(), key=lambda pair: (places.get(pair[0], len(told)), not pair[0].startswith("size:"), pair[0])
    )


def numeric_result(answers: Answers, groups: Groups, *, rule: Rule | None = None) -> dict[str, Any]:
    """Return sum and mean for everyone and each group; a withheld cell has the number of organisations only if that is safe."""
    known = known_quantities(answers)
    cells = cells_of(known, groups)
    sizes = {organisation: one.size for organisation, one in known.items()}
    shown = shown_cells(cells, sizes, rule=rule)
    return {
        "kind": "numeric",
        "answered": len(answers),
        "cells": {name: _cell(members, known, is_shown=name in shown) for name, members in cells.items()},
    }


def _cell(members: frozenset[int], known: Mapping[int, Known], *, is_shown: bool) -> dict[str, Any]:
    if not members:
        return {"organisations": 0}
    if not is_shown:
        return {"suppressed": True}
    summed = total([known[one].quantity for one in sorted(members)], non_negative_flow=False).value
    mean = summed / len(members)
    return {"organisations": len(members), "sum": to_data(summed), "mean": to_data(mean)}


def choice_result(question: Question, answers: Answers) -> dict[str, Any]:
    """Return how many chose what."""
    chosen = {
        choice.key: frozenset(one for one, value in answers.items() if choice.key in _picked(value))
        for choice in question.choices
    }
    exclusive = question.type == QuestionType.ONE
    shown = shown_counts(chosen, frozenset(answers), exclusive=exclusive)
    return {
        "kind": "choices",
        "answered": len(answers),
        "cells": {
            key: {"organisations": len(members)} if key in shown else {"suppressed": True}
            for key, members in chosen.items()
        },
    }


def _picked(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def code_result(answers: Answers) -> dict[str, Any]:
    """Return how many named each code; rare codes are withheld together with what would give them away."""
    counted = Counter(answers.values())
    cells = {code: frozenset(one for one, value in answers.items() if value == code) for code in sorted(counted)}
    shown = shown_counts(cells, frozenset(answers), exclusive=True)
    return {
        "kind": "codes",
        "answered": len(answers),
        "withheld": len(set(cells) - shown),
        "cells": {code: {"organisations": len(cells[code])} for code in sorted(shown)},
    }


def table_result(question: Question, answers: Answers, *, rule: Rule | None = None) -> dict[str, Any]:
    """Return the sum of each numeric cell of a table; rows of a column are judged each by itself, as no total of theirs is shown."""
    cells: dict[str, Any] = {}
    for row in question.rows:
        for column in question.columns:
            if column.type not in NUMERIC:
                continue
            given = {
                one: value[row.key][column.key]
                for one, value in answers.items()
                if column.key in value.get(row.key, {})
            }
            cells[f"{row.key}:{column.key}"] = numeric_result(given, {}, rule=rule)["cells"][ALL]
    return {"kind": "table", "answered": len(answers), "cells": cells}


def question_result(
    question: Question, answers: Answers, groups: Groups, *, rule: Rule | None = None
) -> dict[str, Any]:
    """Return what is published of one question; of texts and dates only how many answered."""
    if 0 < len(answers) < (rule or Rule()).least:
        return {"kind": "few"}
    if question.is_numeric:
        return numeric_result(answers, groups, rule=rule)
    if question.type in WITH_CHOICES:
        return choice_result(question, answers)
    if question.type == QuestionType.CODE:
        return code_result(answers)
    if question.type == QuestionType.TABLE:
        return table_result(question, answers, rule=rule)
    return {"kind": "counted", "answered": len(answers)}
