"""Sentences of a map's documents: what it is, how sure, how old, what next, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from grono.charts import values as form
from grono.clustermap import parameter_texts
from grono.language import format_datetime
from grono.messages import Message, message, plural_message
from grono.reports.method import NOT_MEASURED

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap


@dataclass(frozen=True)
class GivenTable:
    """One table a map was drawn from."""

    role: str
    name: str
    rows: str
    columns: str
    sha256: str


def heading(source: ClusterMap, language: str) -> str:
    """Return the title of the documents."""
    period = source.run["period"]
    title = message("Cluster map %(year)s", year=period) if period else message("Cluster map")
    return title.in_language(language)


def subtitle(source: ClusterMap, language: str) -> str:
    """Return the map's own title, where it has one, and which table it was drawn from."""
    origin = message("Drawn from %(table)s", table=str(source.run["inputs"][0]["name"])).in_language(language)
    title = source.run.get("title")
    return f"{title}. {origin}" if title else origin


def cautions(source: ClusterMap, language: str) -> list[tuple[str, str]]:
    """Return what must be read before any number, each a title and a text: the map's own note, and that plant sizes are unknown."""
    found: list[tuple[str, str]] = []
    note = source.run.get("note") or {}
    if note:
        found.append((message("Please note").in_language(language), str(note.get(language) or note["en"])))
    if not source.run["has_plant_sizes"]:
        text = message(
            "No table of plant sizes was given. This map shows raw concentration only: no intervals, no probabilities. One large plant "
            "looks here like a cluster of many."
        )
        found.append((message("Without plant sizes: read with care").in_language(language), text.in_language(language)))
    return found


def counted(what: str, number: float, language: str) -> str:
    """Return the word for so many regions, industries, employees, candidates, or lines resting on few plants.

    Examples
    --------
    >>> counted("regions", 1, "en"), counted("regions", 40, "en")
    ('region', 'regions')
    """
    count = int(number)
    words = {
        "regions": plural_message("region", "regions", count),
        "industries": plural_message("industry", "industries", count),
        "employees": plural_message("employee", "employees", count),
        "candidates": plural_message("candidate", "candidates", count),
        "few_plants": plural_message("rests on few plants", "rest on few plants", count),
    }
    return words[what].in_language(language)


def answers(source: ClusterMap, language: str) -> list[tuple[str, str]]:
    """Return the questions a reader has first, with their answers."""
    pairs = (
        (message("What am I looking at?"), _what(source, language)),
        (message("How sure is it?"), [_how_sure(source)]),
        (message("How old is it?"), _how_old(source, language)),
    )
    return [
        (question.in_language(language), " ".join(sentence.in_language(language) for sentence in sentences))
        for question, sentences in pairs
    ]


def _what(source: ClusterMap, language: str) -> list[Message]:
    first = source.shortlist.slice(0, 1).to_pylist()
    sentences = [
        message(
            "Industries whose share of a region's employees is unusually large, region by region. A location quotient of 3 means: three "
            "times the share the industry has in all regions together."
        )
    ]
    if first and first[0]["list"] == "candidate":
        line = first[0]
        first_of_all = (
            message(
                "The surest of all is “%(industry)s” in %(region)s, with a location quotient of %(value)s.",
                **_named(source, line, language),
            )
            if line["lower"] is not None
            else message(
                "The largest of all is “%(industry)s” in %(region)s, with a location quotient of %(value)s.",
                **_named(source, line, language),
            )
        )
        sentences.append(first_of_all)
    return sentences


def _named(source: ClusterMap, line: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "industry": source.name("industry", line["industry"], language)[0],
        "region": source.name("region", line["region"], language)[0],
        "value": form.with_interval(line["location_quotient"], line["lower"], line["upper"], language),
    }


def _how_sure(source: ClusterMap) -> Message:
    if source.run["has_plant_sizes"]:
        return message(
            "Each quotient stands with an interval that holds the true one in 95 of 100 cases, because a few large plants may be in one "
            "place by chance. The lists are in the order of the lower bound: what is surely large comes first."
        )
    return message(
        "Less than it could be: no sizes of plants were given. There are no intervals and no probabilities, geographic concentration is "
        "raw, and one large plant looks like a cluster."
    )


