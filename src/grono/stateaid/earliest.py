"""The first day on which an amount fits (AID-5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from grono.stateaid.counting import limits_of, use_of
from grono.stateaid.days import ONE_DAY, YEARS, fiscal_year_start, last_day_counted, years_before
from grono.stateaid.money import to_cents
from grono.stateaid.rechecking import Verdict, recheck_undertaking
from grono.stateaid.regulations import family_of, regulation_on, regulations
from grono.stateaid.undertakings import ever_connected, single_undertaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.stateaid.asking import Ask
    from grono.stateaid.counting import Use
    from grono.stateaid.ledger import Ledger
    from grono.stateaid.settings import Settings


@dataclass(frozen=True)
class Tight:
    """A later grant that new aid would push over its ceiling if it came into the window."""

    verdict: Verdict
    start: date
    room_cents: int
    article: str


class Search:
    """The days on which one amount fits one undertaking.

    Between two days on which something begins (a link, a reorganisation, a recorded grant, a window of a later grant), what is
    used only falls, so that the first fitting day is found by halving.
    """

    def __init__(self, ledger: Ledger, ask: Ask, settings: Settings) -> None:
        self.ledger = ledger
        self.ask = ask
        self.settings = settings
        self.cents = to_cents(ask.amount)
        self._verdicts: dict[int, list[Verdict]] = {}
        self.undertakings = ever_connected(ledger, ask.beneficiary)
        self.grants = ledger.granted_to(self.undertakings)
        self.tight = self._tight()

    def verdicts_of(self, ledger: Ledger) -> list[Verdict]:
        """Return the verdicts on the grants around the undertaking in a ledger, worked out once."""
        if id(ledger) not in self._verdicts:
            self._verdicts[id(ledger)] = recheck_undertaking(ledger, self.ask.beneficiary, self.settings)
        return self._verdicts[id(ledger)]

    def uses(self, day: date) -> tuple[Use, ...]:
        """Return the use of every ceiling that binds on a day; none where no parameters are recorded."""
        regulation = regulation_on(self.ask.regulation, day)
        if regulation is None:
            return ()
        members = single_undertaking(self.ledger, self.ask.beneficiary, day, self.settings)
        return tuple(
            use_of(self.ledger, members, limit, day, self.settings, road_freight=self.ask.road_freight)
            for limit in limits_of(regulation, self.settings, self.ask.not_separated)
        )

    def fits(self, day: date) -> bool:
        """Return whether the amount stays within every ceiling on a day."""
        uses = self.uses(day)
        return bool(uses) and all(self.cents <= use.room_cents for use in uses)

    def pushed(self, day: date) -> list[Tight]:
        """Return the later grants that aid of a day would push over their ceiling."""
        new = replace(self.ask.as_grant(), granting_date=day)
        found = []
        for tight in self.tight:
            later = tight.verdict.grant.granting_date
            if tight.start <= day < later:
                held = self.ledger.held_on(new, later, tight.verdict.members)
                if held > tight.room_cents:
                    found.append(tight)
        return found

    def earliest(self) -> date | None:
        """Return the first day from the asked one on which the amount fits and pushes nothing, or nothing."""
        changes = self._changes()
        expiries = sorted(day for day in self._expiries() if day > self.ask.day)
        for place, start in enumerate(changes):
            if self.pushed(start):
                continue
            if self.fits(start):
                return start
            end = changes[place + 1] if place + 1 < len(changes) else date.max
            day = self._first_fitting([day for day in expiries if start < day < end])
            if day is not None:
                return day
        return None

    def days_of_change(self) -> set[date]:
        """Return the days after the asked one on which the use of a ceiling may change."""
        return {*self._changes(), *self._expiries()}

    def _first_fitting(self, days: Sequence[date]) -> date | None:
        """Return the first of these days that fits, knowing that after it all do."""
        low, high = 0, len(days)
        while low < high:
            middle = (low + high) // 2
            if self.fits(days[middle]):
                high = middle
            else:
                low = middle + 1
        return days[low] if low < len(days) else None

    def _changes(self) -> list[date]:
        days = self.ledger.days_of_change(self.undertakings)
        days.update(grant.granting_date for grant in self.grants)
        days.update(tight.start for tight in self.tight)
        for entry in regulations():
            days.update((entry.valid_from, min(entry.valid_to, date.max - ONE_DAY) + ONE_DAY))
        return [self.ask.day, *sorted(day for day in days if day > self.ask.day)]

    def _expiries(self) -> set[date]:
        counted = {last_day_counted(grant.granting_date) for grant in self.grants}
        first = self.settings.fiscal_year
        fiscal = {years_before(fiscal_year_start(grant.granting_date, first), -YEARS) for grant in self.grants}
        return {day + ONE_DAY for day in counted if day < date.max} | fiscal

    def _tight(self) -> list[Tight]:
        """Return the later grants with less room than the amount, ceiling by ceiling."""
        if not any(grant.granting_date > self.ask.day for grant in self.grants):
            return []
        family = family_of(self.ask.regulation)
        found = []
        for verdict in self.verdicts_of(self.ledger):
            if verdict.grant.granting_date <= self.ask.day or verdict.judgement == "fails":
                continue
            for strain in verdict.strains:
                counted = strain.before_cents + strain.perhaps_cents + verdict.grant.cents
                room = max(strain.ceiling_cents - counted, 0)
                if room < self.cents and (not family or family in strain.limit.families):
                    found.append(Tight(verdict, strain.start, room, strain.limit.article))
        return found
