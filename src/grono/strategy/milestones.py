"""Milestones whose source gives day and month but no year (STR-19)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHOUT_YEAR = re.compile(r"--(\d\d)-(\d\d)")


@dataclass(frozen=True)
class MilestoneDate:
    """A day, and whether its year was inferred; an inferred year is never shown as if the source had given it."""

    day: date
    year_inferred: bool


def infer_years(in_order: Sequence[str]) -> tuple[MilestoneDate, ...]:
    """Give dates without a year the first year that keeps the list in order.

    Parameters
    ----------
    in_order : sequence of str
        Dates as ``2003-05-26``, or ``--06-13`` without a year (the forms of ISO 8601), in the order of the source.

    Raises
    ------
    GronoError
        For a text that is no date, and for a list that begins without a year.

    Examples
    --------
    >>> [str(milestone.day) for milestone in infer_years(["2003-05-26", "--12-10", "--01-26"])]
    ['2003-05-26', '2003-12-10', '2004-01-26']
    """
    found: list[MilestoneDate] = []
    for text in in_order:
        match = _WITHOUT_YEAR.fullmatch(text)
        if match is None:
            found.append(MilestoneDate(_given(text), year_inferred=False))
        elif not found:
            raise GronoError(
                message(
                    "The first milestone, %(text)s, has no year. Give it one; the others follow from it.", text=text
                )
            )
        else:
            month, day = (int(part) for part in match.groups())
            found.append(MilestoneDate(_first_from(found[-1].day, month, day, text), year_inferred=True))
    return tuple(found)


def _given(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _no_date(text) from error


def _first_from(earliest: date, month: int, day: int, text: str) -> date:
    """Return the first such day that is not before another; eight years are enough for any 29 February."""
    for year in range(earliest.year, min(earliest.year + 9, MAXYEAR + 1)):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate >= earliest:
            return candidate
    raise _no_date(text)


def _no_date(text: str) -> GronoError:
    return GronoError(message("“%(text)s” is not a date. Write 2003-05-26, or --05-26 without a year.", text=text))