def _how_old(source: ClusterMap, language: str) -> list[Message]:
    run = source.run
    sentences = [
        message("The figures are those of %(year)s.", year=run["period"])
        if run["period"]
        else message("The table does not say of which year its figures are.")
    ]
    if run.get("base_period"):
        sentences.append(message("Growth compares them with %(year)s.", year=str(run["base_period"])))
    else:
        sentences.append(message("The table has one year, so there is no growth."))
    if run.get("created"):
        when = format_datetime(datetime.fromisoformat(str(run["created"])), language)
        sentences.append(
            message("The map was drawn on %(when)s by Grono %(version)s.", when=when, version=run["version"])
        )
    else:
        sentences.append(
            message("The map was drawn by Grono %(version)s; the time was not recorded.", version=run["version"])
        )
    return sentences


def next_steps(language: str) -> list[str]:
    """Return what a reader can do with the map."""
    steps = (
        message("Find your region and read its first lines, with what speaks against each."),
        message(
            "Look up the firms behind a line before choosing it: one employer, or many? Do they sell outside the region?"
        ),
        message(
            "Open map.xlsx for every line, every cell and the meaning of each column; shortlist.csv for other programs."
        ),
        message("Draw the map again next year with the same parameters, and see which lines last."),
    )
    return [step.in_language(language) for step in steps]


def missing_sentences(source: ClusterMap, language: str) -> list[str]:
    """Return what the map lacks, each as a sentence."""
    period = str(source.run["period"])
    sentences: list[Message] = []
    if not source.run["has_plant_sizes"]:
        sentences.append(
            message(
                "Sizes of plants: give a table of size bands, and the map gets intervals and the Ellison–Glaeser index."
            )
        )
    if not source.run.get("base_period"):
        sentences.append(message("A second year: with one, the map gets growth and shift-share."))
    cells = source.run["totals"].get("missing_cells", {}).get(period, 0)
    if cells and not source.run["period"]:
        sentences.append(
            plural_message(
                "%(number)s cell has no figure; it is left out of the sums, and what rests on them is marked.",
                "%(number)s cells have no figure; they are left out of the sums, and what rests on them is marked.",
                cells,
            )
        )
    elif cells:
        sentences.append(
            plural_message(
                "%(number)s cell of %(year)s has no figure; it is left out of the sums, and what rests on them is marked.",
                "%(number)s cells of %(year)s have no figure; they are left out of the sums, and what rests on them is marked.",
                cells,
                year=period,
            )
        )
    return [sentence.in_language(language) for sentence in (*sentences, NOT_MEASURED)]


def warning_sentences(source: ClusterMap, language: str) -> list[str]:
    """Return the warnings of the run."""
    return [one["sentences"].get(language) or one["sentences"]["en"] for one in source.run["warnings"]]


_ROLES = {
    "employees": message("employees"),
    "observations": message("employees"),
    "size_bands": message("plants by size band"),
    "labels": message("names"),
}


def given_tables(source: ClusterMap, language: str) -> list[GivenTable]:
    """Return the inputs with their checksums and which column was taken for what."""
    return [
        GivenTable(
            role=_ROLES[given["role"]].in_language(language) if given["role"] in _ROLES else str(given["role"]),
            name=str(given["name"]),
            rows=form.number(given["rows"], language),
            columns=", ".join(f"{role} = {column}" for role, column in given["columns"].items()),
            sha256=str(given["sha256"]),
        )
        for given in source.run["inputs"]
    ]


CANDIDATE_RULES = {"MAP-16", "MAP-23"}
"""Rules of the specification whose parameters decide what becomes a candidate; the others belong to single analyses."""


def limits(source: ClusterMap, language: str) -> list[tuple[str, str]]:
    """Return the candidate rule as label and value."""
    texts = parameter_texts()
    stored = source.run["specification"]["parameters"]
    return [
        (
            texts[name].titles.get(language, texts[name].titles["en"]) if name in texts else name,
            form.probability(value, language)
            if "probability" in name
            else form.number(value, language, _digits(value)),
        )
        for name, value in stored.items()
        if name not in texts or texts[name].rule in CANDIDATE_RULES
    ]


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 2
