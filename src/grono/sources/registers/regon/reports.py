"""Which report tells what of whom, in each version of the service: a table.

The reports ``…FizycznaOsoba``, ``…FizycznaDaneOgolne`` and ``…Wspolnicy`` hold persons and are not in it, so they cannot be asked for.
"""

from __future__ import annotations

from typing import Literal

from grono.sources.registers.shipped import rows

Version = Literal["1", "1.1", "1.2"]
Purpose = Literal["main", "codes", "units"]

VERSIONS: tuple[Version, ...] = ("1", "1.1", "1.2")
"""Versions of the service."""

STRUCK_OFF_SILOS = "4"
"""Natural persons struck off before 8 November 2014: that register has neither codes nor units of them."""


def report_name(version: Version, kind: str, silos: str, purpose: Purpose) -> str | None:
    """Return the name of a report; None where there is none.

    Parameters
    ----------
    version : {"1", "1.1", "1.2"}
        Version of the service.
    kind : str
        ``P`` legal, ``F`` natural person, ``LP`` and ``LF`` their local units.
    silos : str
        For a natural person: 1 CEIDG, 2 agriculture, 3 other, 4 struck off before 8 November 2014.
    purpose : {"main", "codes", "units"}
        The report itself, its activity codes, the list of its local units.

    Examples
    --------
    >>> [report_name("1", "P", "6", "codes"), report_name("1.1", "F", "2", "main"), report_name("1.1", "LP", "6", "units")]
    ['PublDaneRaportDzialalnosciPrawnej', 'BIR11OsFizycznaDzialalnoscRolnicza', None]
    """
    if kind == "F" and silos == STRUCK_OFF_SILOS and purpose != "main":
        return None
    for row in rows("regon_reports"):
        if row["kind"] == kind and row["purpose"] == purpose and row["silos"] in ("", silos):
            return row[f"bir{version}"]
    return None
