"""Everything said of the networks of one cluster, as plain data to store, print and draw."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from grono.evaluation.networks_actors import Actor, actors
from grono.evaluation.networks_change import NetworkChange, compare_networks, difference_of_changes
from grono.evaluation.networks_measures import MEASURES, NetworkMeasures, measure_network
from grono.evaluation.networks_null import ChanceOf, chance_of_measures, chance_of_survival
from grono.evaluation.networks_words import chance_sentence, change_sentences, comparison_sentence, network_sentences
from grono.measures.testing import PERMUTATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.evaluation.networks import Network
    from grono.messages import Message


@dataclass(frozen=True)
class NetworkReport:
    """What is known of networks of one or more days.

    Parameters
    ----------
    networks : tuple of Network
        The networks in the order of their days.
    measures : tuple of NetworkMeasures
        Of each.
    chances : tuple of ChanceOf
        What chance gives for the measures of the last one, and for the ties that lasted.
    actors : tuple of Actor
        Organisations of the last one, those with the highest betweenness first.
    change : NetworkChange or None
        From the first to the last; None for a single network.
    beside : dict or None
        By how much each measure moved more than in the comparison cluster; None without one.
    seed, draws : int
        Of the draws.
    """

    networks: tuple[Network, ...]
    measures: tuple[NetworkMeasures, ...]
    chances: tuple[ChanceOf, ...]
    actors: tuple[Actor, ...]
    change: NetworkChange | None
    beside: dict[str, float | None] | None
    seed: int
    draws: int

    def sentences(self) -> list[Message]:
        """Return the results in words, the most important first."""
        found = network_sentences(self.measures[-1])
        if self.change is not None:
            found += change_sentences(self.networks[0], self.networks[-1], self.change)
        if self.beside is not None:
            found += [sentence for name in MEASURES[:2] if (sentence := comparison_sentence(self.beside, name))]
        return found + [chance_sentence(chance) for chance in self.chances]

    def to_data(self) -> dict[str, Any]:
        """Return everything as plain values, as they are stored and printed."""
        change = self.change
        return {
            "networks": [
                {"label": network.label, **asdict(measures)}
                for network, measures in zip(self.networks, self.measures, strict=True)
            ],
            "change": None
            if change is None
            else {
                "survived": len(change.survived),
                "ended": len(change.ended),
                "begun": len(change.begun),
                "survival": change.survival,
                "jaccard": change.jaccard,
                "newcomers": list(change.newcomers),
                "leavers": list(change.leavers),
                "differences": {name: change.difference(name) for name in MEASURES},
            },
            "beside": self.beside,
            "chances": [asdict(chance) for chance in self.chances],
            "actors": [asdict(actor) for actor in self.actors],
            "seed": self.seed,
            "draws": self.draws,
        }


def network_report(
    networks: Sequence[Network], *, beside: Sequence[Network] = (), seed: int, draws: int = PERMUTATIONS
) -> NetworkReport:
    """Measure networks and compare the first with the last.

    Parameters
    ----------
    networks : sequence of Network
        At least one, in the order of their days.
    beside : sequence of Network
        Those of a comparison cluster; compared where there are at least two of both.
    seed, draws : int
        Of the draws of chance.
    """
    first, last = networks[0], networks[-1]
    change = compare_networks(first, last) if len(networks) > 1 else None
    other = compare_networks(beside[0], beside[-1]) if len(beside) > 1 else None
    lasted = chance_of_survival(first, last, seed=seed, draws=draws) if change else None
    return NetworkReport(
        networks=tuple(networks),
        measures=tuple(measure_network(network) for network in networks),
        chances=(*chance_of_measures(last, seed=seed, draws=draws), *([lasted] if lasted else [])),
        actors=tuple(sorted(actors(last), key=lambda actor: (-actor.betweenness, -actor.partners, actor.name))),
        change=change,
        beside=difference_of_changes(change, other) if change and other else None,
        seed=seed,
        draws=draws,
    )
