"""``grono compare``: what changed between two maps beyond noise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import Message, message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.clustermap.comparison import Comparison, Correspondence
    from grono.tables import Engine

    Names = dict[tuple[str, str], str]

CHANGES = ("new", "gone", "stronger", "weaker")
LINES_SHOWN = 5
"""Lines of each class that the terminal shows, the surest first; the file holds all."""

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
        later = read_map(after)
        found = compare(read_map(before), later, **bridges)
        _show(found, _names(later, chosen), chosen)
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


def _names(map_: ClusterMap, language: Language) -> Names:
    """Return the names of regions and industries in the language, else in the one they have."""
    rows = sorted(map_.names.to_pylist(), key=lambda row: row["language"] == language.value)
    return {(row["kind"], row["code"]): row["text"] for row in rows}


def _show(found: Comparison, names: Names, language: Language) -> None:
    years = [found.record[side]["period"] for side in ("before", "after")]
    if years[0] > years[1]:
        sentence = message(
            "The first map is the later one (%(before)s, then %(after)s): new and gone, stronger and weaker are the other way "
            "round. Name the earlier map first.",
            before=years[0],
            after=years[1],
        )
        typer.echo(sentence.in_language(language))
    for difference in found.record["differences"]:
        names = difference["sentences"][language.value]
        other = (
            message(
                "The maps treat cells without a figure differently, which may move such cells and the sums they belong to: %(names)s.",
                names=names,
            )
            if difference["bears"]
            else message("Without bearing on the comparison, they differ in: %(names)s.", names=names)
        )
        typer.echo(other.in_language(language))
    for name, count in found.record["classes"].items():
        typer.echo(f"{class_title(name).in_language(language)}: {count}")
    rows = found.table.to_pylist()
    for reason, count in Counter(row["reason"] for row in rows if row["class"] == "not_comparable").most_common():
        typer.echo(f"  {_reason(reason).in_language(language)}: {count}")
    lines = [line for name in CHANGES for line in _surest(rows, name)]
    if lines:
        Console().print(_table(lines, names, language))


def _reason(name: str) -> Message:
    """Return why cells cannot be compared."""
    return {
        "few_plants": message("the sizes of the plants are unknown, or one plant is the whole industry"),
        "only_before": message("a code that only the earlier map has"),
        "only_after": message("a code that only the later map has"),
        "depends_on_split": message("the verdict depends on how a code was divided"),
    }.get(name) or message("a figure is missing")


def _surest(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return sorted((row for row in rows if row["class"] == name), key=lambda row: -abs(row["probability"] - 0.5))[
        :LINES_SHOWN
    ]


def _table(lines: list[dict[str, Any]], names: Names, language: Language) -> Table:
    from grono.language import format_number

    shown = Table(box=None)
    for title in (message("Change"), message("Region"), message("Industry"), message("Before"), message("After")):
        shown.add_column(title.in_language(language))
    for row in lines:
        places = (_with_name(row[kind], names.get((kind, row[kind]))) for kind in ("region", "industry"))
        quotients = (format_number(row[side], language.value, 2) for side in ("before", "after"))
        shown.add_row(class_title(row["class"]).in_language(language), *places, *quotients)
    return shown


def _with_name(code: str, name: str | None) -> str:
    return code if name in (None, code) else f"{code} {name}"


def _written(found: Comparison, out: Path) -> list[Path]:
    import pyarrow.parquet as pq

    out.mkdir(parents=True, exist_ok=True)
    table, record = out / "change.parquet", out / "comparison.json"
    pq.write_table(found.table, table, compression="zstd")
    record.write_text(json.dumps(found.record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [table, record]
