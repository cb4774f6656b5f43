"""Networks read from files: a list of ties, and a list of organisations with their cluster and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from grono.evaluation.network_columns import Rows, empty_cell, read_rows
from grono.evaluation.networks import Network, network
from grono.messages import InputError, Problem, message
from grono.tables.roles import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("university", "industry", "government")
"""The three sides of the triple helix; anything else has no side."""
_KIND_NAMES = {
    "university": ("university", "u", "research", "science", "uczelnia", "nauka", "jednostka_naukowa", "instytut"),
    "industry": ("industry", "i", "firm", "company", "business", "przedsiebiorstwo", "firma", "biznes", "przemysl"),
    "government": ("government", "g", "administration", "public", "administracja", "samorzad", "wladza", "gmina"),
    "": ("other", "association", "inne", "inny", "stowarzyszenie", "otoczenie_biznesu", "-"),
}
_KIND_OF = {name: kind for kind, names in _KIND_NAMES.items() for name in names}
_NEAR = 70
"""Likeness of names (0 to 100) above which a name is offered as the one that may have been meant."""


def read_networks(
    ties: Any, organisations: Any = None, *, columns: Mapping[str, str] | None = None
) -> tuple[Network, ...]:
    """Read the networks of one or more days.

    Parameters
    ----------
    ties : path or data frame
        One row a tie: both ends, and a date or year where the file holds several networks.
    organisations : path or data frame, optional
        One row an organisation: its name, and its cluster, its kind or both. It must name everybody who is tied; who is named only
        here is in every network without a tie.
    columns : mapping, optional
        Role → column, for columns with unusual names; roles as in ``grono.evaluation.network_columns``.

    Returns
    -------
    tuple of Network
        In the order of their dates; a single one with the label "" where there is no such column.

    Raises
    ------
    TableError, InputError
        With all problems of both files at once.
    """
    edges = read_rows(ties, ("from", "to"), ("date",), _known(columns, ("from", "to", "date")))
    problems = _problems_of_ties(edges)
    groups: dict[str, str] = {}
    kinds: dict[str, str] = {}
    named: set[str] = set()
    if organisations is not None:
        given = _known(columns, ("organisation", "cluster", "kind"))
        nodes = read_rows(organisations, ("organisation",), ("cluster", "kind"), given)
        groups, kinds, found = attributes_of(nodes)
        named = {row["organisation"] for row in nodes.rows if row["organisation"]}
        problems += [*found, *_unnamed(edges, named)]
    if problems:
        raise InputError(problems)
    by_date: dict[str, list[tuple[str, str]]] = {}
    for row in edges.rows:
        by_date.setdefault(row.get("date") or "", []).append((row["from"], row["to"]))
    return tuple(
        network(pairs, nodes=named, groups=groups, kinds=kinds, label=label) for label, pairs in sorted(by_date.items())
    )


def _known(columns: Mapping[str, str] | None, roles: tuple[str, ...]) -> dict[str, str]:
    return {role: name for role, name in (columns or {}).items() if role in roles}


def _problems_of_ties(edges: Rows) -> list[Problem]:
    problems = []
    for row in edges.rows:
        empty = [role for role in edges.roles if row[role] is None]
        problems += [empty_cell(row["row"], edges.roles[role]) for role in empty]
        if not empty and row["from"] == row["to"]:
            sentence = message(
                "Row %(row)s: “%(name)s” is tied to itself. Correct one of the two names, or remove the row.",
                row=row["row"],
                name=row["from"],
            )
            problems.append(Problem("tied-to-itself", sentence, row=row["row"], value=row["from"]))
    if not edges.rows:
        sentence = message('"%(name)s" has no rows of data. Add at least one below the header.', name=edges.source)
        problems.append(Problem("no-rows", sentence))
    return problems


def attributes_of(nodes: Rows) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
    """Return cluster and kind of each organisation, and what is wrong with the file."""
    groups: dict[str, str] = {}
    kinds: dict[str, str] = {}
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in nodes.rows:
        name = row["organisation"]
        if name is None:
            problems.append(empty_cell(row["row"], nodes.roles["organisation"]))
        elif name in seen:
            problems.append(_twice(row["row"], name, seen[name]))
        else:
            seen[name] = row["row"]
            if row.get("cluster"):
                groups[name] = row["cluster"]
            kind, problem = kind_of(row.get("kind"), row["row"], nodes.roles.get("kind", ""))
            problems += [problem] if problem else []
            kinds |= {name: kind} if kind else {}
    return groups, kinds, problems


def kind_of(text: str | None, row: int, column: str) -> tuple[str, Problem | None]:
    """Return the side a word stands for, "" for none, and the problem of a word that is not known."""
    if text is None:
        return "", None
    known = _KIND_OF.get(folded(text))
    if known is not None:
        return known, None
    sentence = message(
        'Row %(row)s, column "%(column)s": “%(value)s” is not a known kind. Write university, industry, government or other '
        "(or uczelnia, przedsiębiorstwo, administracja, inne).",
        row=row,
        column=column,
        value=text,
    )
    return "", Problem("unknown-kind", sentence, row=row, column=column, value=text)


def _twice(row: int, name: str, first: int) -> Problem:
    sentence = message(
        "Row %(row)s: “%(name)s” already stands in row %(first)s. Keep one row for each organisation.",
        row=row,
        name=name,
        first=first,
    )
    return Problem("organisation-twice", sentence, row=row, value=name)


def _unnamed(edges: Rows, named: set[str]) -> list[Problem]:
    """Return the organisations of the ties that the other file does not name, each once, with the nearest name it has."""
    problems, done = [], set()
    for row in edges.rows:
        for role in ("from", "to"):
            name = row[role]
            if name is None or name in named or name in done:
                continue
            done.add(name)
            near = process.extractOne(name, sorted(named), score_cutoff=_NEAR)
            texts = {"row": row["row"], "column": edges.roles[role], "name": name}
            sentence = (
                message(
                    'Row %(row)s, column "%(column)s": “%(name)s” is not in the list of organisations. Did you mean “%(near)s”? '
                    "Correct the name, or add it to the list.",
                    **texts,
                    near=near[0],
                )
                if near
                else message(
                    'Row %(row)s, column "%(column)s": “%(name)s” is not in the list of organisations. Add it to the list.',
                    **texts,
                )
            )
            problems.append(Problem("not-in-the-list", sentence, row=row["row"], column=edges.roles[role], value=name))
    return problems
