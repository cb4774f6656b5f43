"""A document as one page that needs nothing else, neither network nor script."""

from __future__ import annotations

from functools import singledispatch
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.charts import for_page
from grono.charts.theme import INKS
from grono.messages import message
from grono.reports.strategy.blocks import Facts, Grid, Heading, Items, Paragraph, Picture, chart_rows
from grono.reports.strategy.drawing import shown

if TYPE_CHECKING:
    from grono.reports.strategy.blocks import Block, Cell, Document, Drawn


def as_page(source: Drawn) -> str:
    """Return the document as HTML."""
    document = source.document
    body = "\n".join(_block(block, source) for block in document.blocks)
    skip = escape(message("Skip to the content").in_language(document.language))
    subtitle = f'<p class="lead"{_lang(document.subtitle_language)}>{escape(document.subtitle)}</p>'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(document.title)} – {escape(document.subtitle)}</title>\n<style>\n{_style(document)}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#main">{skip}</a>\n'
        f'<header><p class="brand">Grono</p><h1>{escape(document.title)}</h1>{subtitle}</header>\n'
        f'<main id="main">\n{body}\n</main>\n</body>\n</html>\n'
    )


def _style(document: Document) -> str:
    inks = "".join(f"  --{ink.token}: light-dark({ink.light}, {ink.dark});\n" for ink in INKS)
    names = ["map.css", "report.css"] + (["one_side.css"] if document.one_side else [])
    sheets = "\n".join(files("grono.reports").joinpath("data", name).read_text("utf-8") for name in names)
    return f":root {{\n{inks}}}\n{sheets}"


def _lang(language: str) -> str:
    return f' lang="{escape(language)}"' if language else ""


def _inside(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.href:
        text = f'<a href="{escape(cell.href)}">{text}</a>'
    if cell.language:
        text = f"<span{_lang(cell.language)}>{text}</span>"
    return text + (f' <span class="notes">{escape(cell.detail)}</span>' if cell.detail else "")


@singledispatch
def _block(block: Block, source: Drawn) -> str:
    raise TypeError(type(block), source)


@_block.register(Heading)
def _heading(block: Heading, source: Drawn) -> str:  # noqa: ARG001
    return f"<h{block.level}{_lang(block.language)}>{escape(block.text)}</h{block.level}>"


@_block.register(Paragraph)
def _paragraph(block: Paragraph, source: Drawn) -> str:  # noqa: ARG001
    text = f"<p{_lang(block.language)}>{escape(block.text)}</p>"
    return f'<div class="warning" role="note">{text}</div>' if block.loud else text


@_block.register(Items)
def _items(block: Items, source: Drawn) -> str:  # noqa: ARG001
    return f"<ul>{''.join(f'<li>{_inside(line)}</li>' for line in block.lines)}</ul>"


@_block.register(Facts)
def _facts(block: Facts, source: Drawn) -> str:  # noqa: ARG001
    pairs = "".join(f"<dt>{escape(label)}</dt><dd>{_inside(cell)}</dd>" for label, cell in block.pairs)
    return f'<dl class="record">{pairs}</dl>'


@_block.register(Grid)
def _grid(block: Grid, source: Drawn) -> str:  # noqa: ARG001
    if not block.rows:
        return f"<p>{escape(block.empty)}</p>"
    numeric = [' class="number"' if head.numeric else "" for head in block.heads]
    heads = "".join(
        f'<th scope="col"{mark}>{escape(head.text)}</th>' for head, mark in zip(block.heads, numeric, strict=True)
    )
    rows = "".join(_row(row, numeric) for row in block.rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.caption)}"><table>'
        f"<caption>{escape(block.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: tuple[Cell, ...], numeric: list[str]) -> str:
    first, *others = row
    cells = "".join(f"<td{mark}>{_inside(cell)}</td>" for cell, mark in zip(others, numeric[1:], strict=True))
    return f'<tr><th scope="row">{_inside(first)}</th>{cells}</tr>'


@_block.register(Picture)
def _picture(block: Picture, source: Drawn) -> str:
    chart = block.chart
    heads, rows = chart_rows(chart)
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(shown(value, chart.language))}</td>" for value in row) + "</tr>" for row in rows
    )
    words = escape(message("The figures as a table").in_language(chart.language))
    return (
        f"<figure><figcaption><h3>{escape(chart.title)}</h3><p>{escape(chart.alternative)}</p></figcaption>"
        f'<div class="picture" tabindex="0" role="region" aria-label="{escape(chart.title)}">'
        f"{for_page(source.drawings[block.name], name=block.name)}</div>"
        f"<details><summary>{words}</summary><table><caption>{escape(chart.title)}</caption><thead><tr>{head}</tr></thead>"
        f'<tbody>{body}</tbody></table></details><p class="source">{escape(chart.source)}</p></figure>'
    )
