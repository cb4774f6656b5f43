"""Texts in CSV cells that no spreadsheet runs as a formula (TRU-24), for documents and for the portal's tables."""

from __future__ import annotations

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet run a text as a formula (TRU-24)."""


def safe_text(text: str) -> str:
    """Return a text as it may stand in a CSV cell: what a spreadsheet would run gets a leading apostrophe.

    A text that already begins with apostrophes before such a character gets one more, so that nothing is lost on the way back.

    Examples
    --------
    >>> safe_text("=SUM(A1)"), safe_text("'t Gooi"), original_text(safe_text("'=x"))
    ("'=SUM(A1)", "'t Gooi", "'=x")
    """
    return f"'{text}" if _would_run(text) else text


def original_text(cell: str) -> str:
    """Return what :func:`safe_text` was given."""
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    return text.lstrip("'")[:1] in _DANGEROUS
