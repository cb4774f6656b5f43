"""``grono map``: from a table of employees to a cluster map, with progress."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from grono.cli import map_options as option
from grono.cli.map_weights import weight_rule
from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import GronoError, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from grono.classifications import Labels
    from grono.clustermap import ClusterMap, Companions, Specification
    from grono.clustermap import Progress as MapProgress
    from grono.messages import Message

LINES_SHOWN = 15
"""Lines of the shortlist that the terminal shows; the files hold all."""


def draw_map(  # noqa: PLR0913 - one option for each thing a person may decide
    table: option.TableArgument,
    *,
    out: option.OutOption,
    columns: option.ColumnsOption = "",
    classification: option.ClassificationOption = option.ClassificationKey.NACE2,
    size_bands: option.SizeBandsOption = None,
    size_band_columns: option.SizeBandColumnsOption = "",
    labels: option.LabelsOption = None,
    year: option.YearOption = None,
    base_year: option.BaseYearOption = None,
    level: option.LevelOption = None,
    rounding: option.RoundingOption = None,
    decimal: option.DecimalOption = None,
    absent_means_zero: option.AbsentOption = False,
    missing: option.MissingOption = option.MissingCells.EXCLUDE,
    imputations: option.ImputationsOption = 20,
    parameter: option.ParameterOption = None,
    companion: option.CompanionOption = None,
    companion_columns: option.CompanionColumnsOption = None,
    analyses: option.AnalysesOption = None,
    seed: option.SeedOption = 1,
    weights: option.WeightsOption = None,
    plants: option.PlantsOption = False,
    engine: option.EngineOption = option.EngineKey.DUCKDB,
    spark_master: option.SparkMasterOption = "local[*]",
    language: LanguageOption = None,
) -> None:
    """Draw a cluster map: which industries could form clusters, where, and how sure that is.

    Ends with status 1, and writes nothing, when a table cannot be used; all its problems are said at once.
    """
    from grono.clustermap import Parameters, ReadingOptions, Specification, draw
    from grono.reports.map_folder import write_map_folder
    from grono.tables import open_engine, read_labels

    chosen = language or language_of_terminal()
    console = Console()
    with problems_as_sentences(chosen):
        given_tables = _pairs(companion or [], "--with")
        specification = Specification(
            reading=ReadingOptions(
                columns=_pairs(columns.split(",") if columns else [], "--columns"),
                classification=classification.value,
                decimal=decimal.value if decimal else None,
                absent_means_zero=absent_means_zero,
                level=level,
                rounding=rounding,
                missing=missing.value,
                imputations=imputations,
            ),
            size_band_columns=_pairs(size_band_columns.split(",") if size_band_columns else [], "--size-band-columns"),
            period=year,
            base_period=base_year,
            parameters=Parameters.of(_numbers(_pairs(parameter or [], "--parameter"))),
            language=chosen.value,
            analyses=_analyses(analyses),
            companion_options=_companion_columns(
                companion_columns or [], {*given_tables, *(["points"] if plants else [])}
            ),
            seed=seed,
            weights=weight_rule(weights or []),
        )
        brought = _companions(given_tables)
        _check_plants(plants=plants, engine=engine, size_bands=size_bands, brought=brought)
        with _progress(console, chosen) as progress, open_engine(engine.value, master=spark_master) as opened:
            run: _Run = {
                "companions": brought,
                "specification": specification,
                "labels": read_labels(labels or [], opened.local),
                "created": datetime.now(UTC).isoformat(timespec="seconds"),
                "progress": progress,
            }
            if plants:
                from grono.clustermap.microdata_drawing import draw_from_microdata  # here: brings in geography

                map_ = draw_from_microdata(table, engine=opened, **run)
            else:
                map_ = draw(table, size_bands=size_bands, engine=opened.local, **run)
            files = write_map_folder(map_, out, language=chosen.value, progress=progress)
    _show(console, map_, specification, chosen)
    typer.echo("\n".join(str(path) for path in files.values()))


class _Run(TypedDict):
    """What maps of cells and of plants are both drawn with."""

    companions: Companions
    specification: Specification
    labels: Labels
    created: str
    progress: MapProgress


def _check_plants(*, plants: bool, engine: option.EngineKey, size_bands: Path | None, brought: Companions) -> None:
    """Refuse what does not go with a table of plants, or only with one."""
    if plants and size_bands is not None:
        raise GronoError(
            message("--size-bands: with --plants the sizes come from the table itself. Leave one of the two out.")
        )
    if plants and brought.points is not None:
        raise GronoError(
            message("--with points: with --plants the table itself holds the points. Leave one of the two out.")
        )
    if not plants and engine is option.EngineKey.SPARK:
        raise GronoError(
            message(
                "--engine spark adds up plants: give a table of plants and --plants. "
                "A table of cells is small enough for this machine."
            )
        )


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise GronoError(message('%(option)s: "%(text)s" is not of the form name=value.', option=option, text=text))
        pairs[name.strip()] = value.strip()
    return pairs


def _companions(pairs: dict[str, str]) -> Companions:
    from dataclasses import fields

    from grono.clustermap import Companions

    known = [field.name for field in fields(Companions)]
    for name in pairs:
        if name not in known:
            raise GronoError(
                message(
                    '--with: there is no table "%(name)s". There are: %(known)s.', name=name, known=", ".join(known)
                )
            )
    return Companions(**{name: Path(path) for name, path in pairs.items()})


def _companion_columns(texts: list[str], brought: Collection[str]) -> dict[str, dict[str, Any]]:
    """Read ``points:x=LONGITUDE,y=LATITUDE,band_codes=fr-sirene`` as the columns and options of a table brought along."""
    options: dict[str, dict[str, Any]] = {}
    for text in texts:
        name, colon, pairs = (part.strip() for part in text.partition(":"))
        if not colon:
            raise GronoError(message('--with-columns: "%(text)s" is not of the form NAME:role=column,…', text=text))
        if name not in brought:
            raise GronoError(
                message('--with-columns: there is no table "%(name)s". Bring it with --with %(name)s=FILE.', name=name)
            )
        columns = _pairs(pairs.split(","), "--with-columns")
        if name in _COLUMNS_OF_ANOTHER:
            reader, argument = _COLUMNS_OF_ANOTHER[name]
            options.setdefault(reader, {})[argument] = columns
            continue
        given = {key: columns.pop(key) for key in _POINT_OPTIONS if key in columns} if name == "points" else {}
        options.setdefault(name, {}).update({"columns": columns, **_point_options(given)})
    return options


_COLUMNS_OF_ANOTHER = {"zones": ("points", "zone_columns"), "outputs": ("flows", "output_columns")}
"""Tables that another table's reader reads."""

