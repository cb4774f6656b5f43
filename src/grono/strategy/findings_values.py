"""Findings in the numbers of a card: indicators, stages and money."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import message
from grono.quantities import QuantityError, exact, not_planned
from grono.strategy.card import GroupState, ValueRole
from grono.strategy.finding import Finding, indicator_cell, kind_label, stage_cell
from grono.strategy.links import stage_links
from grono.strategy.money import SHARE_TOLERANCE, total_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.strategy.card import IndicatorRow, Stage, TaskCard
    from grono.strategy.links import StageLink

_WHOLE = 100  # per cent: of the shares, and of the points of a task


def zero_indicators(card: TaskCard) -> Iterator[Finding]:
    """Find indicators that are 0 in every period (F-ZERO)."""
    for _, row in card.rows:
        if all(value == exact(0) for value in row.values):
            yield Finding(
                "F-ZERO",
                (indicator_cell(row.name_text),),
                message(
                    "Indicator “%(name)s” is 0 in every year from %(first)s to %(last)s.",
                    name=row.name_text,
                    **_span(card),
                ),
                message(
                    "Check whether nothing was achieved or nothing was measured; enter “no data” in the second case."
                ),
                row.name_text,
            )


def declared_none(card: TaskCard) -> Iterator[Finding]:
    """Find kinds of indicators declared to have none (F-NONE)."""
    for group in card.indicators:
        if group.state is GroupState.DECLARED_NONE:
            label = kind_label(group.kind)
            yield Finding(
                "F-NONE",
                (label,),
                message("The card declares that it has none of these („Brak”): %(kind)s.", kind=label),
                message("Add an indicator with a baseline and a target, or write down why none can be measured."),
                group.kind.value,
            )


def unknown_roles(card: TaskCard) -> Iterator[Finding]:
    """Find rows whose values do not say plan or actual (F-KIND)."""
    for order, (_, row) in enumerate(card.rows, 1):
        if row.role is ValueRole.UNSPECIFIED:
            yield Finding(
                "F-KIND",
                (indicator_cell(row.name_text),),
                message(
                    "The values of indicator “%(name)s” do not say whether they are planned or actual.",
                    name=row.name_text,
                ),
                message("Mark the row as planned or as actual; until then its values are neither compared nor added."),
                row.name_text,
                {"indicator": order},
            )


def outputs_before_their_stage(card: TaskCard) -> Iterator[Finding]:
    """Find outputs reported as made while their stage has not done all of its plan (F-STAGE)."""
    stages = {stage.number_text: stage for stage in card.stages}
    for link in stage_links(card):
        row = card.rows[link.order - 1][1]
        stage = stages.get(link.stage)
        if stage is None or not set(row.values) <= {exact(0), exact(1), not_planned()}:
            continue
        early = next((place for place in range(len(card.years)) if _is_early(row, stage, place)), None)
        if early is not None:
            yield _early_output(link, stage, card.years[early], _done_by(stage, early))


def _is_early(row: IndicatorRow, stage: Stage, place: int) -> bool:
    return row.values[place] == exact(1) and _done_by(stage, place) < stage.planned


def _done_by(stage: Stage, place: int) -> Fraction:
    return sum((cell.done for cell in stage.cells[: place + 1] if cell), Fraction(0))


def _early_output(link: StageLink, stage: Stage, year: int, done: Fraction) -> Finding:
    figures = {"stage": stage.number_text, "year": str(year), "done": float(done), "planned": float(stage.planned)}
    return Finding(
        "F-STAGE",
        (indicator_cell(link.indicator, year), stage_cell(stage.number_text)),
        message(
            "Indicator “%(name)s” is 1 in %(year)s, but by the end of %(year)s stage %(stage)s “%(title)s” had done only %(done)s of its "
            "%(planned)s points.",
            name=link.indicator,
            title=stage.title,
            **figures,
        ),
        message(
            "Either complete the points of stage %(stage)s, or set the indicator to 0 until the stage is finished. If the two do not belong "
            "together, remove the link.",
            stage=stage.number_text,
        ),
        link.indicator,
        {
            "indicator": link.indicator,
            "value": 1,
            "period": year,
            "stage": stage.number_text,
            "stage_done": done,
            "stage_planned": stage.planned,
            "suggested": link.suggested,
        },
    )


def funding_findings(card: TaskCard) -> Iterator[Finding]:
    """Find shares without a total (F-SHARE), shares that are not 100 % (F-SHARE-SUM), and a total that is no amount (F-TOTAL)."""
    if not card.funding:
        return
    funding, cost = message("sources of money"), message("total cost")
    if not card.total_cost_text.strip():
        yield Finding(
            "F-SHARE",
            (funding, cost),
            message("The sources of money have shares, but the total cost is empty, so no amount can be computed."),
            message("Enter the total cost; the amounts then follow from the shares."),
        )
    elif not _is_amount(card):
        yield Finding(
            "F-TOTAL",
            (cost,),
            message("The total cost “%(text)s” cannot be read as an amount.", text=card.total_cost_text),
            message("Write it in złoty, as 123 456,78 zł."),
            card.total_cost_text,
        )
    whole = sum((line.share for line in card.funding), Fraction(0))
    if abs(whole - _WHOLE) > SHARE_TOLERANCE:
        yield Finding(
            "F-SHARE-SUM",
            (funding,),
            message("The shares of the sources of money add up to %(sum)s%%, not to 100%%.", sum=float(whole)),
            message("Correct the shares, or add the source that is lacking."),
            details={"sum": whole},
        )


def _is_amount(card: TaskCard) -> bool:
    try:
        total_cost(card)
    except QuantityError:
        return False
    return True


def points_findings(card: TaskCard) -> Iterator[Finding]:
    """Find planned points that are not 100 (F-POINTS) and cells with more done than planned (F-OVER)."""
    planned = sum((stage.planned for stage in card.stages), Fraction(0))
    if planned != _WHOLE:
        yield Finding(
            "F-POINTS",
            tuple(stage_cell(stage.number_text) for stage in card.stages),
            message("The planned points of all stages and years add up to %(sum)s, not to 100.", sum=float(planned)),
            message("Correct the plan of the stages; until then progress is counted against the sum that is planned."),
            details={"sum": planned},
        )
    for stage in card.stages:
        yield from _overdone(stage, card)


def _overdone(stage: Stage, card: TaskCard) -> Iterator[Finding]:
    for year, cell in zip(card.years, stage.cells, strict=True):
        if cell and cell.done > cell.planned:
            yield Finding(
                "F-OVER",
                (stage_cell(stage.number_text, year),),
                message(
                    "Stage %(stage)s has done %(done)s points in %(year)s, more than the %(planned)s planned.",
                    stage=stage.number_text,
                    year=str(year),
                    done=float(cell.done),
                    planned=float(cell.planned),
                ),
                message("This is allowed; check whether the points belong to another year or stage."),
                stage.number_text,
                {"stage": stage.number_text, "year": year},
            )


def _span(card: TaskCard) -> dict[str, object]:
    return {"first": str(card.years[0]), "last": str(card.years[-1])}
