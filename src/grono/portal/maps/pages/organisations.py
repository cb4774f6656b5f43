"""From an industry in a region to the organisations of the directory that work in its division there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.classifications import teryt_level, voivodeship
from grono.portal.core.display import Cell, Column
from grono.portal.core.templatetags.grono import number
from grono.portal.directory.activity import REVISION_MARK
from grono.portal.directory.facets import counts_of_facet
from grono.portal.directory.filters import Wanted
from grono.portal.directory.firms_pages import MOST_CODES, firms_address
from grono.portal.directory.kinds import NACE_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from grono.portal.core.display import Table
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.results import Results, Row

Place = tuple[str, str]
"""Facet of the directory and its value: a voivodeship or a powiat."""


class Links:
    """A column that leads to the directory; it is left out where nobody would be found."""

    def __init__(self, found: dict[Any, tuple[Wanted, str, int]]) -> None:
        self._found = found

    def column(self, keys: Iterable[str]) -> list[Column]:
        """Return the heading, if any of the lines leads anywhere."""
        return [Column(_("In the directory"))] if any(key in self._found for key in keys) else []

    def cell(self, key: str) -> Cell:
        """Return the link of a line: how many organisations it leads to."""
        if key not in self._found:
            return Cell("")
        wanted, division, count = self._found[key]
        words = ngettext(
            "%(number)s organisation in division %(division)s",
            "%(number)s organisations in division %(division)s",
            count,
        )
        return Cell(
            words % {"number": number(count), "division": division}, f"{reverse('directory:list')}?{wanted.query()}"
        )


def links_of_region(results: Results, region: str, reader: Reader) -> Links:
    """Return the links of a region's lines, by industry; one query."""
    place = _place(results, region)
    if place is None or _revision(results) is None:
        return Links({})
    facet, value = place
    counts = counts_of_facet(reader, _wanted(**{facet: value}), "division")
    found = {}
    for industry in results.industries:
        division = _division(results, industry)
        if division and counts.get(division):
            wanted = _wanted(**{facet: value, "division": division})
            found[industry] = (wanted, division.removeprefix(REVISION_MARK), counts[division])
    return Links(found)


def links_of_industry(results: Results, industry: str, reader: Reader) -> Links:
    """Return the links of an industry's regions, by region; one query for each kind of region."""
    division = _division(results, industry)
    places = {region: place for region in results.regions if (place := _place(results, region))}
    if division is None or not places:
        return Links({})
    facets = {facet for facet, _value in places.values()}
    counts = {facet: counts_of_facet(reader, _wanted(division=division), facet) for facet in sorted(facets)}
    words = division.removeprefix(REVISION_MARK)
    return Links({
        region: (_wanted(**{facet: value, "division": division}), words, counts[facet][value])
        for region, (facet, value) in places.items()
        if counts[facet].get(value)
    })  # fmt: skip


def with_firms(table: Table, results: Results, lines: Sequence[Row], reader: Reader) -> Table:
    """Add a column that leads from each line of a shortlist to the firms with its codes in its region, for who may bring them in."""
    addresses = [_firms_of(results, [line["industry"]], line["region"], reader) for line in lines]
    if not any(addresses):
        return table
    cells = [Cell(_("Find firms"), href) if href else Cell("") for href in addresses]
    rows = [[*row, cell] for row, cell in zip(table.rows, cells, strict=True)]
    return replace(table, columns=[*table.columns, Column(_("Firms"))], rows=rows)


def firms_of_shortlist(results: Results, lines: Sequence[Row], region: str, reader: Reader) -> str:
    """Return where the firms of all industries shortlisted for a region are looked for; nothing where the reader may not."""
    return _firms_of(results, [line["industry"] for line in lines], region, reader)


def _firms_of(results: Results, industries: Sequence[str], region: str, reader: Reader) -> str:
    place, revision = _place(results, region), _revision(results)
    codes = [results.industries[industry]["industry_class"] or industry for industry in industries]
    if place is None or revision is None:
        return ""
    return firms_address(reader, codes[:MOST_CODES], results.record["classification"], place[1])


def _wanted(**facets: str) -> Wanted:
    make: Callable[..., Wanted] = Wanted
    return make(**{facet: (value,) for facet, value in facets.items()})


def _revision(results: Results) -> str | None:
    """Return the revision of NACE that the codes of a map continue, if any."""
    classification = results.record["classification"]
    return NACE_OF.get(classification)


def _division(results: Results, industry: str) -> str | None:
    """Return the division of an industry as the directory writes it; a section has none."""
    revision = _revision(results)
    digits = (results.industries[industry]["industry_class"] or industry)[:2]
    if revision is None or not (len(digits) == 2 and digits.isascii() and digits.isdigit()):
        return None
    return f"{REVISION_MARK if revision == 'nace21' else ''}{digits}"


def _place(results: Results, region: str) -> Place | None:
    """Return where a region of a map is in the directory: only whole voivodeships and powiats of Poland are there."""
    scheme = results.record["region_scheme"]["kind"]
    if scheme == "teryt" and teryt_level(region) == "powiat":
        return "powiat", region
    found = voivodeship(region) if scheme in {"teryt", "voivodeships", "nuts"} else None
    return ("voivodeship", found.teryt) if found else None
