"""``grono compare``: what changed between two maps beyond noise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import Message, message

if TYPE_CHECKING:
    from grono.clustermap.comparison import Comparison, Correspondence
    from grono.tables import Engine

LINES_SHOWN = 20

BeforeArgument = Annotated[Path, typer.Argument(metavar="BEFORE", help="Folder of the earlier map.")]
AfterArgument = Annotated[Path, typer.Argument(metavar="AFTER", help="Folder of the later map.")]
IndustriesOption = Annotated[
    Path | None,
    typer.Option("--industries", help="What became of the industry codes: columns from, to and perhaps share."),
]
RegionsOption = Annotated[
    Path | None, typer.Option("--regions", help="The same for the codes of regions, where boundaries changed.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Folder for change.parquet and comparison.json.")]


def compare_maps(  # noqa: PLR0913 - one option for each thing a person may decide
    before: BeforeArgument,
    after: AfterArgument,
    *,
    industries: IndustriesOption = None,
    regions: RegionsOption = None,
    out: OutOption = None,
    language: LanguageOption = None,
) -> None:
    """Compare two maps drawn by the same rule: what is new, gone, stronger or weaker beyond noise, and what cannot be compared.

    Ends with status 1, and writes nothing, when the maps were drawn by other rules or their codes cannot be bridged.
    """
    from grono.clustermap import read_map
    from grono.clustermap.comparison import compare
    from grono.tables import Engine

    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        with Engine() as engine:
            bridges = {"industries": _read(industries, engine), "regions": _read(regions, engine)}
        found = compare(read_map(before), read_map(after), **bridges)
        _show(found, chosen)
        if out is not None:
            typer.echo("\n".join(str(path) for path in _written(found, out)))


def _read(path: Path | None, engine: Engine) -> Correspondence | None:
    from grono.clustermap.comparison import read_correspondence

    return None if path is None else read_correspondence(path, engine)


def class_title(name: str) -> Message:
    """Return what a class of change is called."""
    return {
        "new": message("New"),
        "gone": message("Gone"),
        "stronger": message("Stronger"),
        "weaker": message("Weaker"),
        "unchanged": message("Unchanged within noise"),
        "not_comparable": message("Not comparable"),
    }[name]


def _show(found: Comparison, language: Language) -> None:
    from grono.language import format_number

    for name, count in found.record["classes"].items():
        typer.echo(f"{class_title(name).in_language(language)}: {count}")
    rows = [row for row in found.table.to_pylist() if row["class"] in {"new", "gone", "stronger", "weaker"}]
    if not rows:
        return
    shown = Table(box=None)
    for title in (message("Change"), message("Region"), message("Industry"), message("Before"), message("After")):
        shown.add_column(title.in_language(language))
    for row in sorted(rows, key=lambda row: (row["class"], -abs(row["probability"] - 0.5)))[:LINES_SHOWN]:
        quotients = (format_number(row[side], language.value, 2) for side in ("before", "after"))
        shown.add_row(class_title(row["class"]).in_language(language), row["region"], row["industry"], *quotients)
    Console().print(shown)


def _written(found: Comparison, out: Path) -> list[Path]:
    import pyarrow.parquet as pq

    out.mkdir(parents=True, exist_ok=True)
    table, record = out / "change.parquet", out / "comparison.json"
    pq.write_table(found.table, table, compression="zstd")
    record.write_text(json.dumps(found.record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [table, record]
