"""``grono network`` and ``grono helix``: networks of organisations and the triple helix, beside what chance gives."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grono.cli.sections import Section, plain_text
from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import message

if TYPE_CHECKING:
    from grono.evaluation import HelixReport, Network, NetworkReport

ACTORS_SHOWN = 10
"""Organisations that the terminal shows, those most in between first; ``--json`` has all."""

TiesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Ties: columns from, to and perhaps date. Several files are several days, in their order.",
    ),
]
OrganisationsOption = Annotated[
    Path | None, typer.Option("--organisations", help="List of organisations: columns organisation, cluster, kind.")
]
BesideOption = Annotated[
    Path | None, typer.Option("--beside", help="Ties of a comparison cluster on the same days, with a column date.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the draws; the same seed gives the same result.")]
DrawsOption = Annotated[int, typer.Option("--draws", min=999, help="How often chance is drawn.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
LabelsOption = Annotated[
    str | None,
    typer.Option(
        "--labels", help="Three columns, with commas between them, for units such as firms instead of projects."
    ),
]
RegionOption = Annotated[str | None, typer.Option("--region", help="Column of the regions.")]


def measure_networks(  # noqa: PLR0913 - one option for each thing a person may decide
    files: TiesArgument,
    *,
    organisations: OrganisationsOption = None,
    beside: BesideOption = None,
    seed: SeedOption = 1,
    draws: DrawsOption = 999,
    as_json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Measure a network of organisations, compare its days, and say what chance alone would give.

    Ends with status 1 when a file cannot be used; every problem is named by row and column.
    """
    from grono.evaluation import network_report, read_networks

    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        networks = [one for file in files for one in _labelled(read_networks(file, organisations), file)]
        others = read_networks(beside) if beside else ()
        report = network_report(networks, beside=others, seed=seed, draws=draws)
        if as_json:
            typer.echo(json.dumps(report.to_data(), ensure_ascii=False, indent=2))
        else:
            typer.echo(plain_text(_network_sections(report, chosen)))


def _labelled(networks: tuple[Network, ...], file: Path) -> list[Network]:
    """Name a network without a date after its file."""
    return [one if one.label else replace(one, label=file.stem) for one in networks]


def measure_helix(  # noqa: PLR0913 - one option for each thing a person may decide
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Projects: columns project and kind, or project, university, industry, government."
        ),
    ],
    *,
    labels: LabelsOption = None,
    region: RegionOption = None,
    seed: SeedOption = 1,
    draws: DrawsOption = 999,
    as_json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Show who takes part in projects, and the triple-helix synergy T beside what chance alone would give.

    Ends with status 1 when the file cannot be used; too few units are said, not tested.
    """
    from grono.evaluation import helix_report, read_presence, read_units

    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        table = (
            read_units(file, _three(labels), region=region)
            if labels
            else read_presence(file, columns={"region": region} if region else None)
        )
        report = helix_report(table, seed=seed, draws=draws)
        if as_json:
            typer.echo(json.dumps(report.to_data(), ensure_ascii=False, indent=2))
        else:
            typer.echo(plain_text(_helix_sections(report, chosen)))


def _three(labels: str) -> tuple[str, str, str]:
    names = [name.strip() for name in labels.split(",")]
    if len(names) != 3:
        from grono.messages import GronoError

        raise GronoError(
            message(
                "“%(labels)s” names %(number)s columns. Name three, with commas between them.",
                labels=labels,
                number=len(names),
            )
        )
    return names[0], names[1], names[2]


def _network_sections(report: NetworkReport, language: Language) -> list[Section]:
    from grono.evaluation.networks_words import TITLES
    from grono.language import format_number

    def written(value: float | None) -> str:
        return "–" if value is None else format_number(value, language.value, 3)

    words = [sentence.in_language(language) for sentence in report.sentences()]
    columns = [message("Measure").in_language(language), *(one.label for one in report.networks)]
    rows = [
        [TITLES[name].in_language(language), *(written(getattr(one, name)) for one in report.measures)]
        for name in TITLES
        if name != "survival"
    ]
    actors = [
        [one.name, str(one.partners), written(one.betweenness), written(one.constraint)]
        for one in report.actors[:ACTORS_SHOWN]
    ]
    titles = [message("Organisation"), message("Partners"), message("Betweenness"), message("Constraint")]
    numbers = frozenset(range(1, 1 + max(3, len(report.networks))))
    return [
        Section(message("In words").in_language(language), notes=words),
        Section(message("Measures").in_language(language), columns, rows, numbers=numbers),
        Section(
            message("Organisations between the others").in_language(language),
            [title.in_language(language) for title in titles],
            actors,
            numbers=numbers,
        ),
    ]


def _helix_sections(report: HelixReport, language: Language) -> list[Section]:
    from grono.evaluation import side_counts
    from grono.evaluation.triple_helix_words import SIDE_TITLES
    from grono.language import format_number

    words = [sentence.in_language(language) for sentence in report.sentences()]
    sections = [Section(message("In words").in_language(language), notes=words)]
    if report.table.presence:
        counts = side_counts(report.table.counts)
        rows = [[SIDE_TITLES[sides].in_language(language), str(count)] for sides, count in counts.items()]
        titles = [message("Who takes part").in_language(language), message("Projects").in_language(language)]
        sections.append(Section(message("Projects").in_language(language), titles, rows, numbers=frozenset({1})))
    if report.regional:
        tests = {name: tested.test for name, tested in report.regions.items()}
        rows = [
            [
                one.region,
                str(int(one.units)),
                "–" if tests[one.region] is None else format_number(one.synergy, language.value, 1),
            ]
            for one in report.regional.regions
        ]
        titles = [message("Region").in_language(language), message("Units").in_language(language), "T (mbit)"]
        sections.append(Section(message("Regions").in_language(language), titles, rows, numbers=frozenset({1, 2})))
    return sections
