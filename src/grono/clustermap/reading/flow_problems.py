"""What can be wrong with an input–output table, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.messages import Problem, message, plural_message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.messages import Message
    from grono.tables import RawTable

    Rows = Sequence[Mapping[str, Any]]


def repeated_flows(raw: RawTable, rows: Rows) -> list[Problem]:
    """Name the rows that state one flow twice."""

    def sentence(first: int, row: int, key: tuple[str, ...]) -> Message:
        return message(
            "Rows %(first)s and %(row)s both state what %(supplier)s sells to %(user)s. Keep one of them, or add them up before.",
            first=first,
            row=row,
            supplier=key[0],
            user=key[1],
        )

    return _repeated(raw, [((row["supplier"], row["user"], row["origin"]), row["row"]) for row in rows], sentence)


def repeated_outputs(raw: RawTable, rows: Rows) -> list[Problem]:
    """Name the rows that state one output twice."""

    def sentence(first: int, row: int, key: tuple[str, ...]) -> Message:
        return message(
            "Rows %(first)s and %(row)s both state the output of %(industry)s. Keep one of them.",
            first=first,
            row=row,
            industry=key[0],
        )

    return _repeated(raw, [((row["industry"],), row["row"]) for row in rows], sentence)


def _repeated(raw: RawTable, keyed: list[tuple[tuple[str, ...], int]], sentence: Any) -> list[Problem]:
    first: dict[tuple[str, ...], int] = {}
    again = []
    for key, row in keyed:
        if first.setdefault(key, row) != row:
            again.append((key, row))
    problems = []
    for key, row in again[:SHOWN]:
        place = raw.row_in_file(row)
        text = sentence(raw.row_in_file(first[key]), place, key)
        problems.append(Problem("duplicate-key", text, place, value=" ".join(part for part in key if part)))
    return [*problems, *rest_of("duplicate-key", None, len(again) - len(problems))]


def unknown_origins(raw: RawTable, roles: Mapping[str, str], rows: Rows) -> list[Problem]:
    """Name the rows whose origin is no word we know."""
    problems = []
    for row in rows[:SHOWN]:
        place, column = raw.row_in_file(row["row"]), roles["origin"]
        sentence = message(
            'Row %(row)s, column "%(column)s": "%(value)s" does not say where the goods come from. Write domestic or imported.',
            row=place,
            column=column,
            value=row["origin"],
        )
        problems.append(Problem("unknown-origin", sentence, place, column, row["origin"]))
    return [*problems, *rest_of("unknown-origin", roles.get("origin"), len(rows) - len(problems))]


def several(role: str, column: str, values: Sequence[str]) -> Problem:
    """Say that a table mixes years, units or classifications."""
    sentence = message(
        'Column "%(column)s" has %(count)s different values (%(first)s ...). An input–output table has one year, one unit and one '
        "classification; keep the rows of one.",
        column=column,
        count=len(values),
        first=", ".join(values[:3]),
    )
    return Problem(f"several-{role}s", sentence, column=column, value=values[1])


def another_place(flows: Mapping[str, str], outputs: Mapping[str, str], name: str) -> list[Problem]:
    """Say that flows and outputs are not of one year, unit and classification."""
    problems = []
    for role in sorted(set(flows) & set(outputs)):
        if flows[role] != outputs[role]:
            sentence = message(
                'The flows are of "%(flows)s", the outputs in %(name)s of "%(outputs)s". Give both in one unit, of one year and in one '
                "classification.",
                flows=flows[role],
                outputs=outputs[role],
                name=name,
            )
            problems.append(Problem(f"another-{role}", sentence, value=outputs[role]))
    return problems


def no_outputs() -> Problem:
    """Say that the table of outputs is not there."""
    sentence = message(
        "An input–output table needs a table of outputs beside it: what each industry makes in all, in the same unit and year."
    )
    return Problem("no-outputs", sentence)


def own_codes(codes: Sequence[str], known: int) -> list[Problem]:
    """Warn of codes that the classification does not know, and when no industry of the map is found in the table."""
    problems = []
    if codes:
        sentence = plural_message(
            "Input–output table: %(number)s code is not in the classification of the map and stands for itself (%(first)s).",
            "Input–output table: %(number)s codes are not in the classification of the map and stand for themselves (%(first)s).",
            len(codes),
            first=", ".join(codes[:5]) + (" ..." if len(codes) > 5 else ""),
        )
        problems.append(Problem("flows-own-codes", sentence, severity="warning", count=len(codes)))
    if not known:
        sentence = message(
            "Input–output table: none of its industries occurs in the table of employees, so that its links say nothing about this map."
        )
        problems.append(Problem("flows-of-other-industries", sentence, severity="warning"))
    return problems


def without_output(codes: Sequence[str]) -> list[Problem]:
    """Name the industries that make nothing, or of which it is not known what they make."""
    if not codes:
        return []
    sentence = plural_message(
        "Input–output table: %(number)s industry without an output is set aside: %(codes)s.",
        "Input–output table: %(number)s industries without an output are set aside: %(codes)s.",
        len(codes),
        codes=", ".join(codes[:10]) + (" ..." if len(codes) > 10 else ""),
    )
    return [Problem("flows-set-aside", sentence, severity="warning", count=len(codes))]
