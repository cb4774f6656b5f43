"""``map.html``: a cluster map as one page that needs nothing else, neither network nor script."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.charts import for_page, to_svg
from grono.charts.theme import INKS
from grono.messages import message
from grono.reports.method import METHODS, RULE, SYMBOLS
from grono.reports.web_charts import chart_table
from grono.reports.web_regions import language_of, map_axis, region_section

if TYPE_CHECKING:
    from grono.charts import Chart
    from grono.messages import Message
    from grono.reports.arrangement import Arrangement

ANALYSES = message("What the analyses found")
"""Heading of the pictures of further analyses, here and on paper."""


def web_page(report: Arrangement, drawings: dict[str, str]) -> str:
    """Return the page; ``drawings`` are the SVGs of its charts by name, drawn once for all documents."""
    said = _Words(report.language)
    axis = map_axis(report)
    regions = "\n".join(region_section(region, axis, report) for region in report.regions)
    body = "\n".join(
        [
            _head(report),
            f'<main id="main">{_summary(report, said)}',
            _overview(report, drawings, said),
            _analyses(report, drawings, said),
            _jump_list(report, said),
            f'<section aria-labelledby="regions"><h2 id="regions">{said(message("Region by region"))}</h2>{regions}</section>',
            _notes(report, said),
            _method(report, said),
            _record(report, said),
            "</main>",
            f'<footer><p>{said(message("Made by Grono %(version)s.", version=str(report.run["version"])))}</p></footer>',
        ]
    )  # fmt: skip
    skip = said(message("Skip to the content"))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(report.title)} – {escape(report.subtitle)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#main">{skip}</a>\n{body}\n</body>\n</html>\n'
    )


class _Words:
    """Says a sentence in the language of the page, safe inside HTML."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, sentence: Message) -> str:
        return escape(sentence.in_language(self._language))


def _style() -> str:
    inks = "".join(f"  --{ink.token}: light-dark({ink.light}, {ink.dark});\n" for ink in INKS)
    return f":root {{\n{inks}}}\n" + files("grono.reports").joinpath("data", "map.css").read_text("utf-8")


def _head(report: Arrangement) -> str:
    figures = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in report.figures)
    return (
        f'<header><p class="brand">Grono</p><h1>{escape(report.title)}</h1><p class="lead">{escape(report.subtitle)}</p>'
        f'<dl class="figures">{figures}</dl></header>'
    )


def _summary(report: Arrangement, said: _Words) -> str:
    loud = "".join(_caution(title, text) for title, text in report.cautions)
    cards = "".join(
        f"<section><h2>{escape(question)}</h2><p>{escape(answer)}</p></section>" for question, answer in report.answers
    )
    steps = "".join(f"<li>{escape(step)}</li>" for step in report.next_steps)
    following = said(message("What can I do next?"))
    return f'{loud}<div class="answers">{cards}<section><h2>{following}</h2><ul>{steps}</ul></section></div>'


def _caution(title: str, text: str) -> str:
    return f'<div class="warning" role="note"><h2>{escape(title)}</h2><p>{escape(text)}</p></div>'


def _overview(report: Arrangement, drawings: dict[str, str], said: _Words) -> str:
    charts = [("overview", report.overview), *([("change", report.change)] if report.change else [])]
    figures = "".join(_figure(name, chart, drawings, said) for name, chart in charts)
    title = said(message("All regions at a glance"))
    return f'<section aria-labelledby="overview"><h2 id="overview">{title}</h2>{figures}</section>'


def _analyses(report: Arrangement, drawings: dict[str, str], said: _Words) -> str:
    figures = "".join(_figure(name, chart, drawings, said) for name, chart in report.analyses.items())
    if not figures:
        return ""
    return f'<section aria-labelledby="analyses"><h2 id="analyses">{said(ANALYSES)}</h2>{figures}</section>'


