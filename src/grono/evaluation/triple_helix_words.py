"""What the triple-helix figures say, in sentences: both traps are told, and no verdict word stands beside T (STR-44, STR-45)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.evaluation.triple_helix import side_shares
from grono.messages import Message, message

if TYPE_CHECKING:
    from grono.evaluation.triple_helix import RegionalSynergy
    from grono.evaluation.triple_helix_files import HelixTable
    from grono.evaluation.triple_helix_null import SynergyTest

SIDE_TITLES: dict[str, Message] = {
    "U": message("university alone"),
    "I": message("industry alone"),
    "G": message("government alone"),
    "UI": message("university and industry"),
    "UG": message("university and government"),
    "IG": message("industry and government"),
    "UIG": message("all three"),
}
"""Who takes part."""

TRAP_OF_ABSENCE = message(
    "A set of projects in which nobody co-operates gives a lower T than one with co-operation, because a project of nobody cannot "
    "occur. So T says nothing good or bad by itself: read the shares of one-, two- and three-sided projects first."
)
TRAP_OF_SMALL_NUMBERS = message(
    "With few units chance alone gives a T far below 0, so small places always look like synergy. Only the difference from chance "
    "counts, and with fewer than five units for each cell nothing is said."
)
CAVEATS = (TRAP_OF_ABSENCE, TRAP_OF_SMALL_NUMBERS)
"""What stands beside every T."""


def share_sentence(table: HelixTable) -> Message | None:
    """Say how many sides projects have; None for data other than presence."""
    shares = side_shares(table.counts) if table.presence else None
    if shares is None:
        return None
    one, two, three = (round(100 * share, 1) for share in shares)
    return message(
        "Projects: %(projects)s; with one side %(one)s%%, with two %(two)s%%, with all three %(three)s%%.",
        projects=int(table.counts.sum()),
        one=one,
        two=two,
        three=three,
    )


def synergy_sentence(found: SynergyTest) -> Message:
    """Say T beside what chance gives."""
    return message(
        "T is %(value)s mbit; chance alone gives %(expected)s on average (%(lower)s to %(upper)s); the difference is %(excess)s, "
        "p = %(p)s by %(draws)s shuffles with the seed %(seed)s.",
        value=round(found.synergy, 1),
        expected=round(found.expected, 1),
        lower=round(found.lower, 1),
        upper=round(found.upper, 1),
        excess=round(found.excess, 1),
        p=round(found.p, 4),
        draws=found.draws,
        seed=found.seed,
    )


def region_sentence(found: RegionalSynergy) -> Message:
    """Say how T divides into regions and what lies between them."""
    return message(
        "Of T = %(national)s mbit, %(within)s arise within the regions and %(between)s between them.",
        national=round(found.national, 1),
        within=round(found.within, 1),
        between=round(found.between, 1),
    )
