"""Every document of a cluster map, written from one arrangement, so that all of them say the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from grono.reports.arrangement import arranged
from grono.reports.printed import printed
from grono.reports.shortlist_file import write_table
from grono.reports.web_page import drawings_of, web_page
from grono.reports.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from grono.clustermap import ClusterMap, Progress
    from grono.reports.arrangement import Arrangement

DOCUMENTS = ("map.html", "map.pdf", "map.xlsx", "shortlist.csv")
"""Names of the files, in the order in which their completion is told."""


def write_documents(
    source: ClusterMap, folder: Path, *, language: str = "en", progress: Progress | None = None
) -> dict[str, Path]:
    """Write the documents of a map: page, PDF, workbook, shortlist.

    The same map gives the same bytes.

    Parameters
    ----------
    source : ClusterMap
        The map.
    folder : Path
        Where to write; it is made if absent, files of the same names are replaced.
    language : str
        Language of the documents.
    progress : callable, optional
        Is told ``("documents", done, 4)``; raising in it stops the writing.

    Returns
    -------
    dict of str
        File name → path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / name for name in DOCUMENTS}
    told = progress or _nobody
    told("documents", 0, len(DOCUMENTS))
    report = arranged(source, language)
    with ThreadPoolExecutor(max_workers=1) as beside:  # charts and PDF are drawn outside Python's lock
        drawn = beside.submit(_write_drawn, report, paths)
        write_workbook(source, report, paths["map.xlsx"])
        told("documents", 1, len(DOCUMENTS))
        write_table(source.shortlist, paths["shortlist.csv"])
        told("documents", 2, len(DOCUMENTS))
        drawn.result()
    told("documents", len(DOCUMENTS), len(DOCUMENTS))
    return paths


def _nobody(step: str, done: int, total: int) -> None:
    """Take note of nothing."""


def _write_drawn(report: Arrangement, paths: dict[str, Path]) -> None:
    drawings = drawings_of(report)
    paths["map.html"].write_text(web_page(report, drawings), "utf-8", newline="\n")
    paths["map.pdf"].write_bytes(printed(report, drawings))
