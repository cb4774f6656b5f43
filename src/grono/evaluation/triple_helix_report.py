"""Everything said of one table of the triple helix, as plain data to store, print and draw."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from grono.evaluation.triple_helix import RegionalSynergy, regional_synergy, side_counts, side_shares, synergy
from grono.evaluation.triple_helix_null import SynergyTest, TooFewUnitsError, synergy_test
from grono.evaluation.triple_helix_words import CAVEATS, region_sentence, share_sentence, synergy_sentence
from grono.measures.testing import PERMUTATIONS
from grono.messages import Message, plural_message

if TYPE_CHECKING:
    from grono.evaluation.triple_helix_files import HelixTable
    from grono.evaluation.triple_helix_null import IntegerArray


@dataclass(frozen=True)
class Tested:
    """T of one table with what chance gives, or why nothing is said."""

    synergy: float
    units: int
    test: SynergyTest | None
    refusal: Message | None


@dataclass(frozen=True)
class HelixReport:
    """What is known of a table, as a whole and by regions.

    Parameters
    ----------
    table : HelixTable
        The counts.
    whole : Tested
        T of all units; without a test where they are too few.
    regional : RegionalSynergy or None
        How T divides; None where the file names no regions.
    regions : dict of Tested
        Each region by itself.
    """

    table: HelixTable
    whole: Tested
    regional: RegionalSynergy | None
    regions: dict[str, Tested]

    def sentences(self) -> list[Message]:
        """Return the results in words: shares first, T beside chance or the refusal, regions, and both traps."""
        found = []
        shares = share_sentence(self.table)
        if shares:
            found.append(shares)
        if self.table.without_side:
            left_out = plural_message(
                "%(number)s project without any of the three sides is left out.",
                "%(number)s projects without any of the three sides are left out.",
                self.table.without_side,
            )
            found.append(left_out)
        if self.whole.test:
            found.append(synergy_sentence(self.whole.test))
        elif self.whole.refusal:
            found.append(self.whole.refusal)
        if self.regional:
            found.append(region_sentence(self.regional))
        return [*found, *CAVEATS]

    def to_data(self) -> dict[str, Any]:
        """Return everything as plain values."""
        table = self.table
        return {
            "presence": table.presence,
            "units": int(table.counts.sum()),
            "without_side": table.without_side,
            "sides": side_counts(table.counts) if table.presence else None,
            "shares": side_shares(table.counts) if table.presence else None,
            "whole": _plain(self.whole),
            "between": self.regional.between if self.regional else None,
            "within": self.regional.within if self.regional else None,
            "regions": [
                {"region": region.region, "part": region.part, **_plain(self.regions[region.region])}
                for region in (self.regional.regions if self.regional else ())
            ],
        }


def _plain(tested: Tested) -> dict[str, Any]:
    return {
        "synergy": tested.synergy,
        "units": tested.units,
        "test": asdict(tested.test) if tested.test else None,
        "refusal": tested.refusal.in_language("en") if tested.refusal else None,
    }


def helix_report(table: HelixTable, *, seed: int, draws: int = PERMUTATIONS) -> HelixReport:
    """Measure the synergy of a table and test it, as a whole and by regions; too few units are said, not tested."""
    return HelixReport(
        table=table,
        whole=_tested(table.counts, table.presence, seed, draws),
        regional=regional_synergy(table.regions) if table.regions else None,
        regions={name: _tested(counts, table.presence, seed, draws) for name, counts in table.regions.items()},
    )


def _tested(counts: IntegerArray, presence: bool, seed: int, draws: int) -> Tested:  # noqa: FBT001 - as it stands in the table
    units = int(counts.sum())
    try:
        test = synergy_test(counts, seed=seed, draws=draws, presence=presence)
    except TooFewUnitsError as error:
        return Tested(synergy(counts), units, None, error.message)
    return Tested(test.synergy, units, test, None)
