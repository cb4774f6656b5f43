"""The first day on which an amount fits (AID-5)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from grono.stateaid.counting import limits_of, use_of
from grono.stateaid.days import ONE_DAY, YEARS, fiscal_year_start, last_day_counted, years_before
from grono.stateaid.money import to_cents
from grono.stateaid.rechecking import Verdict, recheck_grants
from grono.stateaid.regulations import family_of, regulation_on, regulations
from grono.stateaid.undertakings import ever_connected, single_undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.stateaid.asking import Ask
    from grono.stateaid.counting import Use
    from grono.stateaid.ledger import Ledger
    from grono.stateaid.regulations import Regulation
    from grono.stateaid.settings import Settings


class Tight(NamedTuple):
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
            grants = self.grants if ledger is self.ledger else ledger.granted_to(self.undertakings)
            self._verdicts[id(ledger)] = recheck_grants(ledger, grants, self.settings)
        return self._verdicts[id(ledger)]

    def uses(self, day: date) -> tuple[Use, ...]:
        """Return the use of every ceiling that binds on a day; none where no parameters are recorded."""
        return tuple(self._each_use(day))

    def fits(self, day: date) -> bool:
        """Return whether the amount stays within every ceiling on a day."""
        is_known = False
        for use in self._each_use(day):
            if self.cents > use.room_cents:
                return False
            is_known = True
        return is_known

    def _each_use(self, day: date) -> Iterator[Use]:
        regulation = regulation_on(self.ask.regulation, day)
        if regulation is None:
            return
        members = single_undertaking(self.ledger, self.ask.beneficiary, day, self.settings)
        for limit in limits_of(regulation, self.settings, self.ask.not_separated):
            yield use_of(self.ledger, members, limit, day, self.settings, road_freight=self.ask.road_freight)

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
        if not self._ever_fits():
            return None
        changes = self._changes()
        expiries = sorted(day for day in self._expiries() if day > self.ask.day)
        pushing = self._pushing_days()
        for start, end in pairwise((*changes, date.max)):
            if pushing is None and self.pushed(start):
                continue
            if pushing is not None and _within(pushing, start):
                continue
            if self.fits(start):
                return start
            day = self._first_fitting(expiries, bisect_right(expiries, start), bisect_left(expiries, end))
            if day is not None:
                return day
        return None

    def _ever_fits(self) -> bool:
        """Return whether the amount is within the ceilings of some period at all."""
        return any(
            self.cents <= min(limit.ceiling_cents(road_freight=self.ask.road_freight) for limit in limits)
            for entry in self._periods()
            for limits in [limits_of(entry, self.settings, self.ask.not_separated)]
        )

    def _pushing_days(self) -> list[tuple[date, date]] | None:
        """Return the days on which the amount would push a later grant, as spans apart from one another, the end left out.

        Nothing where the undertaking was divided: how much of the aid counts for a later grant then depends on the day.
        """
        if self.ask.beneficiary in self.ledger.control.splits:
            return None
        spans: list[tuple[date, date]] = []
        for start, end in sorted(
            (tight.start, tight.verdict.grant.granting_date)
            for tight in self.tight
            if self.ask.beneficiary in tight.verdict.members
        ):
            if spans and start <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(spans[-1][1], end)
            else:
                spans.append((start, end))
        return spans

    def days_of_change(self) -> set[date]:
        """Return the days after the asked one on which the use of a ceiling may change."""
        return {*self._changes(), *self._expiries()}

    def _first_fitting(self, days: Sequence[date], low: int, end: int) -> date | None:
        """Return the first of the days from one place to another that fits, knowing that after it all do."""
        if low >= end or not self.fits(days[end - 1]):
            return None
        high = end - 1
        while low < high:
            middle = (low + high) // 2
            if self.fits(days[middle]):
                high = middle
            else:
                low = middle + 1
        return days[low]

    def _changes(self) -> list[date]:
        days = set(self.ledger.control.connected(self.ask.beneficiary)[1])
        days.update(grant.granting_date for grant in self.grants)
        days.update(tight.start for tight in self.tight)
        for entry in regulations():
            days.update((entry.valid_from, min(entry.valid_to, date.max - ONE_DAY) + ONE_DAY))
        return [self.ask.day, *sorted(day for day in days if day > self.ask.day)]

    def _expiries(self) -> set[date]:
        days = {grant.granting_date for grant in self.grants}
        found = {last + ONE_DAY for last in map(last_day_counted, days) if last < date.max}
        if any(limit.window == "fiscal_3y" for entry in self._periods() for limit in entry.limits):
            first = self.settings.fiscal_year
            found |= {years_before(fiscal_year_start(day, first), -YEARS) for day in days}
        return found

    def _periods(self) -> list[Regulation]:
        return [entry for entry in regulations() if entry.code == self.ask.regulation]

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


def _within(spans: list[tuple[date, date]], day: date) -> bool:
    place = bisect_right(spans, (day, date.max))
    return place > 0 and day < spans[place - 1][1]
