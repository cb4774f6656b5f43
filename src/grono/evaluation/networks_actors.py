"""What each organisation is in a network: partners, betweenness, constraint, and the roles of a broker (STR-42)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grono.evaluation.networks import Network

ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")
"""Gould and Fernandez: all three of one group; from outside in; from inside out; both ends of one other group; three groups."""


@dataclass(frozen=True)
class Actor:
    """One organisation in a network.

    Parameters
    ----------
    name : str
        The organisation.
    partners : int
        Its ties.
    betweenness : float
        Share of the shortest ways between two others that lead through it (Freeman), 0 to 1.
    constraint : float or None
        Burt's constraint: high where its partners know each other and it has no choice; None without a tie.
    roles : dict of int, or None
        How often it stands between two that are not tied, in each of :data:`ROLES`; None where groups are missing. Each pair counts
        once in each direction, since ties have none.
    """

    name: str
    partners: int
    betweenness: float
    constraint: float | None
    roles: dict[str, int] | None


def actors(given: Network) -> tuple[Actor, ...]:
    """Return every organisation of a network, in the order of their names.

    Betweenness and constraint are those of networkx, which Grono needs for its pictures anyway.

    Examples
    --------
    >>> from grono.evaluation import network
    >>> middle = actors(network([("a", "b"), ("b", "c")], groups={"a": "1", "b": "1", "c": "2"}))[1]
    >>> middle.betweenness, middle.roles["representative"], middle.roles["gatekeeper"]
    (1.0, 1, 1)
    """
    library = import_module("networkx")
    graph = library.Graph()
    graph.add_nodes_from(given.nodes)
    graph.add_edges_from(sorted(given.ties))
    between = library.betweenness_centrality(graph)
    constrained = library.constraint(graph) if given.ties else {}
    roles = broker_roles(given)
    return tuple(
        Actor(
            name=node,
            partners=len(given.neighbours[node]),
            betweenness=float(between[node]),
            constraint=_finite(constrained.get(node)),
            roles=None if roles is None else roles[node],
        )
        for node in given.nodes
    )


def _finite(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def broker_roles(given: Network) -> dict[str, dict[str, int]] | None:
    """Count for each organisation how often it stands between two others that are not tied, by the role it plays.

    Returns None where somebody who is tied belongs to no group.
    """
    if given.group_numbers is None:
        return None
    return {node: _roles_of(given, node) for node in given.nodes}


def _roles_of(given: Network, broker: str) -> dict[str, int]:
    found = dict.fromkeys(ROLES, 0)
    partners = sorted(given.neighbours[broker])
    for place, one in enumerate(partners):
        for other in partners[place + 1 :]:
            if other not in given.neighbours[one]:
                for source, target in ((one, other), (other, one)):
                    found[_role(given.groups[source], given.groups[broker], given.groups[target])] += 1
    return found


def _role(source: str, broker: str, target: str) -> str:
    if source == broker:
        return "coordinator" if target == broker else "representative"
    if target == broker:
        return "gatekeeper"
    return "consultant" if source == target else "liaison"
