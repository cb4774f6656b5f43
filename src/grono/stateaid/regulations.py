"""The de minimis regulations as dated data: which ceilings and limits held on a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

Family = Literal["general", "sgei", "agriculture", "fishery"]
Window = Literal["rolling_3y", "fiscal_3y"]

DEFAULT_REGULATION = "2023/2831"
"""The general regulation, under which aid is asked for where nothing else is said."""


@dataclass(frozen=True, eq=False)
class Limit:
    """One ceiling: which aid counts towards it, in which window, and where the law says so."""

    families: frozenset[str]
    ceiling_eur: Decimal
    window: Window
    article: str
    road_freight_ceiling_eur: Decimal | None = None
    setting: str | None = None

    @cache  # noqa: B019 - the limits of the package live as long as it does
    def ceiling_cents(self, *, road_freight: bool) -> int:
        """Return the ceiling in cents, lower for road freight for hire or reward where the regulation has such a ceiling."""
        lower = self.road_freight_ceiling_eur
        return int((lower if road_freight and lower is not None else self.ceiling_eur) * 100)


@dataclass(frozen=True, eq=False)
class Regulation:
    """The parameters of one regulation over one period."""

    code: str
    family: str
    valid_from: date
    valid_to: date
    limits: tuple[Limit, ...]
    loan_limits: tuple[tuple[Decimal, int], ...] | None
    guarantee_limits: tuple[tuple[Decimal, int], ...] | None
    register_from: date | None
    transition_from: date | None
    source_url: str
    checked_on: date
    unchecked: frozenset[str]

    @property
    def ceiling_eur(self) -> Decimal:
        """The regulation's own ceiling."""
        return self.limits[0].ceiling_eur

    def covers(self, day: date) -> bool:
        """Return whether the parameters held on a day."""
        return self.valid_from <= day <= self.valid_to

    def unchecked_on(self, day: date) -> frozenset[str]:
        """Return which of the fields behind a ceiling are not checked against the official text."""
        names = self.unchecked - {"loan_limits", "guarantee_limits"}
        if self.transition_from is None or day < self.transition_from:
            names -= {"transition_from"}
        return names


@cache
def regulations() -> tuple[Regulation, ...]:
    """Return every recorded period of every regulation."""
    return tuple(_regulation(entry) for entry in _data()["regulations"])


@lru_cache(maxsize=65536)
def regulation_on(code: str, day: date) -> Regulation | None:
    """Return the parameters of a regulation in force on a day, or nothing where none are recorded (AID-24)."""
    return next((entry for entry in regulations() if entry.code == code and entry.covers(day)), None)


def codes() -> tuple[str, ...]:
    """Return the codes of the regulations whose parameters are recorded, each once."""
    return tuple(dict.fromkeys(entry.code for entry in regulations()))


@cache
def family_of(code: str) -> str:
    """Return the family in which a regulation's aid counts; of an unknown regulation, an empty text."""
    families: dict[str, list[str]] = _data()["families"]
    return next((family for family, members in families.items() if code in members), "")


@cache
def _data() -> dict[str, Any]:
    text = (files("grono.stateaid") / "data" / "regulations.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _pairs(values: list[list[Any]] | None) -> tuple[tuple[Decimal, int], ...] | None:
    return None if values is None else tuple((Decimal(amount), int(years)) for amount, years in values)


def _limit(entry: dict[str, Any]) -> Limit:
    road_freight = entry.get("road_freight_ceiling_eur")
    return Limit(
        families=frozenset(entry["families"]),
        ceiling_eur=Decimal(entry["ceiling_eur"]),
        window=entry["window"],
        article=entry["article"],
        road_freight_ceiling_eur=None if road_freight is None else Decimal(road_freight),
        setting=entry.get("setting"),
    )


def _regulation(entry: dict[str, Any]) -> Regulation:
    return Regulation(
        code=entry["code"],
        family=entry["family"],
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=date.fromisoformat(entry["valid_to"]),
        limits=tuple(_limit(limit) for limit in entry["limits"]),
        loan_limits=_pairs(entry["loan_limits"]),
        guarantee_limits=_pairs(entry["guarantee_limits"]),
        register_from=_day(entry.get("register_from")),
        transition_from=_day(entry.get("transition_from")),
        source_url=entry["source_url"],
        checked_on=date.fromisoformat(entry["checked_on"]),
        unchecked=frozenset(entry["unchecked"]),
    )
