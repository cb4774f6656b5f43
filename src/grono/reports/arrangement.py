"""A cluster map arranged for readers: every text and number of the documents, said once and shown by each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts import region_overview, shift_share_chart
from grono.charts import values as form
from grono.reports.analysis_charts import analysis_charts
from grono.reports.notes import Note, notes_of
from grono.reports.regions import Region, arranged_regions
from grono.reports.sentences import (
    answers,
    cautions,
    counted,
    given_tables,
    heading,
    limits,
    missing_sentences,
    next_steps,
    subtitle,
    warning_sentences,
)

if TYPE_CHECKING:
    from grono.charts import Chart
    from grono.clustermap import ClusterMap
    from grono.reports.sentences import GivenTable


@dataclass(frozen=True)
class Arrangement:
    """What a document of a cluster map says, in one language.

    Parameters
    ----------
    language : str
        Language of every text that does not name another.
    title, subtitle : str
        What this is.
    answers : list of (str, str)
        The four questions a reader has first, each with its answer.
    cautions : list of (str, str)
        What must be read before any number, each a title and a text.
    next_steps, missing, warnings : list of str
        Sentences.
    figures : list of (str, str)
        Sums of the map, label and value.
    limits : list of (str, str)
        The candidate rule: label and value.
    tables : list of GivenTable
        Inputs with their checksums.
    notes : list of Note
        Notes that occur in the lists, to be explained.
    overview : Chart
        All regions at a glance.
    change : Chart or None
        Shift-share by region, where two years are compared.
    analyses : dict of Chart
        Pictures of the further analyses that ran, by name.
    narrow : dict of Chart
        All of these for screens of 360 px.
    regions : list of Region
        Each with its first lines.
    has_plant_sizes : bool
        Without them there are no intervals, and concentration is raw.
    run : dict
        The record of the run.
    """

    language: str
    title: str
    subtitle: str
    answers: list[tuple[str, str]]
    cautions: list[tuple[str, str]]
    next_steps: list[str]
    missing: list[str]
    warnings: list[str]
    figures: list[tuple[str, str]]
    limits: list[tuple[str, str]]
    tables: list[GivenTable]
    notes: list[Note]
    overview: Chart
    change: Chart | None
    analyses: dict[str, Chart]
    narrow: dict[str, Chart]
    regions: list[Region]
    has_plant_sizes: bool
    run: dict[str, Any]

    def charts(self) -> dict[str, Chart]:
        """Return the charts by name, those for wide pages first, then their narrow forms."""
        return {**self.wide(), **{f"{name}-narrow": chart for name, chart in self.narrow.items()}}

    def wide(self) -> dict[str, Chart]:
        """Return the charts for wide pages and for paper, in the order of reading."""
        return {"overview": self.overview, **({"change": self.change} if self.change else {}), **self.analyses}


def arranged(source: ClusterMap, language: str, *, lines: int = 10) -> Arrangement:
    """Arrange a map for its documents.

    Parameters
    ----------
    source : ClusterMap
        The map.
    language : str
        Language of the texts.
    lines : int
        Most lines shown of each region's list; the workbook and the CSV have all.
    """
    regions = arranged_regions(source, language, lines)
    shown = [line for region in regions for line in (*region.lines, *region.few_plants)]
    compared = bool(source.run.get("base_period"))
    return Arrangement(
        language=language,
        title=heading(source, language),
        subtitle=subtitle(source, language),
        answers=answers(source, language),
        cautions=cautions(source, language),
        next_steps=next_steps(language),
        missing=missing_sentences(source, language),
        warnings=warning_sentences(source, language),
        figures=_figures(source, language),
        limits=limits(source, language),
        tables=given_tables(source, language),
        notes=notes_of(*(code for line in shown for code in line.note_codes)),
        overview=region_overview(source, language),
        change=shift_share_chart(source, language) if compared else None,
        analyses=analysis_charts(source, language),
        narrow={
            "overview": region_overview(source, language, narrow=True),
            **({"change": shift_share_chart(source, language, narrow=True)} if compared else {}),
            **analysis_charts(source, language, narrow=True),
        },
        regions=regions,
        has_plant_sizes=bool(source.run["has_plant_sizes"]),
        run=source.run,
    )


def _figures(source: ClusterMap, language: str) -> list[tuple[str, str]]:
    totals = source.run["totals"]
    by_list = source.shortlist["list"].to_pylist()
    counts = {
        "regions": totals["regions"],
        "industries": totals["industries"],
        "employees": totals["employees"][str(source.run["period"])],
        "candidates": by_list.count("candidate"),
        "few_plants": by_list.count("rests_on_few_plants"),
    }
    return [(counted(what, count, language), form.number(count, language)) for what, count in counts.items()]
