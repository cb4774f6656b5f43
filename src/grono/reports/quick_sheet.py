"""A worksheet that writes the rows of a long table at once: xlsxwriter asks a dozen questions of every single cell."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 32_767
"""Most characters a cell of a workbook holds."""


class QuickSheet(Worksheet):  # type: ignore[misc] # xlsxwriter comes without types
    """A worksheet of a book with constant memory; its cells are byte for byte those of ``write_string`` and ``write_number``."""

    def write_rows(self, first: int, rows: Iterable[Sequence[Any]], formats: Sequence[Any]) -> None:
        """Write rows of texts and numbers below everything written so far; None and the empty text leave a cell out.

        Parameters
        ----------
        first : int
            Number of the first row, from 0.
        rows : iterable of sequences
            One value for each column.
        formats : sequence
            A format of the book, or None, for each column; texts have none.
        """
        letters = [xl_col_to_name(position) for position in range(len(formats))]
        styles = _Styles()
        texts: dict[str, str] = {}
        last = first
        self._write_single_row(first)  # what was written before stands above
        for number, values in enumerate(rows, start=first + 1):
            cells = []
            for letter, form, value in zip(letters, formats, values, strict=True):
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    if value not in texts:
                        texts[value] = self._inline(value)
                    cells.append(f'<c r="{letter}{number}"{texts[value]}')
                else:
                    cells.append(f'<c r="{letter}{number}"{styles[form]}><v>{_finite(value):.16G}</v></c>')
            if cells:
                self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')
                last = number
        self._check_dimensions(last - 1, 0)
        self.previous_row = last

    def _inline(self, text: str) -> str:
        """Return the rest of a cell with a text in it."""
        text = self._escape_control_characters(text[:LONGEST])
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f' t="inlineStr"><is><t{kept}>{self._escape_data(text)}</t></is></c>'


class _Styles(dict[Any, str]):
    """Format → attribute of a cell; the book numbers a format when it is first used."""

    def __missing__(self, form: Any) -> str:
        self[form] = "" if form is None else f' s="{form._get_xf_index()}"'  # noqa: SLF001 - as xlsxwriter itself does
        return self[form]


def _finite(value: float) -> float:
    if not isfinite(value):
        text = f"a number of a workbook must be finite, not {value}"
        raise ValueError(text)
    return value
