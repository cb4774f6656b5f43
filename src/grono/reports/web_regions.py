"""The regions of ``map.html``: each with its first lines, the interval drawn in every row."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from grono.charts import values as form
from grono.charts.strip import StripAxis, axis_svg, strip_svg
from grono.messages import message
from grono.reports.regions import further_sentence

if TYPE_CHECKING:
    from grono.reports.arrangement import Arrangement
    from grono.reports.regions import Line, Region


JUDGED = message("How the candidates stand up")
"""Heads what further analyses say of a region's candidates, in every document."""


def language_of(text_language: str, page_language: str) -> str:
    """Return the attribute that names the language of a text, where it is known and not that of the page."""
    if text_language in (page_language, "und", ""):
        return ""
    return f' lang="{escape(text_language)}"'


def map_axis(report: Arrangement) -> StripAxis:
    """Return one axis for all lines, so that regions can be compared by eye."""
    lines = [line for region in report.regions for line in (*region.lines, *region.few_plants)]
    return StripAxis.around(value for line in lines for value in (line.value, line.lower, line.upper))


def region_section(region: Region, axis: StripAxis, report: Arrangement) -> str:
    """Return one region: facts, change, its candidates, and apart from them what rests on few plants."""
    language = report.language
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in region.facts)
    said = "".join(f"<p>{escape(text)}</p>" for text in (region.change, region.notes) if text)
    none = message("No industry passes the rules in this region.").in_language(language)
    title = message("Candidates in %(region)s", region=region.name).in_language(language)
    main = (
        _table(region.lines, axis, report, (f"{region.anchor}-list", title), few=False)
        if region.lines
        else f"<p>{escape(none)}</p>"
    )
    further = f'<p class="source">{escape(further_sentence(region.further, language))}</p>' if region.further else ""
    return (
        f'<section class="region" id="{region.anchor}" aria-labelledby="{region.anchor}-name">'
        f'<h3 id="{region.anchor}-name"{language_of(region.name_language, language)}>{escape(region.name)} '
        f'<span class="code">{escape(region.code)}</span></h3><dl class="facts">{facts}</dl>{said}'
        f"{main}{further}{_judgements(region, report)}{_few_plants(region, axis, report)}</section>"
    )


def _judgements(region: Region, report: Arrangement) -> str:
    if not region.judgements:
        return ""
    title = JUDGED.in_language(report.language)
    items = "".join(
        f"<li><span{language_of(one.name_language, report.language)}>{escape(one.name)}</span> "
        f'<span class="code">{escape(one.code)}</span>: {escape(one.text)}</li>'
        for one in region.judgements
    )
    return f"<h4>{escape(title)}</h4><ul>{items}</ul>"


def _few_plants(region: Region, axis: StripAxis, report: Arrangement) -> str:
    if not region.few_plants:
        return ""
    language = report.language
    title = message("%(region)s: rests on few plants", region=region.name).in_language(language)
    further = further_sentence(region.further_few, language) if region.further_few else ""
    note = f'<p class="source">{escape(further)}</p>' if further else ""
    return f'<div class="apart">{_table(region.few_plants, axis, report, (f"{region.anchor}-few", title), few=True)}{note}</div>'


def _table(lines: list[Line], axis: StripAxis, report: Arrangement, title: tuple[str, str], *, few: bool) -> str:
    name, text = title
    rows = "".join(_row(line, axis, report, few=few) for line in lines)
    return (
        f'<h4 id="{name}">{escape(text)}</h4><div class="scroll" tabindex="0" role="region" aria-labelledby="{name}">'
        f'<table aria-labelledby="{name}">'
        f"<thead><tr>{_heads(axis, report)}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _heads(axis: StripAxis, report: Arrangement) -> str:
    language = report.language
    ticks = [form.number(tick, language, 0 if tick >= 1 else 1) for tick, _ in axis.ticks()]
    heads = (
        (message("Industry"), "name", ""),
        (message("Location quotient [95%% interval]") if report.has_plant_sizes else message("Location quotient"), "wide", axis_svg(axis, ticks)),
        *([(message("Probability above 1"), "number", "")] if report.has_plant_sizes else []),
        (message("Employees"), "number", ""),
        (message("Share of region"), "number", ""),
        (message("Share of industry"), "number", ""),
        (message("Growth"), "number", ""),
        (message("Regional part"), "number", ""),
        (message("Ellison–Glaeser γ") if report.has_plant_sizes else message("Raw concentration G"), "number", ""),
    )  # fmt: skip
    return "".join(
        f'<th scope="col" class="{kind}">{escape(label.in_language(language))}{picture}</th>'
        for label, kind, picture in heads
    )


def _row(line: Line, axis: StripAxis, report: Arrangement, *, few: bool) -> str:
    notes = f'<span class="notes">{escape(line.notes)}</span>' if line.notes else ""
    interval = f' <span class="interval">{escape(line.interval)}</span>' if line.interval else ""
    probability = (line.probability,) if report.has_plant_sizes else ()
    cells = (
        *probability, line.employees, line.share_of_region, line.share_of_nation, line.growth, line.regional, line.concentration,
    )  # fmt: skip
    return (
        f'<tr><th scope="row"><span{language_of(line.name_language, report.language)}>{escape(line.name)}</span> '
        f'<span class="code">{escape(line.code)}</span>{notes}</th>'
        f'<td class="wide">{strip_svg(axis, line.value, line.lower, line.upper, few=few)}'
        f'<span class="quotient">{escape(line.quotient)}{interval}</span></td>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in cells)
        + "</tr>"
    )
