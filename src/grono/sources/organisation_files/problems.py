"""What is wrong with a row, so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grono.messages import Message, Severity


@dataclass(frozen=True)
class RowProblem:
    """One thing that is wrong in a list.

    Parameters
    ----------
    code : str
        Stable identifier of the rule.
    message : Message
        What to write.
    row : int or None
        As a spreadsheet numbers it; None where the whole file is meant.
    column : str
        Name of the column as it stands in the file.
    value : str
        As read.
    nearest : str
        The nearest valid value; empty where there is none to offer.
    severity : {"error", "warning"}
        An error blocks; a warning may be waived with a reason.
    """

    code: str
    message: Message
    row: int | None = None
    column: str = ""
    value: str = ""
    nearest: str = ""
    severity: Severity = "error"
