"""Invented answers to the shipped questionnaire, from a seed: the same firm and year always give the same."""

from __future__ import annotations

import random
from typing import Any

from grono.portal.surveys.actions.demonstrating import Reply
from grono.portal.surveys.kinds import AnswerSource, Standing
from grono.quantities import about, exact, interval, missing, to_data

SEED = 20260402
RANGES = {1: (1, 9), 2: (10, 49), 3: (50, 249), 4: (250, 900)}
"""Size band → smallest and largest invented headcount."""
STANDINGS = (
    (Standing.COMPLETE, 58),
    (Standing.STARTED, 8),
    (Standing.OPENED, 9),
    (Standing.INVITED, 14),
    (Standing.REFUSED, 7),
    (Standing.UNREACHABLE, 4),
)
PRODUCTS = (
    "Wytwarzamy na miejscu, krótkimi seriami, pod zamówienie odbiorcy (odpowiedź wymyślona).",
    "Dostarczamy hurtowniom i przetwórcom w całym kraju (odpowiedź wymyślona).",
    "Robimy wyroby gotowe i serwisujemy je u klienta (odpowiedź wymyślona).",
)


def reply_of(key: str, band: int, year: int, version: int, section: str) -> Reply:
    """Return what an invented firm does with the questionnaire of a year."""
    chance = random.Random(f"{SEED}:{key}:{year}")  # noqa: S311 - invented answers
    standings, weights = zip(*STANDINGS, strict=True)
    standing = chance.choices(standings, weights)[0]
    days = chance.randint(0, 8)
    if standing not in (Standing.COMPLETE, Standing.STARTED):
        return Reply(standing, days)
    values = _answers(key, band, year, version, section)
    if standing == Standing.STARTED:
        values = {name: value for name, value in values.items() if name in ("main_activity", "products", "headcount")}
    on_behalf = chance.random() < 0.06
    source = chance.choice([AnswerSource.PAPER, AnswerSource.PHONE]) if on_behalf else AnswerSource.FIRM
    return Reply(standing, days, values, source.value, is_confirmed=not on_behalf or chance.random() < 0.5)


def _answers(key: str, band: int, year: int, version: int, section: str) -> dict[str, Any]:
    firm = random.Random(f"{SEED}:{key}")  # noqa: S311 - invented answers
    chance = random.Random(f"{SEED}:{key}:{year}:answers")  # noqa: S311 - invented answers
    people = max(1, round(firm.randint(*RANGES[band]) * (1 + 0.04 * (year - 2023) + chance.uniform(-0.1, 0.12))))
    turnover = people * firm.randint(180, 620)
    found: dict[str, Any] = {
        "main_activity": firm.choice(["10.51", "10.51", "28.30", "28.93", "25.62"]),
        "products": firm.choice(PRODUCTS),
        "role_in_chain": _some(firm, ["raw", "parts", "final", "machines", "services", "trade"], 0.3) or ["final"],
        "certificates": _some(firm, ["iso9001", "iso14001", "food_safety", "organic", "ce"], 0.25) or ["none"],
        "headcount": _told(people, chance),
        "headcount_plan": chance.choices(["grow", "same", "shrink", "unknown"], [30, 45, 10, 15])[0],
        "by_group": _groups(people, chance),
        "turnover": _turnover(turnover, version, chance),
        **_exports(firm, chance),
        "vacancies": to_data(exact(chance.choice([0, 0, 0, 1, 1, 2, 3, max(1, people // 20)]))),
        "training": firm.choices(["yes", "would", "no"], [35, 25, 40])[0],
        "interest": firm.choices(["yes", "perhaps", "no"], [45, 40, 15])[0],
        "cooperates_with_science": firm.choices(["yes", "no"], [25, 75])[0],
    }
    skills = ["operators", "maintenance", "welding", "food_technology", "it", "languages", "drivers"]
    found["hardest_skills"] = _some(chance, skills, 0.3) or ["operators"]
    found["fields"] = _some(
        firm, ["purchasing", "sales", "subcontracting", "research", "training", "energy"], 0.35
    ) or ["sales"]
    return found if section != "" else {**found, "main_activity": "28.30"}


def _some(chance: random.Random, keys: list[str], share: float) -> list[str]:
    return sorted(key for key in keys if chance.random() < share)


def _told(people: int, chance: random.Random) -> dict[str, Any]:
    """Return a headcount as people give it: mostly exact, sometimes about or between."""
    kind = chance.random()
    if kind < 0.78:
        return to_data(exact(people))
    if kind < 0.92 or people < 12:
        return to_data(about(max(1, round(people, -1) if people > 20 else people)))
    return to_data(interval(people - people // 10, people + people // 10))


def _groups(people: int, chance: random.Random) -> dict[str, Any]:
    technical, office = round(people * 0.15), round(people * 0.2)
    parts = {"production": max(people - technical - office, 0), "technical": technical, "office": office}
    table: dict[str, Any] = {name: {"now": to_data(exact(number))} for name, number in parts.items()}
    table["production"]["missing"] = to_data(exact(chance.choice([0, 0, 1, 2, max(1, people // 15)])))
    return table


def _turnover(thousands: int, version: int, chance: random.Random) -> dict[str, Any]:
    """Return the revenue, in thousands or, from the second version on, in millions; some will not say."""
    if chance.random() < 0.18:
        return to_data(missing())
    rounded = round(thousands, -2)
    if version == 1:
        return to_data(about(rounded) if chance.random() < 0.4 else exact(rounded))
    return to_data(exact(f"{rounded / 1000:.1f}"))


def _exports(firm: random.Random, chance: random.Random) -> dict[str, Any]:
    exports = firm.choices(["regularly", "sometimes", "planned", "no"], [35, 20, 15, 30])[0]
    if exports in ("planned", "no"):
        return {"exports": exports, "export_share": to_data(exact(0))}
    markets = _some(firm, ["de", "baltic", "cz_sk_hu", "it", "eu_other", "ua", "world"], 0.35) or ["de"]
    share = chance.randint(20, 80) if exports == "regularly" else chance.randint(2, 15)
    return {"exports": exports, "export_share": to_data(exact(share)), "markets": markets}
