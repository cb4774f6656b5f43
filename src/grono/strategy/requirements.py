"""What a strategy is asked for: the nine parts that the law wants of a gmina's strategy, and sixteen recommendations for cluster policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.messages import Message

ARTICLE_10E = "art. 10e ust. 3 ustawy o zasadach prowadzenia polityki rozwoju (Dz.U. 2024 poz. 1465)"
"""The provision that lists the parts of a gmina's strategy."""
OECD_2005 = "Business Clusters: Promoting Enterprise in Central and Eastern Europe, OECD 2005, ISBN 92-64-00710-5"
"""Where the recommendations come from."""

REQUIREMENTS: tuple[Message, ...] = (
    message("Strategic goals in the social, economic and spatial dimension"),
    message("Directions of action taken to reach the goals"),
    message("Expected results, with indicators by which they are judged"),
    message("Model of the functional and spatial structure"),
    message("Findings and recommendations on spatial policy"),
    message("Areas of strategic intervention named in the strategy of the voivodeship"),
    message("Areas of strategic intervention of key importance to the gmina"),
    message("System of implementation, with guidelines for executive documents"),
    message("Financial framework and sources of financing"),
)
"""The nine rows of the completeness list (STR-36), from 1."""

RECOMMENDATIONS: tuple[Message, ...] = (
    message("Draw cluster maps to find local and regional competitive advantage."),
    message("Support clusters to raise the competitiveness and innovation of firms."),
    message("Build clusters into the policy of local and regional development."),
    message("Use clusters for local development and to strengthen small and medium-sized enterprises."),
    message("Use clusters in the national strategy for attracting foreign direct investment."),
    message("Understand that durability matters: design for long-term effects."),
    message("Limit the intervention of the state: support initiatives of firms by clear criteria."),
    message("Build public-private partnerships for a dialogue on local needs."),
    message("Invest in social capital within the programme."),
    message("Let ministries work together on cluster policy."),
    message("Evaluate continuously, and draw cluster maps regularly."),
    message("Build up knowledge, skills and technology so that groups of firms can use new models."),
    message("Invest in the management of networks: mediators and cluster managers."),
    message("Raise productivity by common communication, special education and local supply networks."),
    message("Raise innovation by common research and development, and by commissioning it."),
    message("Stay open: let new members bring knowledge, and link with international networks."),
)
"""The sixteen recommendations (seed 004), from 1, in our own words."""


@dataclass(frozen=True)
class Completeness:
    """How complete a strategy is: how many of the parts are present, partial, missing or not yet judged."""

    present: int
    partial: int
    missing: int
    not_judged: int

    @property
    def is_complete(self) -> bool:
        """Say whether every part is present."""
        return not (self.partial or self.missing or self.not_judged)


def completeness(states: Mapping[int, str]) -> Completeness:
    """Count the states of the nine parts; ``states`` holds number → present, partial or missing, and leaves out what nobody judged.

    Examples
    --------
    >>> completeness({1: "present", 2: "partial"})
    Completeness(present=1, partial=1, missing=0, not_judged=7)
    """
    counted = [states.get(number) for number in range(1, len(REQUIREMENTS) + 1)]
    return Completeness(
        counted.count("present"), counted.count("partial"), counted.count("missing"), counted.count(None)
    )
