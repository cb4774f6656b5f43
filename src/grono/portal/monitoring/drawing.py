"""Drawing the pictures of a strategy in the background, and finding them again by what they show (decision 0004)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions.pictures import forget_pictures, keep_picture
from grono.portal.monitoring.executed import executed_of
from grono.portal.monitoring.pictures import Wanted, every_picture, keeps_every_part
from grono.portal.monitoring.queries import digests_kept, periods_of
from grono.portal.monitoring.standing import Standings, period_to_show
from grono.portal.strategies.diagnosis import diagnosis_of
from grono.portal.strategies.pages.plan_pictures import diagnosis_bars, plan_bars, task_bars
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategies_visible_to, strategy_visible_to
from grono.portal.strategies.standing import known_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from grono.charts import Chart
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


def draw_of_run(run: BackgroundRun, progress: Progress) -> None:
    """Draw the pictures of the strategy that a run is for."""
    reader: Reader = run.owner or Visitor()
    strategy = strategy_visible_to(reader, run.subject_public_id)
    draw_strategy(reader, strategy, lambda done, total: progress(_("Drawing the pictures"), done, total))


def address_of_run(run: BackgroundRun) -> str:
    """Return the page of the strategy whose pictures a run draws."""
    return reverse("monitoring:strategy", args=[run.subject_public_id])


def draw_daily(_now: datetime.datetime) -> None:
    """Draw what a day has changed: a deadline that has passed changes a status without anyone's doing."""
    for strategy in strategies_visible_to(Visitor()):
        draw_strategy(Visitor(), strategy)


def draw_strategy(reader: Reader, strategy: Strategy, watch: Callable[[int, int], None] | None = None) -> int:
    """Draw the pictures that are wanted and not there, forget those that nobody wants, and return how many were drawn."""
    kept = digests_kept(strategy)  # before the figures are read: what another run keeps meanwhile is not forgotten
    wanted = {one.digest: one for one in _wanted(reader, strategy)}
    lacking = [digest for digest in wanted if digest not in kept]
    for done, digest in enumerate(lacking):
        if watch is not None:
            watch(done, len(lacking))
        keep_picture(by=None, strategy=strategy, digest=digest, content=drawn(wanted[digest]))
    forget_pictures(by=None, strategy=strategy, digests=kept - wanted.keys())
    return len(lacking)


def _wanted(reader: Reader, strategy: Strategy) -> Iterator[Wanted]:
    programme, executed = plan_of(reader, strategy), executed_of(strategy)
    known = known_of(reader, strategy, programme)
    periods, today = list(periods_of(reader, strategy)), timezone.localdate()
    shown = period_to_show(periods, executed, today)
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from (
                Wanted("stages", bars.rows, language, bars.until) for bars in [plan_bars(programme, known)] if bars
            )
            yield from (Wanted("stages", bars.rows, language, bars.until) for bars in task_bars(programme, known))
            diagnosis = diagnosis_bars(beside for _row, beside in diagnosis_of(reader, strategy))
            yield from (Wanted(bars.kind, bars.rows, language, bars.until) for bars in [diagnosis] if bars)
            for period in periods:
                standings = Standings(programme, executed, period, today)
                yield from every_picture(
                    standings, language, parts=period == shown or keeps_every_part(periods, programme)
                )


def drawn(wanted: Wanted) -> dict[str, Any]:
    """Return a picture as it is kept."""
    wide, narrow = wanted.chart(narrow=False), wanted.chart(narrow=True)
    assert wide is not None  # noqa: S101 - every picture has its wide form
    return as_kept(wide, narrow, f"{wanted.name}-{wanted.digest[:8]}")


def as_kept(wide: Chart, narrow: Chart | None, key: str) -> dict[str, Any]:
    """Return a chart as pages show it: both drawings, its words and its table; ``key`` tells it apart from others of the page."""
    from grono.charts import for_page, to_svg
    from grono.reports.strategy.blocks import chart_rows
    from grono.reports.strategy.drawing import shown

    heads, rows = chart_rows(wide)
    return {
        "title": wide.title,
        "alternative": wide.alternative,
        "source": wide.source,
        "heads": list(heads),
        "rows": [[shown(value, wide.language) for value in row] for row in rows],
        "svg": for_page(to_svg(wide), name=key),
        "narrow": for_page(to_svg(narrow), name=f"{key}-narrow") if narrow else "",
    }
