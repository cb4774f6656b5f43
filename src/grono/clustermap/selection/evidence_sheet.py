"""One page for each candidate: why it is in, why that is perhaps wrong, what data is missing, who decided (MAP-47)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.clustermap.selection.choice import Choice, read_choices
from grono.clustermap.selection.evidence_sentences import (
    Found,
    decision,
    doubts,
    failed,
    gaps,
    growth_of,
    standing,
    strength,
)
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap.result import ClusterMap
    from grono.messages import Message


@dataclass(frozen=True)
class EvidenceSheet:
    """What is to be known before an industry of a region is chosen, in sentences.

    Parameters
    ----------
    region, industry : str
        Codes.
    listed : str or None
        ``candidate`` or ``rests_on_few_plants``; None where it is on no list.
    why_in, why_perhaps_wrong, data_missing, decided : tuple of Message
        The four parts.
    """

    region: str
    industry: str
    listed: str | None
    why_in: tuple[Message, ...]
    why_perhaps_wrong: tuple[Message, ...]
    data_missing: tuple[Message, ...]
    decided: tuple[Message, ...]

    def sections(self) -> tuple[tuple[Message, tuple[Message, ...]], ...]:
        """Return heading and sentences of each part, in the order of reading; a part with nothing to say says so."""
        nothing = {
            "doubts": message("Nothing in the data speaks against it; they cannot tell everything."),
            "missing": message("Nothing that the method asks for is missing."),
            "decided": message("Nobody has decided yet."),
            "in": message("It is on no list of the map."),
        }
        return (
            (message("Why it is in"), self.why_in or (nothing["in"],)),
            (message("Why this is perhaps wrong"), self.why_perhaps_wrong or (nothing["doubts"],)),
            (message("What data is missing"), self.data_missing or (nothing["missing"],)),
            (message("Who decided"), self.decided or (nothing["decided"],)),
        )


def evidence_sheet(map_: ClusterMap, region: str, industry: str, choices: list[Choice] | None = None) -> EvidenceSheet:
    """Put together what a map knows of one industry of a region.

    Parameters
    ----------
    map_ : ClusterMap
        The map; tables of analyses that did not run are said to be missing.
    region, industry : str
        Codes as they stand in its tables.
    choices : list of Choice, optional
        Decisions; by default those of the map's own table ``choice``.

    Returns
    -------
    EvidenceSheet
        Also for an industry that is no candidate: then it says which rule it failed.
    """
    found = Found.of(map_, region, industry)
    if choices is None:
        table = map_.further.get("choice")
        choices = [] if table is None else read_choices(table)
    mine = sorted((one for one in choices if (one.region, one.industry) == (region, industry)), key=lambda one: one.on)
    line = found.line
    return EvidenceSheet(
        region=region,
        industry=industry,
        listed=None if line is None else str(line["list"]),
        why_in=() if line is None else (*strength(line), *growth_of(line), *standing(found)),
        why_perhaps_wrong=(*failed(found), *doubts(found)),
        data_missing=tuple(gaps(found, map_)),
        decided=tuple(sentence for one in mine for sentence in decision(one)),
    )
