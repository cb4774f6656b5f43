"""Correspondence tables: which codes of the next edition of a classification a code may have become (DIR-12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.classifications.industries import UnknownCode
from grono.classifications.registry import get_classification
from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.messages import Message

EDITIONS = {"pkd2007": "pkd2025", "pkd2025": "pkd2007", "nace2": "nace21", "nace21": "nace2"}
"""Classification → the other edition of the same one."""
_SAME_CLASSES = {"nace2": "pkd2007", "nace21": "pkd2025", "pkd2007": "nace2", "pkd2025": "nace21"}
"""PKD and the revision of NACE whose classes it has: a table for one also holds the classes of the other."""


@dataclass(frozen=True)
class Candidates:
    """What a code may be in another edition.

    Parameters
    ----------
    classification : str
        Edition of the candidates.
    codes : tuple of str
        In the order of the table, each once; empty where the table has none. More than one: only who knows the firm can choose.
    asked : str
        The code that the table has: the code itself, or its class where the table goes no further.
    """

    classification: str
    codes: tuple[str, ...]
    asked: str


@dataclass(frozen=True)
class Correspondence:
    """A correspondence table from one edition to another: code → the codes that it became, wholly or in part."""

    source: str
    target: str
    codes: Mapping[str, tuple[str, ...]]

    def candidates(self, code: str) -> Candidates:
        """Return what a code of the edition ``source`` may be; a subclass that the table does not name is asked by its class.

        Raises
        ------
        UnknownCode
            If the code has no place in the edition ``source``.
        """
        return _candidates(self.codes, self.source, self.target, code)


@dataclass(frozen=True)
class Correspondences:
    """The correspondence tables at hand: (from, to) → table."""

    tables: Mapping[tuple[str, str], Correspondence] = field(default_factory=dict)

    def candidates(self, classification: str, code: str) -> Candidates | None:
        """Return what a code may be in the other edition; None without a table, or where the table does not name it.

        A class of NACE is also looked for among the classes of PKD, and the other way round: they are the same.
        """
        target = EDITIONS.get(classification)
        for source in (classification, _SAME_CLASSES.get(classification, "")):
            table = self.tables.get((source, EDITIONS.get(source, "")))
            found = _known(table.codes, classification, target, code) if table and target else None
            if found is not None and found.codes:
                return found
        return None


def _known(codes: Mapping[str, tuple[str, ...]], source: str, target: str, code: str) -> Candidates | None:
    try:
        return _candidates(codes, source, target, code)
    except UnknownCode:
        return None


def _candidates(codes: Mapping[str, tuple[str, ...]], source: str, target: str, code: str) -> Candidates:
    resolution = get_classification(source).resolve(code)
    is_whole = (
        resolution.unit in codes or resolution.kind == "ancestor"
    )  # a class that does not exist has no counterpart
    asked = resolution.unit if is_whole else resolution.class_code
    return Candidates(target, codes.get(asked, ()), asked)


def load_correspondence(rows: Iterable[Mapping[str, object]], *, source: str, target: str) -> Correspondence:
    """Read a correspondence table.

    Parameters
    ----------
    rows : iterable of mappings
        One for each pair: the first column holds the code of the edition ``source``, the second the one of ``target``. A code that
        was divided stands in several rows. Further columns are not read; a row whose two cells are empty is passed over.
    source, target : str
        Keys of the two editions, such as ``pkd2007`` and ``pkd2025``. They are never guessed from the file.

    Raises
    ------
    InputError
        With every problem: a column too few, a half-empty row, a code that its edition does not have, no row at all.

    Examples
    --------
    >>> table = load_correspondence(
    ...     [{"2007": "45.20", "2025": "95.31"}, {"2007": "45.20", "2025": "95.32"}], source="pkd2007", target="pkd2025"
    ... )
    >>> table.candidates("45.20.Z").codes
    ('95.31', '95.32')
    """
    found: dict[str, dict[str, None]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=2):
        if len(row) < 2:
            raise InputError([_too_few_columns()])
        pair = dict(zip((source, target), row.items(), strict=False))
        if not any(_text(value) for _column, value in pair.values()):
            continue
        units, wrong = _units(pair, number)
        problems += wrong
        if not wrong:
            found.setdefault(units[0], {})[units[1]] = None
    if not problems and not found:
        problems = [_empty()]
    if problems:
        raise InputError(problems)
    return Correspondence(source, target, {code: tuple(targets) for code, targets in found.items()})


def _units(pair: Mapping[str, tuple[str, object]], number: int) -> tuple[list[str], list[Problem]]:
    units: list[str] = []
    problems: list[Problem] = []
    for edition, (column, value) in pair.items():
        unit, problem = _unit(edition, column, _text(value), number)
        units.append(unit)
        problems += [problem] if problem else []
    return units, problems


def _unit(edition: str, column: str, given: str, number: int) -> tuple[str, Problem | None]:
    if not given:
        sentence = message(
            'Row %(row)s, column "%(column)s" is empty. Write the code that corresponds, or delete the row.',
            row=number, column=column,
        )  # fmt: skip
        return "", _problem("half-a-pair", sentence, number, column, given)
    try:
        resolution = get_classification(edition).resolve(given)
    except UnknownCode as error:
        return "", _problem("unknown-code", _placed(error, edition, number, column), number, column, given)
    if resolution.kind == "ancestor":
        sentence = message(
            'Row %(row)s, column "%(column)s": %(edition)s has no class "%(code)s". Correct the code, or check that the right two '
            "editions were chosen.",
            row=number, column=column, edition=get_classification(edition).title, code=given,
        )  # fmt: skip
        return "", _problem("unknown-code", sentence, number, column, given)
    return resolution.unit, None


def _placed(error: UnknownCode, edition: str, number: int, column: str) -> Message:
    if error.suggestions:
        return message(
            'Row %(row)s, column "%(column)s": %(edition)s has no code "%(code)s". The nearest are %(nearest)s.',
            row=number, column=column, edition=get_classification(edition).title, code=error.given,
            nearest=", ".join(error.suggestions),
        )  # fmt: skip
    return message(
        'Row %(row)s, column "%(column)s": "%(code)s" is no code of %(edition)s. Write one as in 10.51 or 10.51.Z.',
        row=number, column=column, edition=get_classification(edition).title, code=error.given,
    )  # fmt: skip


def _problem(code: str, sentence: Message, row: int, column: str, value: str) -> Problem:
    return Problem(code, sentence, row=row, column=column, value=value)


def _too_few_columns() -> Problem:
    sentence = message(
        "A correspondence table has two columns: the code in the edition that is converted, and beside it the code in the other one."
    )
    return Problem("missing-column", sentence)


def _empty() -> Problem:
    return Problem(
        "empty-table",
        message("The correspondence table has no rows. Load one with two columns of codes and at least one pair."),
    )


def _text(value: object) -> str:
    return "" if value is None else "".join(str(value).split())
