"""Two networks of different days: which ties lasted, who came, who left, and how the measures moved (STR-42)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.evaluation.networks_measures import MEASURES, NetworkMeasures, measure_network

if TYPE_CHECKING:
    from grono.evaluation.networks import Network, Tie


@dataclass(frozen=True)
class NetworkChange:
    r"""What changed between two networks.

    Parameters
    ----------
    survived, ended, begun : frozenset of pair
        Ties of both days, of the first only, of the second only.
    newcomers, leavers : tuple of str
        Organisations of the second network only, and of the first only.
    survival : float or None
        :math:`|E_0 \cap E_1|/|E_0|`; None when the first network has no tie.
    jaccard : float or None
        :math:`|E_0 \cap E_1|/|E_0 \cup E_1|`; None when neither has one.
    before, after : NetworkMeasures
        The measures of both.
    """

    survived: frozenset[Tie]
    ended: frozenset[Tie]
    begun: frozenset[Tie]
    newcomers: tuple[str, ...]
    leavers: tuple[str, ...]
    survival: float | None
    jaccard: float | None
    before: NetworkMeasures
    after: NetworkMeasures

    def difference(self, measure: str) -> float | None:
        """Return after minus before of a measure; None where either is missing."""
        return _minus(getattr(self.after, measure), getattr(self.before, measure))


def compare_networks(before: Network, after: Network) -> NetworkChange:
    """Compare two networks.

    Examples
    --------
    >>> from grono.evaluation import network
    >>> found = compare_networks(network(["AB", "BC", "CD"]), network(["AB", "CD", "DE", "AE"]))
    >>> round(found.survival, 4), found.jaccard, found.newcomers
    (0.6667, 0.4, ('E',))
    """
    kept = before.ties & after.ties
    either = before.ties | after.ties
    return NetworkChange(
        survived=kept,
        ended=before.ties - after.ties,
        begun=after.ties - before.ties,
        newcomers=tuple(sorted(set(after.nodes) - set(before.nodes))),
        leavers=tuple(sorted(set(before.nodes) - set(after.nodes))),
        survival=len(kept) / len(before.ties) if before.ties else None,
        jaccard=len(kept) / len(either) if either else None,
        before=measure_network(before),
        after=measure_network(after),
    )


def difference_of_changes(here: NetworkChange, beside: NetworkChange) -> dict[str, float | None]:
    """Return by how much each measure moved more here than in a comparison cluster over the same time.

    A first answer to «would it have happened anyway?»; two clusters alone prove nothing.
    """
    return {name: _minus(here.difference(name), beside.difference(name)) for name in MEASURES}


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
