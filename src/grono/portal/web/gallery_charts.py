"""The charts of strategies for the gallery: full, with long names, limits and gaps, and empty."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.charts import Compared, Gauge, Slope, bullet_chart
from grono.charts.beside_peers import beside_peers_chart
from grono.portal.monitoring.drawing import as_kept
from grono.portal.monitoring.pages.pictures import figure
from grono.portal.web.gallery import LONG_NAME
from grono.quantities import about, exact, interval, missing, more_than, not_planned
from grono.reports.strategy.pictures import range_chart, stage_bar, stages_chart, way_chart
from grono.strategy.peers import PeerYear

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.charts import Chart
    from grono.quantities import Quantity

UNTIL = "2011"


@cache  # ten drawings take a second or two; the samples are the same for everyone
def charts_of_strategies(language: str) -> tuple[dict[str, Any], ...]:
    """Return each chart with its heading and its figures."""
    kinds: tuple[tuple[str, str, Callable[..., Chart], tuple[Any, ...]], ...] = (
        ("bullet", _("Bullet: how much of the way to the target is done"), _bullet, _gauges()),
        ("slope", _("Slope: from the baseline over the latest value to the target"), partial(way_chart, until=UNTIL), _slopes()),
        ("gantt", _("Gantt: stages planned and done, with overrun"), partial(stages_chart, until=UNTIL), _stages()),
        ("dumbbell", _("Dumbbell: known only within limits, beside its targets"), partial(range_chart, until=UNTIL), _ranges()),
        ("peers", _("Beside peers: the own line, the middle half of the peers, the nation"), _peers, _years()),
    )  # fmt: skip
    return tuple(
        {
            "name": name,
            "title": title,
            "figures": [_figure(name, partial(draw, rows, language)), _figure(f"{name}-empty", partial(draw, [], language))],
        }
        for name, title, draw, rows in kinds
    )  # fmt: skip


def _figure(name: str, draw: Callable[..., Chart]) -> Any:
    return figure(as_kept(draw(narrow=False), draw(narrow=True), name))


def _bullet(rows: Any, language: str, *, narrow: bool) -> Chart:
    title, source = _("How far the indicators have come"), _("sample figures, invented")
    return bullet_chart(rows, language, title=title, source=source, narrow=narrow)


def _peers(rows: Any, language: str, *, narrow: bool) -> Chart:
    title, source = _("Firms founded, beside the peers"), _("sample figures, invented")
    return beside_peers_chart(rows, language, title=title, source=source, flags={2011: "p"}, narrow=narrow)


def _gauges() -> tuple[Gauge, ...]:
    return (
        Gauge("Miejsca pracy", interval(18271, 18921), about(25000), exact(0), "osoby"),
        Gauge("Bezrobocie", exact(46), exact(40), exact(50), "%"),
        Gauge(LONG_NAME, exact(64), exact(40)),
        Gauge("Rozmowy", more_than(150), exact(200)),
        Gauge("Spotkania", missing(), exact(12)),
        Gauge("Targi", not_planned(), exact(3)),
    )


def _slopes() -> tuple[Slope, ...]:
    return (
        Slope("Miejsca pracy", (2007, exact(0)), (2010, interval(18271, 18921)), (2015, about(40000)), "osoby"),
        Slope("Bezrobocie", (2007, exact(50)), (2011, exact(46)), (2015, exact(40)), "%"),
        Slope(LONG_NAME, (2007, exact(12)), (2011, missing()), (2015, exact(20))),
    )


def _stages() -> tuple[Any, ...]:
    return (
        stage_bar("1.1 Projekt", {2009: Fraction(15)}, {2009: Fraction(15)}, 2011),
        stage_bar("1.2 Budowa", {2009: Fraction(20), 2010: Fraction(10)}, {2009: Fraction(5), 2010: Fraction(11)}, 2011),
        stage_bar(f"1.3 {LONG_NAME}", {2010: Fraction(10)}, {2010: Fraction(4), 2011: Fraction(6)}, 2011),
        stage_bar("1.4 Otwarcie", {2012: Fraction(30)}, {2011: Fraction(0)}, 2011),
        stage_bar("2.1 Sieć", {2010: Fraction(10)}, {}, 2011),
    )  # fmt: skip


def _ranges() -> tuple[Compared, ...]:
    targets: dict[str, Quantity] = {"2010": about(25000), "2015": about(40000)}
    return (
        Compared("Miejsca pracy", interval(18271, 18921), targets, "osoby"),
        Compared(LONG_NAME, more_than(30000), {"2015": exact(28000)}),
    )


_BESIDE: tuple[tuple[int, int | None, int, int, int, int], ...] = (
    (2007, 42, 35, 40, 52, 48), (2008, 47, 36, 44, 55, 49), (2009, None, 30, 41, 50, 50), (2010, 61, 34, 45, 58, 51), (2011, 66, 37, 49, 60, 52),
)  # fmt: skip
"""Year, own value, lower quartile, median, upper quartile, nation."""


def _years() -> tuple[PeerYear, ...]:
    return tuple(
        PeerYear(
            year, None if own is None else Fraction(own), Fraction(lower), Fraction(median), Fraction(upper), 7, Fraction(nation)
        )
        for year, own, lower, median, upper, nation in _BESIDE
    )  # fmt: skip
