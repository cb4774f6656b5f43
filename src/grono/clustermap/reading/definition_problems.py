"""What can be wrong with a cluster definition, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.messages import Problem, message, plural_message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.tables import RawTable

    Rows = Sequence[Mapping[str, Any]]


def repeated_members(raw: RawTable, rows: Rows) -> list[Problem]:
    """Name the rows that put one industry into one cluster twice."""
    first: dict[tuple[str, str, str], int] = {}
    again = []
    for row in rows:
        key = (row["scheme"], row["cluster"], row["industry"])
        if first.setdefault(key, row["row"]) != row["row"]:
            again.append((key, row["row"]))
    problems = []
    for key, row in again[:SHOWN]:
        place = raw.row_in_file(row)
        sentence = message(
            "Rows %(first)s and %(row)s both put industry %(industry)s into cluster %(cluster)s. Keep one of them.",
            first=raw.row_in_file(first[key]),
            row=place,
            industry=key[2],
            cluster=key[1],
        )
        problems.append(Problem("duplicate-key", sentence, place, value=" ".join(key)))
    return [*problems, *rest_of("duplicate-key", None, len(again) - len(problems))]


def rows_said_again(raw: RawTable, rows: Rows) -> list[Problem]:
    """Warn of rows that repeat another, contradict it in nothing, and were counted once with it."""
    if not rows:
        return []
    sentence = plural_message(
        "Cluster definition: %(number)s row says again what another says and was counted once with it (row %(rows)s).",
        "Cluster definition: %(number)s rows say again what others say and were counted once with them (rows %(rows)s).",
        len(rows),
        rows=_first([str(raw.row_in_file(row["row"])) for row in rows]),
    )
    return [Problem("members-repeated", sentence, severity="warning", count=len(rows))]


def words_not_understood(raw: RawTable, roles: Mapping[str, str], rows: Rows) -> list[Problem]:
    """Name the rows that do not say in words we know whether an industry is traded or local."""
    problems = []
    for row in rows[:SHOWN]:
        place, column = raw.row_in_file(row["row"]), roles["traded"]
        sentence = message(
            'Row %(row)s, column "%(column)s": "%(value)s" says neither traded nor local. Write one of the two, or leave the cell empty.',
            row=place,
            column=column,
            value=row["traded"],
        )
        problems.append(Problem("neither-traded-nor-local", sentence, place, column, row["traded"]))
    return [*problems, *rest_of("neither-traded-nor-local", roles.get("traded"), len(rows) - len(problems))]


def without_shares(keys: Sequence[tuple[str, str]]) -> list[Problem]:
    """Name the industries in several clusters of which it is not said how they are divided."""
    problems = []
    for scheme, industry in keys[:SHOWN]:
        sentence = message(
            "Industry %(industry)s is in several clusters of %(scheme)s without shares, so that its employees would count several times. "
            "Give the share of each, such as 0.5.",
            industry=industry,
            scheme=scheme,
        )
        problems.append(Problem("without-share", sentence, value=industry))
    return [*problems, *rest_of("without-share", None, len(keys) - len(problems))]


def shares_above_one(keys: Sequence[tuple[str, str]]) -> list[Problem]:
    """Name the industries of which more than the whole is given away."""
    problems = []
    for scheme, industry in keys[:SHOWN]:
        sentence = message(
            "The shares of industry %(industry)s in the clusters of %(scheme)s add up to more than 1. Lower them.",
            industry=industry,
            scheme=scheme,
        )
        problems.append(Problem("shares-above-one", sentence, value=industry))
    return [*problems, *rest_of("shares-above-one", None, len(keys) - len(problems))]


def members_of_none(codes: Sequence[str]) -> list[Problem]:
    """Warn of rows whose cluster is empty."""
    if not codes:
        return []
    sentence = plural_message(
        "Cluster definition: %(number)s row names no cluster and was left out (%(first)s).",
        "Cluster definition: %(number)s rows name no cluster and were left out (%(first)s).",
        len(codes),
        first=_first(codes),
    )
    return [Problem("members-of-no-cluster", sentence, severity="warning", count=len(codes))]


def unknown_members(codes: Sequence[str]) -> list[Problem]:
    """Warn of codes that the classification does not have."""
    if not codes:
        return []
    sentence = plural_message(
        "Cluster definition: %(number)s code is not in the classification of the map and was left out (%(first)s).",
        "Cluster definition: %(number)s codes are not in the classification of the map and were left out (%(first)s).",
        len(codes),
        first=_first(codes),
    )
    return [Problem("members-unknown", sentence, severity="warning", count=len(codes))]


def finer_members(codes: Sequence[str], *, nothing: bool) -> list[Problem]:
    """Warn of codes that no industry of the map is or lies in: absent from it, or finer than it."""
    if nothing:
        sentence = message(
            "Cluster definition: no industry of the table of employees belongs to any of its clusters. Check that both have one "
            "classification, and that the definition is not finer than the table."
        )
        return [Problem("members-of-other-industries", sentence, severity="warning", count=max(len(codes), 1))]
    if not codes:
        return []
    sentence = plural_message(
        "Cluster definition: %(number)s industry does not occur in the table of employees, or is finer than it (%(first)s).",
        "Cluster definition: %(number)s industries do not occur in the table of employees, or are finer than it (%(first)s).",
        len(codes),
        first=_first(codes),
    )
    return [Problem("members-left-out", sentence, severity="warning", count=len(codes))]


def _first(codes: Sequence[str]) -> str:
    return ", ".join(codes[:5]) + (" ..." if len(codes) > 5 else "")
