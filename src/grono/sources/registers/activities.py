"""Activity codes: one way of writing (DIR-11), and the edition of PKD they are of, read or inferred by a dated table (DIR-12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.classifications import UnknownCode, get_classification
from grono.messages import message
from grono.sources.registers.record import ActivityCode
from grono.sources.registers.shipped import pkd_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.sources.registers.values import Notes

VERSIONS = ("2004", "2007", "2025")
"""Editions of PKD."""

CHECKED_VERSIONS = {"2007": "pkd2007", "2025": "pkd2025"}
"""Editions whose classes Grono holds."""

_SUBCLASS = re.compile(r"(\d\d)\.?(\d\d)\.?([A-Z])", re.ASCII)


@dataclass(frozen=True)
class WrittenCode:
    """A code as the register wrote it, with its label and whether it prevails."""

    written: str
    label: str | None
    main: bool


def subclass_code(written: str | Sequence[str]) -> str | None:
    """Return a subclass of PKD in the one way Grono writes it; None for what is none.

    Examples
    --------
    >>> [subclass_code(one) for one in ("7010Z", "70.10.Z", ("70", "10", "Z"), "70.10", "x")]
    ['70.10.Z', '70.10.Z', '70.10.Z', None, None]
    """
    text = written if isinstance(written, str) else "".join(written)
    found = _SUBCLASS.fullmatch(re.sub(r"\s", "", text).upper())
    return f"{found[1]}.{found[2]}.{found[3]}" if found else None


def activity_codes(
    written: Sequence[WrittenCode], notes: Notes, *, version: str | None, changed: date | None, as_of: date | None
) -> tuple[ActivityCode, ...]:
    """Return the codes of a record, the main one first.

    Parameters
    ----------
    written : sequence of WrittenCode
        As they stand in the answer.
    version : str or None
        Edition that the register wrote; where it wrote none, it is inferred.
    changed : date or None
        When the record was last changed: a code cannot be younger.
    as_of : date or None
        The day of which the answer speaks.
    """
    codes = [(subclass_code(one.written), one) for one in written]
    for code, one in codes:
        if code is None:
            _warn_shape(one, notes)
    known = [(code, one) for code, one in codes if code is not None]
    read = version if version in VERSIONS else None
    edition, inferred = (read, None) if read else _inferred([code for code, _ in known], changed or as_of, as_of)
    if known and edition is None:
        notes.warn("no-pkd-version", message(
            "The register does not tell of which edition of PKD the codes are, and their date allows several. They are kept without "
            "one; ask the firm before you compare them."
        ))  # fmt: skip
    _warn_mains(known, notes)
    main = next((code for code, one in known if one.main), None)
    found: dict[str, ActivityCode] = {}
    for code, one in known:
        found.setdefault(code, ActivityCode(code, code == main, edition, inferred, one.label))
    if edition in CHECKED_VERSIONS:
        _warn_unknown(list(found), edition or "", notes)
    return tuple(sorted(found.values(), key=lambda one: not one.main))


def _inferred(codes: Sequence[str], changed: date | None, as_of: date | None) -> tuple[str | None, str | None]:
    """Return the edition by the date of the record; where two were in force, the only one that has all the codes."""
    if changed is None:
        return None, None
    rule = next((rule for rule in pkd_rules() if rule.start <= changed <= rule.end), None)
    if rule is None:
        return None, None
    candidates = [*rule.versions]
    if as_of is not None and as_of >= rule.recoded_from and rule.recoded_to not in candidates:
        candidates.append(rule.recoded_to)
    basis = f"{rule.article}; {changed.isoformat()}"
    if len(candidates) == 1:
        return candidates[0], basis
    if not set(candidates) <= set(CHECKED_VERSIONS):
        return None, None
    fitting = [version for version in candidates if all(_exists(code, version) for code in codes)]
    return (fitting[0], basis) if len(fitting) == 1 and codes else (None, None)


def _exists(code: str, version: str) -> bool:
    try:
        return get_classification(CHECKED_VERSIONS[version]).resolve(code).kind != "ancestor"
    except UnknownCode:
        return False


def _warn_shape(one: WrittenCode, notes: Notes) -> None:
    notes.warn("not-a-code", message(
        "The activity code “%(code)s” has not the form of PKD (70.10.Z). It was left out; look it up in the register itself.",
        code=one.written[:40],
    ), one.written)  # fmt: skip


def _warn_unknown(codes: Sequence[str], version: str, notes: Notes) -> None:
    for code in codes:
        if not _exists(code, version):
            notes.warn("no-such-code", message(
                "The activity code %(code)s is not in PKD %(version)s. It is kept as the register wrote it; ask the firm which one is meant.",
                code=code, version=version,
            ), code)  # fmt: skip


def _warn_mains(known: Sequence[tuple[str, WrittenCode]], notes: Notes) -> None:
    mains = list(dict.fromkeys(code for code, one in known if one.main))
    if len(mains) > 1:
        notes.warn("several-mains", message(
            "The register calls several activity codes the main one (%(codes)s); only one can be. The first was taken; ask the firm.",
            codes=", ".join(mains),
        ))  # fmt: skip
