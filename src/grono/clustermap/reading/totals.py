"""What sources call everything together (MAP-3)."""

TOTAL_CODES = frozenset(
    {
        "total",
        "00",
        "all",
        "razem",
        "ogółem",
        "ogolem",
        "insgesamt",
        "totale",
        "celkem",
        "összesen",
        "_t",
        "polska",
        "poland",
        "kraj",
    }
)
"""Codes that stand for all regions or all industries together (MAP-3): margins, never summands. Compared in lower case."""


def is_total(code: str) -> bool:
    """Tell whether a code stands for everything together."""
    return code.casefold() in TOTAL_CODES
