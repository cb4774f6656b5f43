"""How the numbers of a cluster map come about: one entry for each, with its formula, for page and document alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from grono.messages import Message

_SUBSCRIPT = re.compile(r"_\{([^}]+)\}|_(\w)")


@dataclass(frozen=True)
class Method:
    """One number: what it is called, its formula with ``_`` before a lower index, and what it means."""

    title: Message
    formula: str
    meaning: Message

    def pieces(self) -> list[tuple[str, str]]:
        """Return the formula as pairs of text and the lower index that follows it."""
        split = _SUBSCRIPT.split(self.formula)
        texts, wide, single = split[0::3], split[1::3], split[2::3]
        indices = [*(one or other or "" for one, other in zip(wide, single, strict=True)), ""]
        return list(zip(texts, indices, strict=True))


SYMBOLS = message(
    "e is employees, r a region, i an industry; a missing index means the sum over it. x is the region's share of all employees, "
    "s its share of the industry, z a plant's share of its industry, H the sum of z²."
)

METHODS = (
    Method(
        message("Location quotient"),
        "LQ = (e_{ri} / e_r) / (e_i / e)",
        message("How many times larger the industry's share is here than in all regions together. 1 means: as everywhere."),
    ),
    Method(
        message("95%% interval and probability"),
        "LQ ~ Beta(a·x_r + s_{ri} / H_i,  a·(1 − x_r) + (1 − s_{ri}) / H_i) / x_r,   a = 1 / γ_i − 1",
        message(
            "Plants, not employees, settle independently of each other. Where few large plants make up an industry, chance alone gives "
            "some region a large share; the interval says how large the true quotient may be, the probability how sure it is above 1. It draws the quotient towards 1 by as much as is "
            "chance, so the plain quotient can lie outside it."
        ),
    ),
    Method(
        message("Ellison–Glaeser index γ"),
        "γ_i = (G_i − X·H_i) / (X·(1 − H_i)),   X = 1 − Σ_r x_r²",
        message(
            "Geographic concentration beyond what the sizes of plants explain: 0 as if by chance, above 0.05 strong "
            "(Ellison and Glaeser 1997, doi:10.1086/262098)."
        ),
    ),
    Method(
        message("Raw geographic concentration G"),
        "G_i = Σ_r (s_{ri} − x_r)²",
        message("Without plant sizes only this is known. One large plant makes it high too, so it is called raw."),
    ),
    Method(
        message("Krugman specialisation"),
        "K_r = Σ_i |e_{ri} / e_r − e_i / e|",
        message("How far the region's mix of industries is from that of all regions: 0 the same, 2 nothing in common."),
    ),
    Method(
        message("Growth and shift-share"),
        "e′_{ri} − e_{ri} = e_{ri}(g − 1) + e_{ri}(g_i − g) + (e′_{ri} − e_{ri}·g_i)",
        message(
            "The change between two years is split into what the growth of the nation explains (g), what the growth of the industry "
            "explains (g with index i), and what is left as the region's own."
        ),
    ),
)  # fmt: skip
"""In the order in which a reader meets them."""

RULE = message(
    "An industry is a candidate in a region where it reaches all the limits below. What has a high quotient and many employees but "
    "fails the probability or the number of plants is listed apart as resting on few plants: one steel works is no cluster, but "
    "must not vanish. Lines stand in the order of the lower bound of their interval, then of employees, then of code."
)
NOT_MEASURED = message(
    "This map knows where employees work. It does not know exports, wages, productivity, links between firms or the skills of people; "
    "a candidate is a question for the region, not yet an answer."
)
