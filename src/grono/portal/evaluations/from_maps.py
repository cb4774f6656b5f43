"""A panel for an evaluation out of published maps: region × year × measure, with what has to be known of its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings

from grono.messages import GronoError, message
from grono.portal.evaluations.reading import as_text, table_read
from grono.portal.maps.series import names_of_regions, series_of_map
from grono.quantities import Range
from grono.strategy.series import NATION, Transformation, figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    import pyarrow as pa

    from grono.evaluation import Plan
    from grono.messages import Message
    from grono.portal.evaluations.reading import TableRead
    from grono.portal.maps.models import ClusterMap
    from grono.strategy.series import Figure

MOST_NAMED = 12
"""So many regions that were left out are named; the others are counted."""


@dataclass(frozen=True)
class Wished:
    """Which maps, which of their measures, of which industries; the newest map decides where several have a figure."""

    maps: Sequence[ClusterMap]
    measure: str
    industries: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class _Cell:
    value: Fraction
    is_estimated: bool
    flag: str
    map_title: str


@dataclass
class _Panel:
    """Region → year → figure, with the names of the regions."""

    cells: dict[str, dict[int, _Cell]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    differing: int = 0

    def take(self, map_: ClusterMap, wished: Wished) -> None:
        series = series_of_map(map_, wished.measure, wished.unit)
        self.names |= names_of_regions(map_)
        for place, years in figures(series, Transformation(wished.industries)).items():
            if place != NATION:
                for year, one in years.items():
                    self._put(place, year, one, map_.title)

    def _put(self, place: str, year: int, one: Figure, title: str) -> None:
        middle = one.quantity.midpoint if isinstance(one.quantity, Range) else None
        if middle is None:  # a gap: an earlier map may have the figure
            return
        assert isinstance(one.quantity, Range)  # noqa: S101 - only ranges have a middle
        known = self.cells.setdefault(place, {}).get(year)
        self.differing += known is not None and known.value != middle
        self.cells[place][year] = _Cell(middle, one.quantity.approximate or not one.quantity.is_exact, one.flag, title)

    @property
    def years(self) -> list[int]:
        return sorted({year for years in self.cells.values() for year in years})

    def whole(self) -> list[str]:
        """Return the regions that have a figure for every year that any region has."""
        return sorted(place for place, years in self.cells.items() if len(years) == len(self.years))


def read_maps(wished: Wished, plan: Plan, language: str) -> tuple[TableRead, str, dict[str, list[str]]]:
    """Return the panel that maps give for a plan, checked against it, its source, and what has to be known of it by language.

    Raises
    ------
    GronoError
        When the maps have no figures, lack some of a region with the policy, or do not fit the plan.
    """
    panel = _Panel()
    maps = sorted(wished.maps, key=lambda one: (str(one.published_at), one.pk))
    for map_ in maps:
        panel.take(map_, wished)
    if not panel.cells:
        raise GronoError(
            message("The maps have no figure of this measure. Choose another measure, or other industries.")
        )
    told = _called(panel, plan, language)
    whole = panel.whole()
    _refuse_lacking(panel, told, whole, plan)
    table = _table(panel, told, whole)
    source = "; ".join(dict.fromkeys(_source(one) for one in maps))[:300]
    return (
        table_read("maps.csv", as_text(table).encode(), table, plan),
        source,
        _in_languages(_notes(panel, told, whole, maps)),
    )


def _source(map_: ClusterMap) -> str:
    return f"{map_.title} ({map_.source})" if map_.source else map_.title


def _called(panel: _Panel, plan: Plan, language: str) -> dict[str, str]:
    """Return what each region is called: by its code where the plan writes codes, else by its name, with the code where two share one."""
    if all(unit in panel.cells for unit, _begins in plan.treated):
        return {place: place for place in panel.cells}
    names = {place: _name(panel, place, language) for place in panel.cells}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {place: f"{name} ({place})" if name in twice else name for place, name in names.items()}


def _name(panel: _Panel, place: str, language: str) -> str:
    texts = panel.names.get(place, {})
    return texts.get(language) or texts.get("en") or (texts[min(texts)] if texts else place)


def _refuse_lacking(panel: _Panel, told: dict[str, str], whole: list[str], plan: Plan) -> None:
    treated = {unit for unit, _begins in plan.treated}
    for place in sorted(panel.cells):
        if told[place] in treated and place not in whole:
            lacking = ", ".join(str(year) for year in panel.years if year not in panel.cells[place])
            raise GronoError(
                message(
                    "The maps have no figure of “%(unit)s”, where the policy took place, for %(years)s. Choose maps or a measure that have.",
                    unit=told[place],
                    years=lacking,
                )
            )


def _table(panel: _Panel, told: dict[str, str], whole: list[str]) -> pa.Table:
    import pyarrow as pa

    rows = [
        {
            "unit": told[place],
            "period": str(year),
            "outcome": str(float(one.value)),
            "flag": "; ".join(part for part in ("estimated" if one.is_estimated else "", one.flag) if part),
            "map": one.map_title,
        }
        for place in whole
        for year, one in sorted(panel.cells[place].items())
    ]
    names = ("unit", "period", "outcome", "flag", "map")
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in names})


def _notes(panel: _Panel, told: dict[str, str], whole: list[str], maps: Sequence[ClusterMap]) -> list[Message]:
    cells = [one for place in whole for one in panel.cells[place].values()]
    estimated, flagged = sum(one.is_estimated for one in cells), sum(bool(one.flag) for one in cells)
    out = [told[place] for place in sorted(panel.cells) if place not in whole]
    notes = [
        message(
            "The panel is taken from maps: %(regions)s regions, %(years)s years; estimated figures: %(estimated)s, figures with a flag of "
            "their source: %(flagged)s, of %(all)s.",
            regions=str(len(whole)),
            years=str(len(panel.years)),
            estimated=str(estimated),
            flagged=str(flagged),
            all=str(len(cells)),
        )
    ]
    if out:
        named = ", ".join(out[:MOST_NAMED]) + (", …" if len(out) > MOST_NAMED else "")
        notes.append(
            message(
                "Left out, because a figure is hidden or missing: %(count)s regions (%(names)s).",
                count=str(len(out)),
                names=named,
            )
        )
    if panel.differing:
        notes.append(
            message(
                "The maps differ in %(count)s figures of the same region and year; the map published last decides.",
                count=str(panel.differing),
            )
        )
    if any(one.synthetic for one in maps):
        notes.append(message("The figures are invented: a map of the synthetic economy is among them."))
    return notes


def _in_languages(notes: Sequence[Message]) -> dict[str, list[str]]:
    return {code: [note.in_language(code) for note in notes] for code, _name in settings.LANGUAGES}
