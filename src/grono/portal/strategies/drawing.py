"""The pictures of a card, drawn once in the background: done against planned, in every language of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.strategies.actions import keep_pictures
from grono.portal.strategies.pages.wording import number
from grono.portal.strategies.queries import card_of_run
from grono.strategy import progress

if TYPE_CHECKING:
    from typing import Any

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.strategies.models import TaskCard
    from grono.strategy import CardProgress, YearProgress


def draw_pictures(run: BackgroundRun, watch: Progress) -> None:
    """Draw the pictures of the card that a run is for."""
    watch(gettext_lazy("Drawing the pictures"))
    card = card_of_run(run)
    keep_pictures(by=None, card=card, pictures=pictures_of(card))


def card_of_run_address(run: BackgroundRun) -> str | None:
    """Return the page of the card that a run is for."""
    return reverse("strategies:card", args=[run.subject_public_id])


def pictures_of(card: TaskCard) -> dict[str, dict[str, str]]:
    """Return the picture of a card in each language: drawing, title, alternative."""
    reached = progress(card.read())
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = _picture(reached, card.strategy.source, code)
    return found


def _picture(reached: CardProgress, source: str, language: str) -> dict[str, str]:
    from grono.charts import done_planned_chart, for_page, to_svg

    title = _("%(done)s of %(planned)s planned points were done by the end of %(year)s") % {
        "done": number(reached.total.done),
        "planned": number(reached.total.planned),
        "year": reached.years[-1].year,
    }
    rows = [_row(year) for year in reached.years]
    chart = done_planned_chart(rows, language, title=title, source=source, digits=_digits(reached))
    return {"svg": for_page(to_svg(chart), name="done-planned"), "title": title, "alternative": chart.alternative}


def _row(year: YearProgress) -> dict[str, Any]:
    """Return one year; what was not planned leaves a gap, it is not zero."""
    planned = bool(year.in_year.planned or year.in_year.done)
    begun = bool(year.to_date.planned or year.to_date.done)
    return {
        "year": year.year,
        "done": float(year.in_year.done) if planned else None,
        "planned": float(year.in_year.planned) if planned else None,
        "cumulative_done": float(year.to_date.done) if begun else None,
        "cumulative_planned": float(year.to_date.planned) if begun else None,
        "status": None,
    }


def _digits(reached: CardProgress) -> int:
    """Return how many digits behind the decimal sign the points need, at most two."""
    values = [value for year in reached.years for value in (year.in_year.done, year.in_year.planned)]
    return next((digits for digits in (0, 1) if all((value * 10**digits).denominator == 1 for value in values)), 2)