_POINT_OPTIONS = ("band_codes", "projection", "given_projection")


def _point_options(given: dict[str, str]) -> dict[str, str | int]:
    numbers = _numbers({key: value for key, value in given.items() if key != "band_codes"}, "--with-columns")
    return {**given, **{key: int(value) for key, value in numbers.items()}}


def _analyses(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(name.strip() for name in text.split(",") if name.strip(" -"))


def _numbers(pairs: dict[str, str], option: str = "--parameter") -> dict[str, float]:
    numbers = {}
    for name, value in pairs.items():
        try:
            numbers[name] = float(value)
        except ValueError as error:
            raise GronoError(
                message('%(option)s %(name)s: "%(value)s" is not a number.', option=option, name=name, value=value)
            ) from error
    return numbers


class _Watcher:
    """Shows the steps of a run as one moving line."""

    def __init__(self, bar: Progress, language: Language) -> None:
        self._bar = bar
        self._language = language
        self._task = bar.add_task("", total=1)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=step_title(step, self._language), completed=done, total=total)


@contextmanager
def _progress(console: Console, language: Language) -> Iterator[_Watcher]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Watcher(bar, language)


def step_title(step: str, language: str) -> str:
    """Return what a step of a run is called."""
    from grono.clustermap import analysis_texts

    if step in analysis_texts():
        return analysis_texts()[step].titles[language]
    return _plain_step(step).in_language(language)


def _plain_step(step: str) -> Message:
    return {
        "observations": message("Reading the table"),
        "measures": message("Computing the measures"),
        "candidates": message("Looking for candidates"),
        "imputations": message("Computing again with possible values of hidden cells"),
        "shortlist": message("Putting the shortlist in order"),
    }.get(step, message("Writing the documents"))


def _show(console: Console, map_: ClusterMap, specification: Specification, language: Language) -> None:
    def say(sentence: Message) -> None:
        typer.echo(sentence.in_language(language))

    plants = [{**map_.run["microdata"], "role": "employees"}] if "microdata" in map_.run else None
    for source in plants or map_.run["inputs"]:
        given = specification.reading.columns if source["role"] == "employees" else specification.size_band_columns
        guessed = {role: name for role, name in source["columns"].items() if role not in given}
        if guessed:
            listed = ", ".join(f"{role}={name}" for role, name in guessed.items())
            say(message("%(file)s: columns guessed: %(columns)s", file=source["name"], columns=listed))
    for warning in map_.run["warnings"]:
        typer.echo(warning["sentences"][language.value])
    if not map_.run["has_plant_sizes"]:
        say(message("Without plant sizes there are no intervals: the order rests on the location quotient alone."))
    candidates = [line for line in map_.shortlist.to_pylist() if line["list"] == "candidate"]
    say(
        plural_message(
            "%(number)s candidate: an industry in a region.",
            "%(number)s candidates: industries in regions.",
            len(candidates),
        )
    )
    if candidates:
        console.print(_first_lines(candidates[:LINES_SHOWN], language))


def _first_lines(lines: list[dict[str, object]], language: Language) -> Table:
    from grono.language import format_number

    shown = Table(box=None)
    for title in (
        message("Region"),
        message("Industry"),
        message("Employees"),
        message("Location quotient"),
        message("95%% interval"),
    ):
        shown.add_column(title.in_language(language))

    def number(value: object, digits: int) -> str:
        return "–" if value is None else format_number(float(str(value)), language.value, digits)

    for line in lines:
        interval = "–" if line["lower"] is None else f"{number(line['lower'], 2)}–{number(line['upper'], 2)}"
        shown.add_row(
            str(line["region_name"]),
            str(line["industry"]) + ("" if line["industry_name"] == line["industry"] else f" {line['industry_name']}"),
            number(line["employees"], 0),
            number(line["location_quotient"], 2),
            interval,
        )
    return shown
