"""Fourth step: the analyses, each a module of the catalogue that reads the thin set and adds measures and tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.tables.contracts import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.clustermap.context import Findings, MapContext
    from grono.clustermap.reading.companions import ReadCompanions
    from grono.clustermap.specification import Specification


class UnknownAnalysisError(GronoError):
    """An analysis that does not exist, or whose table is not there."""


@dataclass(frozen=True)
class AnalysisText:
    """What an analysis needs and how it is explained."""

    name: str
    needs: str
    titles: dict[str, str]
    descriptions: dict[str, str]


@cache
def analysis_texts() -> dict[str, AnalysisText]:
    """Return name → explanation of every analysis, in the order in which they run."""
    return {
        row["name"]: AnalysisText(
            row["name"], row["needs"],
            {"en": row["title_en"], "pl": row["title_pl"]},
            {"en": row["description_en"], "pl": row["description_pl"]},
        )
        for row in read_rows("grono.clustermap", "analyses.csv")
    }  # fmt: skip


def chosen_analyses(specification: Specification, companions: ReadCompanions) -> list[str]:
    """Return the analyses to run: those asked for, else all whose tables are there.

    Raises
    ------
    UnknownAnalysisError
        For a name that is none, or an analysis asked for whose table is not there.
    """
    texts, present = analysis_texts(), companions.present()
    if specification.analyses is None:
        return [name for name, text in texts.items() if not text.needs or text.needs in present]
    for name in specification.analyses:
        _check(name, present)
    return [name for name in texts if name in specification.analyses]


def _check(name: str, present: dict[str, object]) -> None:
    texts = analysis_texts()
    if name not in texts:
        raise UnknownAnalysisError(
            message('There is no analysis "%(name)s". There are: %(known)s.', name=name, known=", ".join(texts))
        )
    if texts[name].needs and texts[name].needs not in present:
        raise UnknownAnalysisError(
            message('The analysis "%(name)s" needs a table of %(needs)s.', name=name, needs=texts[name].needs)
        )


def run_analyses(context: MapContext, done: Callable[[str, int], None]) -> dict[str, Findings]:
    """Run the analyses of a map one after the other; each sees what the earlier ones found.

    Where the source hides cells, all are asked again with every imputation and what they say is combined (MAP-43). ``done`` is
    told the name of each and how many values it found.
    """
    from grono.clustermap.hidden_cells.every_analysis import STEP, carried_through, imputations_used

    for name in chosen_analyses(context.specification, context.companions):
        context.progress(name, 0, 1)
        findings = _function(name)(context)
        context.earlier[name] = findings
        rows = sum(table.num_rows for table in findings.tables.values())
        done(name, rows + sum(int(variant.values.value.size) for variant in findings.variants))
    if not imputations_used(context):
        return context.earlier
    found = carried_through(context, context.earlier, _function)
    done(STEP, imputations_used(context))
    return found


def _function(name: str) -> Callable[[MapContext], Findings]:
    function: Callable[[MapContext], Findings] = import_module(f"grono.clustermap.catalogue.{name}").analyse
    return function
