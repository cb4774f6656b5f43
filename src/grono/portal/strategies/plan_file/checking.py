"""What a plan's file may not say, beyond the form of its cells: where parts stand, and what further parts need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.messages import Problem
from grono.portal.strategies.kinds import Presence
from grono.portal.strategies.models import TERYT
from grono.portal.strategies.plan_file.sentences import said
from grono.portal.strategies.properties import LANGUAGES, MAY_STAND_BELOW
from grono.strategy import RECOMMENDATIONS, REQUIREMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grono.messages import Message
    from grono.portal.strategies.plan_file.standing import Standing
    from grono.reports.plan_file import PlanFile, Values

    Wrong = Iterator[tuple[str, Message]]


def wrong_rows(standing: Standing, file: PlanFile) -> Iterator[Problem]:
    """Yield a problem for every row that cannot be kept."""
    kinds = {key: row.kind for (sheet, key), row in standing.objects.items() if sheet == "parts"}
    kinds |= {row.values["key"]: row.values["kind"] for row in file.rows("parts") if row.values.get("key")}
    measures = {key: row.kind for (sheet, key), row in standing.objects.items() if sheet == "indicators"}
    measures |= {row.values["key"]: row.values["kind"] for row in file.rows("indicators") if row.values.get("key")}
    checks: dict[str, Callable[[Values], Wrong]] = {
        "strategy": _strategy,
        "parts": lambda values: _part(values, kinds),
        "points": lambda values: _stage(values, "part", kinds),
        "indicators": lambda values: _stage(values, "stage", kinds),
        "milestones": _milestone,
        "theory": lambda values: _link(values, measures),
        "statuses": lambda values: _status(values, kinds),
        "recommendations": lambda values: _number(values, len(RECOMMENDATIONS)),
        "completeness": _completeness,
    }
    for sheet, check in checks.items():
        for row in file.rows(sheet):
            for column, sentence in check(row.values):
                value = row.values.get(column)
                shown = None if value is None else str(value)
                yield Problem("not-allowed", sentence, row=row.number, column=f"{sheet}: {column}", value=shown)


def _strategy(values: Values) -> Wrong:
    first, last = values.get("horizon_from"), values.get("horizon_to")
    if first and last and last < first:
        yield "horizon_to", said(_("The last year comes before the first. Check both."))
    code = values.get("jst_teryt") or ""
    if code and not re.match(TERYT, code):
        yield (
            "jst_teryt",
            said(
                _("“%(code)s” is not a TERYT code. Write 2 digits for a voivodeship, 4 for a powiat, 7 for a gmina."),
                code=code,
            ),
        )
    if values.get("language") not in LANGUAGES:
        names = ", ".join(LANGUAGES)
        yield "language", said(_("“%(value)s” is not known here. Write one of: %(names)s."), value=values.get("language"), names=names)  # fmt: skip


def _part(values: Values, kinds: dict[str, str]) -> Wrong:
    above = values.get("below") or ""
    if above and above not in kinds:
        return  # the missing key is told already
    if (kinds[above] if above else None) not in MAY_STAND_BELOW[values["kind"]]:
        yield (
            "below",
            said(_("A part of this kind cannot stand there. A stage belongs to a task, an objective to a goal.")),
        )


def _stage(values: Values, column: str, kinds: dict[str, str]) -> Wrong:
    key = values.get(column) or ""
    if key and kinds.get(key, "stage") != "stage":
        yield column, said(_("“%(key)s” is not a stage, but a part of another kind."), key=key)


def _milestone(values: Values) -> Wrong:
    day, until = values.get("day"), values.get("until")
    if day and until and until < day:
        yield "until", said(_("The last day comes before the first. Check both."))


def _link(values: Values, measures: dict[str, str]) -> Wrong:
    kinds = {"output": ("output",), "outcome": ("outcome", "impact")}
    for column, wanted in kinds.items():
        key = values.get(column) or ""
        if measures.get(key, wanted[0]) not in wanted:
            yield column, said(_("“%(key)s” is an indicator of another kind. A link leads from an output to an outcome or an impact."), key=key)  # fmt: skip


def _status(values: Values, kinds: dict[str, str]) -> Wrong:
    key = values.get("task") or ""
    if kinds.get(key, "task") != "task":
        yield "task", said(_("“%(key)s” is not a task, but a part of another kind."), key=key)


def _number(values: Values, most: int) -> Wrong:
    number: Any = values.get("number") or 0
    if not 1 <= number <= most:
        yield "number", said(_("There is no number %(number)s; the last is %(most)s."), number=number, most=most)


def _completeness(values: Values) -> Wrong:
    yield from _number(values, len(REQUIREMENTS))
    if values.get("state") in {Presence.PRESENT, Presence.PARTIAL} and not values.get("section"):
        yield "section", said(_("Say where in the document it stands: chapter, section or page."))