def _figure(name: str, chart: Chart, drawings: dict[str, str], said: _Words) -> str:
    return (
        f"<figure><figcaption><h3>{escape(chart.title)}</h3><p>{escape(chart.alternative)}</p></figcaption>"
        f'<div class="picture" tabindex="0" role="region" aria-label="{escape(chart.title)}">'
        f'<div class="on-wide">{for_page(drawings[name], name=name)}</div>'
        f'<div class="on-narrow">{for_page(drawings[f"{name}-narrow"], name=f"{name}-narrow")}</div></div>'
        f"<details><summary>{said(message('The figures as a table'))}</summary>{chart_table(chart)}</details>"
        f'<p class="source">{escape(chart.source)}</p></figure>'
    )


def _jump_list(report: Arrangement, said: _Words) -> str:
    links = "".join(
        f'<li><a href="#{region.anchor}"{language_of(region.name_language, report.language)}>{escape(region.name)}</a></li>'
        for region in report.regions
    )
    return f'<nav aria-labelledby="jump"><h2 id="jump">{said(message("Go to a region"))}</h2><ul class="jump">{links}</ul></nav>'


def _notes(report: Arrangement, said: _Words) -> str:
    if not report.notes:
        return ""
    entries = "".join(
        f"<dt>{escape(note.label(report.language))}</dt><dd>{escape(note.sentence(report.language))}</dd>"
        for note in report.notes
    )
    title = said(message("What the notes in the lists mean"))
    return f'<section aria-labelledby="notes"><h2 id="notes">{title}</h2><dl class="terms">{entries}</dl></section>'


def _method(report: Arrangement, said: _Words) -> str:
    entries = "".join(
        f'<dt>{said(method.title)}</dt><dd><p class="formula">{_formula(method.pieces())}</p><p>{said(method.meaning)}</p></dd>'
        for method in METHODS
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td class="number">{escape(value)}</td></tr>'
        for label, value in report.limits
    )
    return (
        f'<section aria-labelledby="method"><h2 id="method">{said(message("How the numbers come about"))}</h2>'
        f'<p>{said(SYMBOLS)}</p><dl class="terms">{entries}</dl>'
        f"<h3>{said(message('What becomes a candidate'))}</h3><p>{said(RULE)}</p>"
        f'<table class="limits"><caption>{said(message("Limits of this map"))}</caption>'
        f'<thead><tr><th scope="col">{said(message("Rule"))}</th><th scope="col" class="number">{said(message("Limit"))}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _formula(pieces: list[tuple[str, str]]) -> str:
    return "".join(escape(text) + (f"<sub>{escape(index)}</sub>" if index else "") for text, index in pieces)


def _record(report: Arrangement, said: _Words) -> str:
    heads = (message("Table"), message("Role"), message("Rows"), message("Columns"), message("SHA-256"))
    head = "".join(f'<th scope="col">{said(one)}</th>' for one in heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(given.name)}</th><td>{escape(given.role)}</td><td class="number">{escape(given.rows)}</td>'
        f"<td>{escape(given.columns)}</td><td><code>{escape(given.sha256)}</code></td></tr>"
        for given in report.tables
    )
    caption = said(message("Tables the map was drawn from"))
    return (
        f'<section aria-labelledby="record"><h2 id="record">{said(message("What it rests on"))}</h2>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="inputs"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"<h3>{said(message('What is missing'))}</h3>{_list(report.missing)}"
        f"<h3>{said(message('Warnings'))}</h3>{_list(report.warnings) or _paragraph(said(message('None.')))}"
        f'<p class="source">{said(message("Checksum of the specification: %(sum)s", sum=str(report.run["specification_sha256"])))}</p>'
        "</section>"
    )


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>"


def _list(sentences: list[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items}</ul>" if items else ""


def drawings_of(report: Arrangement) -> dict[str, str]:
    """Draw the charts of a report, once for all its documents."""
    return {name: to_svg(chart) for name, chart in report.charts().items()}
