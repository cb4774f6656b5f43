"""What is said of the stages of a plan on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.language import format_date
from grono.messages import message, plural_message

if TYPE_CHECKING:
    import datetime

    from grono.charts.gantt import Stage
    from grono.messages import Message


class StageWords:
    """What is said of stages on a day: to the day, or in years where nothing finer is known."""

    def __init__(self, language: str, today: datetime.date, *, yearly: bool) -> None:
        self.language, self.today, self.yearly = language, today, yearly

    def moment(self, day: datetime.date) -> str:
        """Return a day as exactly as it is known."""
        return str(day.year) if self.yearly else format_date(day, self.language)

    def overrun(self, row: Stage) -> int:
        """Return the days or years over the planned end."""
        if self.yearly and row.planned is not None and row.is_known:
            return max(0, (row.finished or self.today).year - row.planned[1].year)
        return row.overrun(self.today)

    def state(self, row: Stage) -> str:
        """Return what can be said of a stage."""
        return self._state(row).in_language(self.language)

    def _state(self, row: Stage) -> Message:
        if row.planned is None and row.begun is None:
            return message("not planned")
        if not row.is_known:
            return message("nothing was reported")
        over_by = self.overrun(row)
        if over_by:
            return self._late(over_by) if row.finished else self._overdue(over_by)
        if row.finished:
            return message("finished")
        return message("under way") if row.begun and row.begun <= self.today else message("not begun")

    def _late(self, by: int) -> Message:
        if self.yearly:
            return plural_message("finished %(number)s year late", "finished %(number)s years late", by)
        return plural_message("finished %(number)s day late", "finished %(number)s days late", by)

    def _overdue(self, by: int) -> Message:
        if self.yearly:
            return plural_message("%(number)s year overdue", "%(number)s years overdue", by)
        return plural_message("%(number)s day overdue", "%(number)s days overdue", by)
