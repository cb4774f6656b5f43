"""From children to parents: weighted shares with their coverage, never an unnormalised sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.quantities import exact, in_sentence
from grono.strategy.sums import exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.messages import Message
    from grono.strategy.status import Colour


@dataclass(frozen=True)
class Child:
    """A node that is rolled up.

    Parameters
    ----------
    share : Fraction, optional
        Progress as a share; none without data.
    weight : Fraction, optional
        Its weight; either all children have one or none.
    colour : Colour, optional
        Its status, for the counts.
    typed : bool
        Whether the share was typed instead of computed from points (STR-13).
    """

    share: Fraction | None
    weight: Fraction | None = None
    colour: Colour | None = None
    typed: bool = False


@dataclass(frozen=True)
class RollUp:
    """Progress of a parent.

    Parameters
    ----------
    share : Fraction, optional
        Σ weight·share / Σ weight over children with data; none when no child has data.
    with_data, children : int
        Coverage in children.
    weight_share : Fraction, optional
        Coverage in weight; none without weights.
    colours : dict
        Number of children of each colour.
    typed : int
        Number of children whose share was typed.
    """

    share: Fraction | None
    with_data: int
    children: int
    weight_share: Fraction | None
    colours: dict[Colour, int]
    typed: int

    @property
    def is_weighted(self) -> bool:
        """Say whether weights were used; without them the mean must be labelled unweighted."""
        return self.weight_share is not None

    @property
    def formula(self) -> Message:
        """Return how the number is computed, to be shown beside it (STR-23)."""
        if self.is_weighted:
            return message("Σ weight × share ÷ Σ weight, over the parts with data")
        return message("Σ share ÷ number of parts with data")

    @property
    def label(self) -> Message:
        """Return of how much the number speaks, in parts and in weight, and how much of it was typed, to be shown beside it."""
        if self.typed:
            return message(
                "%(covered)s; typed as a percentage: %(typed)s", covered=self._covered, typed=str(self.typed)
            )
        return self._covered

    @property
    def _covered(self) -> Message:
        if self.weight_share is not None:
            return message(
                "weighted mean, %(with_data)s of %(children)s with data, %(share)s of the weight",
                with_data=str(self.with_data),
                children=str(self.children),
                share=in_sentence(exact(self.weight_share), style="percent"),
            )
        return message(
            "unweighted mean, %(with_data)s of %(children)s with data",
            with_data=str(self.with_data),
            children=str(self.children),
        )


def roll_up(children: Sequence[Child]) -> RollUp:
    """Combine the progress of children (STR-22).

    Raises
    ------
    GronoError
        When some children have a weight and others do not, or a weight is negative.
    """
    weights = [child.weight for child in children if child.weight is not None]
    if weights and len(weights) != len(children):
        raise GronoError(
            message(
                "%(without)s of %(children)s items have no weight. Give every item a weight, or none.",
                without=str(len(children) - len(weights)),
                children=str(len(children)),
            )
        )
    if any(weight < 0 for weight in weights):
        raise GronoError(message("A weight is below zero. Weights are zero or more."))
    known = [
        (child.share, Fraction(1) if child.weight is None else child.weight)
        for child in children
        if child.share is not None
    ]
    used = exact_sum(weight for _, weight in known)
    every = exact_sum(weights)
    return RollUp(
        share=exact_sum(share * weight for share, weight in known) / used if used else None,
        with_data=len(known),
        children=len(children),
        weight_share=used / every if every else None,
        colours=dict(Counter(child.colour for child in children if child.colour is not None)),
        typed=sum(child.typed for child in children),
    )
