"""The tables of the registers that are data: where they are, which fields are taken, which edition of PKD was in force when."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase as fnmatch
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a shipped table."""
    text = files("grono.sources.registers").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def registers() -> tuple[str, ...]:
    """Return the keys of the registers."""
    return tuple(dict.fromkeys(row["key"] for row in rows("registers")))


def register_name(key: str) -> str:
    """Return the name of a register for people."""
    return next(row["name"] for row in rows("registers") if row["key"] == key)


def register_address(key: str, environment: str = "production") -> str:
    """Return the address of a register; of production where it has no other environment."""
    found = [row for row in rows("registers") if row["key"] == key]
    return next((row["address"] for row in found if row["environment"] == environment), found[0]["address"])


@cache
def allowed_hosts() -> frozenset[str]:
    """Return the only hosts that the registers are asked at."""
    return frozenset(urlsplit(row["address"]).hostname or "" for row in rows("registers"))


@dataclass(frozen=True)
class PkdRule:
    """From when to when which editions of PKD were written, when registers rewrote them, and where that stands."""

    start: date
    end: date
    versions: tuple[str, ...]
    recoded_from: date
    recoded_to: str
    article: str


@cache
def pkd_rules() -> tuple[PkdRule, ...]:
    """Return the dated table of editions."""
    return tuple(
        PkdRule(
            date.fromisoformat(row["from"]), _day(row["until"]), tuple(row["versions"].split()), _day(row["recoded_from"]),
            row["recoded_to"], row["article"],
        )
        for row in rows("pkd_versions")
    )  # fmt: skip


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else date.max


@dataclass(frozen=True)
class Field:
    """What is done with a field of a register.

    Parameters
    ----------
    register : str
        Key of the register.
    pattern : str
        Name or path of the field; ``*`` stands for any ending.
    decision : {"stored", "read", "left", "never"}
        Kept in a record; read to understand the rest; of no use here; personal and therefore not even read (DIR-28).
    holds : str
        What it is.
    """

    register: str
    pattern: str
    decision: str
    holds: str


@cache
def fields(register: str) -> tuple[Field, ...]:
    """Return the decisions on the fields of a register; the first whose pattern fits a field holds for it."""
    return tuple(
        Field(row["register"], row["field"], row["decision"], row["holds"])
        for row in rows("fields")
        if row["register"] == register
    )


def decision(register: str, field: str) -> str | None:
    """Return what is done with a field; None for one that no row decides. Upper and lower case are alike.

    Examples
    --------
    >>> [decision("krs", field) for field in ("odpis.dane.dzial2.reprezentacja.sklad.imiona.imie", "odpis.naglowekA.numerKRS")]
    ['never', 'stored']
    """
    return next((one.decision for one in fields(register) if fnmatch(field.lower(), one.pattern.lower())), None)
