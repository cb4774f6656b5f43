"""What explains the change of employment, and which industries came, left and stayed, as an analysis of a map (MAP-36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.context import Findings
from grono.clustermap.flags import ESTIMATED
from grono.clustermap.variants import Variant
from grono.measures.dynamics import entry_exit
from grono.measures.shift_share_variants import shift_share_dynamic, shift_share_esteban

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.variants import Axis
    from grono.measures.dynamics import EntryExit

ESTEBAN = ("competitive", "allocation", "new")
"""Parts of the shift-share after Esteban-Marquillas that the classic one does not have, or has otherwise."""

DYNAMIC = ("national", "mix", "regional", "new")
TURNOVER = ("entries", "exits", "entry_rate", "exit_rate", "survival_rate", "net_entry_rate")


def analyse(context: MapContext) -> Findings:
    """Return shift-share variants by cell; entries, exits and their rates by region and by industry. Empty with one year."""
    change = context.change
    if change is None:
        return Findings()
    observations = context.observations
    steps = [year for year in observations.periods if change.before <= year <= change.after]
    panel = [observations.published(year) for year in steps]
    pairs = entry_exit(panel[0], panel[-1])
    return Findings(
        variants=(*_shift_share(context, panel, steps), *_turnover(pairs, f"since {change.before}")),
        record={
            "years": steps,
            "pairs": {
                "entered": int(pairs.entered.sum()),
                "left": int(pairs.left.sum()),
                "survived": int(pairs.survived.sum()),
                "unknown": int((~pairs.known).sum()),
            },
        },
    )


def _shift_share(context: MapContext, panel: list[NDArray[np.float64]], steps: list[int]) -> list[Variant]:
    """Return the parts by cell; a cell that the source has estimated in any year used is flagged."""
    since = f"since {steps[0]}"
    estimated = [context.observations.estimated[context.observations.period_index(year)] for year in steps]
    at_ends = {ESTIMATED: estimated[0] | estimated[-1]}
    anywhere = {ESTIMATED: np.logical_or.reduce(estimated)}
    homothetic, yearly = shift_share_esteban(panel[0], panel[-1]), shift_share_dynamic(panel)
    method = f"{since}, {len(steps) - 1} steps"
    return [
        *(
            Variant("cell", f"shift_share_esteban_{part}", getattr(homothetic, part), since, flags=at_ends)
            for part in ESTEBAN
        ),
        *(
            Variant("cell", f"shift_share_dynamic_{part}", getattr(yearly, part), method, flags=anywhere)
            for part in DYNAMIC
        ),
    ]


def _turnover(pairs: EntryExit, since: str) -> list[Variant]:
    axes: tuple[tuple[Axis, str], ...] = (("region", "of_regions"), ("industry", "of_industries"))
    found = [Variant("cell", "entry_exit", pairs.of_cells(), since)]
    for axis, counting in axes:
        counted = getattr(pairs, counting)()
        found += [Variant(axis, f"{axis}_{name}", counted.measure(name), since) for name in TURNOVER]
    return found
