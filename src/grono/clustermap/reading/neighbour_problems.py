"""What can be wrong with a table of neighbours, said by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process

from grono.messages import Problem, message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.messages import Message
    from grono.tables.files import RawTable


def rows_in_file(rows: pa.Table, raw: RawTable, where: NDArray[np.bool_]) -> list[int]:
    """Return where the rows stand in the file."""
    numbers = rows["row"].to_numpy(zero_copy_only=False)[where]
    return [raw.row_in_file(int(number)) for number in numbers]


def named_rows(rows: list[int], code: str, column: str | None, sentence: Callable[[int], Message]) -> list[Problem]:
    """Name the first rows one by one and count the rest."""
    shown = [Problem(code, sentence(row), row, column) for row in rows[:SHOWN]]
    return [*shown, *rest_of(code, column, len(rows) - len(shown))]


def unknown_codes(rows: pa.Table, role: str, raw: RawTable, column: str, regions: Sequence[str]) -> list[Problem]:
    """Name every code that is no region of the map, where it first stands, with the nearest one that is."""
    known = set(regions)
    codes = rows[role].to_pylist()
    first: dict[str, int] = {}
    for index, code in enumerate(codes):
        if code is not None and code not in known:
            first.setdefault(code, index)
    numbers = rows["row"].to_pylist()
    problems = []
    for code, index in list(first.items())[:SHOWN]:
        row = raw.row_in_file(int(numbers[index]))
        near = process.extractOne(code, regions, score_cutoff=50)
        sentence = message(
            'Row %(row)s, column "%(column)s": the table of employees has no region "%(code)s". Did you mean "%(near)s"? '
            "Write its codes, and leave out regions it does not have.",
            row=row, column=column, code=code, near=near[0],
        ) if near else message(
            'Row %(row)s, column "%(column)s": the table of employees has no region "%(code)s". '
            "Write its codes, and leave out regions it does not have.",
            row=row, column=column, code=code,
        )  # fmt: skip
        problems.append(Problem("unknown-region", sentence, row, column, code, count=codes.count(code)))
    return [*problems, *rest_of("unknown-region", column, len(first) - len(problems))]


def beside_themselves(rows: pa.Table, raw: RawTable) -> list[Problem]:
    """Name the rows that put a region beside itself."""
    same = np.array(
        [
            one is not None and one == other
            for one, other in zip(rows["region"].to_pylist(), rows["neighbour"].to_pylist(), strict=True)
        ],
        dtype=bool,
    )

    def sentence(row: int) -> Message:
        return message("Row %(row)s names a region as its own neighbour. Delete the row.", row=row)

    return named_rows(rows_in_file(rows, raw, same), "own-neighbour", None, sentence)


def stated_twice(rows: pa.Table, keys: tuple[str, ...], raw: RawTable) -> list[Problem]:
    """Name the rows that repeat a key; an empty cell repeats nothing."""
    seen: set[tuple[str | None, ...]] = set()
    again = np.zeros(rows.num_rows, dtype=bool)
    for index, key in enumerate(zip(*(rows[name].to_pylist() for name in keys), strict=True)):
        again[index] = key in seen and None not in key
        seen.add(key)

    def sentence(row: int) -> Message:
        if len(keys) == 1:
            return message("Row %(row)s states a region for the second time. Keep one of its rows.", row=row)
        return message("Row %(row)s states a pair of neighbours for the second time. Keep one of its rows.", row=row)

    return named_rows(rows_in_file(rows, raw, again), "duplicate-key", None, sentence)


def no_neighbour_column(raw: RawTable) -> Problem:
    """Say that a table has neither pairs nor centres."""
    sentence = message(
        "The table of neighbours needs a second column of regions (neighbour), or the centre of each region (longitude and "
        "latitude, or x and y in metres). It has: %(columns)s.",
        columns=", ".join(raw.columns),
    )
    return Problem("column-not-found", sentence)
