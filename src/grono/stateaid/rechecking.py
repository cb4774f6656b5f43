"""Every recorded grant checked again, in order of time (AID-6, AID-7)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from grono.stateaid.counting import limits_of, start_of, used_cents
from grono.stateaid.days import ONE_DAY
from grono.stateaid.money import from_cents
from grono.stateaid.records import AidGrant, order_of
from grono.stateaid.regulations import Limit, family_of, regulation_on
from grono.stateaid.settings import DEFAULTS, Settings
from grono.stateaid.undertakings import ever_connected, single_undertaking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from grono.stateaid.ledger import Ledger

Judgement = Literal["fits", "fails", "cannot tell"]


class Strain(NamedTuple):
    """A ceiling as one grant meets it: the aid surely before it, and what may stand before it on the same day."""

    limit: Limit
    start: date
    ceiling_cents: int
    before_cents: int
    perhaps_cents: int


class Verdict(NamedTuple):
    """What a check of one recorded grant found; without recorded parameters it has no strains.

    ``strains`` are the ceilings as the grant meets them, in the order of the regulation; ``worst`` is the one that it fails or else
    the tightest, and ``article`` names it where the grant fails or may fail it.
    """

    grant: AidGrant
    judgement: Judgement
    article: str | None
    members: frozenset[str]
    strains: tuple[Strain, ...] = ()
    worst: Strain | None = None

    @property
    def used(self) -> Decimal | None:
        """What counts towards the worst ceiling, the grant included."""
        return from_cents(self.worst.before_cents + self.grant.cents) if self.worst else None

    @property
    def ceiling(self) -> Decimal | None:
        """The worst ceiling."""
        return from_cents(self.worst.ceiling_cents) if self.worst else None

    def counts(self, grant: AidGrant) -> bool:
        """Return whether the window of this one contains the day of another grant."""
        day = grant.granting_date
        return day <= self.grant.granting_date and any(strain.start <= day for strain in self.strains)


def recheck(ledger: Ledger, settings: Settings = DEFAULTS) -> list[Verdict]:
    """Return a verdict on every counting grant of a ledger, in order of time."""
    verdicts: list[Verdict] = []
    done: set[str] = set()
    for undertaking in dict.fromkeys(entry.beneficiary for entry in ledger.grants):
        if undertaking not in done:
            done |= ever_connected(ledger, undertaking)
            verdicts.extend(recheck_undertaking(ledger, undertaking, settings))
    return sorted(verdicts, key=lambda verdict: order_of(verdict.grant))


def recheck_undertaking(ledger: Ledger, undertaking: str, settings: Settings = DEFAULTS) -> list[Verdict]:
    """Return a verdict on every counting grant of whoever was ever linked with an undertaking, in order of time."""
    return recheck_grants(ledger, ledger.granted_to(ever_connected(ledger, undertaking)), settings)


def recheck_grants(ledger: Ledger, grants: Sequence[AidGrant], settings: Settings) -> list[Verdict]:
    """Return a verdict on each of all counting grants around some undertaking, given in order of time."""
    return _Recheck(ledger, settings).run(grants)


def entered_late(ledger: Ledger, grant: AidGrant, settings: Settings = DEFAULTS) -> list[Verdict]:
    """Return the verdicts after a grant is entered, of the grant and of every later one whose window contains it (AID-7)."""
    verdicts = recheck_undertaking(ledger.part((*ledger.grants, grant)), grant.beneficiary, settings)
    return [verdict for verdict in verdicts if verdict.grant is grant or verdict.counts(grant)]


class _Recheck:
    """One pass over grants in order of time; where failed aid does not count, the ledger grows by what does not fail."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self.ledger = ledger if settings.failed_aid_counts else ledger.part(())
        self.settings = settings
        self.failed: set[int] = set()

    def run(self, grants: Sequence[AidGrant]) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for _day, group in groupby(grants, key=lambda grant: grant.granting_date):
            same_day = list(group)
            verdicts.extend(self._one_day(same_day))
            if not self.settings.failed_aid_counts:
                self.ledger.followed_by([grant for grant in same_day if id(grant) not in self.failed])
        return verdicts

    def _one_day(self, grants: list[AidGrant]) -> list[Verdict]:
        if len(grants) == 1:
            return [self._sure(grants[0], grants)]
        sure = [self._sure(grant, grants) for grant in grants]
        return [
            verdict if verdict.judgement == "fails" else self._verdict(verdict.grant, grants, with_perhaps=True)
            for verdict in sure
        ]

    def _sure(self, grant: AidGrant, same_day: list[AidGrant]) -> Verdict:
        """Return the verdict on a grant by what is surely before it."""
        verdict = self._verdict(grant, same_day, with_perhaps=False)
        if verdict.judgement == "fails" and not self.settings.failed_aid_counts:
            self.failed.add(id(grant))
        return verdict

    def _verdict(self, grant: AidGrant, same_day: list[AidGrant], *, with_perhaps: bool) -> Verdict:
        day = grant.granting_date
        members = single_undertaking(self.ledger, grant.beneficiary, day, self.settings)
        regulation = regulation_on(grant.regulation, day)
        if regulation is None:
            return Verdict(grant, "cannot tell", None, members)
        limits = limits_of(regulation, self.settings)
        strains = tuple([self._strain(grant, limit, members, same_day) for limit in limits])  # faster than a generator
        failing = _failing(strains, grant.cents)
        worst = failing or min(strains, key=_room)
        judgement: Judgement = "fits"
        if failing is not None:
            judgement = "fails"
        elif with_perhaps and _room(worst) < grant.cents:
            judgement = "cannot tell"
        article = None if judgement == "fits" else worst.limit.article
        return Verdict(grant, judgement, article, members, strains, worst)

    def _strain(self, grant: AidGrant, limit: Limit, members: frozenset[str], same_day: list[AidGrant]) -> Strain:
        day = grant.granting_date
        start = start_of(limit.window, day, self.settings)
        before = used_cents(self.ledger, members, limit.families, (start, day - ONE_DAY), day, self.settings)
        ceiling = limit.ceiling_cents(road_freight=grant.road_freight)
        perhaps = 0
        if len(same_day) == 1:
            return Strain(limit, start, ceiling, before, perhaps)
        for other in same_day:
            if other is grant or id(other) in self.failed or not _counts(other, limit):
                continue
            held = self.ledger.held_on(other, day, members)
            if grant.seq is None or other.seq is None or other.seq == grant.seq:
                perhaps += held
            elif other.seq < grant.seq:
                before += held
        return Strain(limit, start, ceiling, before, perhaps)


def _failing(strains: tuple[Strain, ...], cents: int) -> Strain | None:
    for strain in strains:
        if strain.before_cents + cents > strain.ceiling_cents:
            return strain
    return None


def _room(strain: Strain) -> int:
    return strain.ceiling_cents - strain.before_cents - strain.perhaps_cents


def _counts(grant: AidGrant, limit: Limit) -> bool:
    family = family_of(grant.regulation)
    return not family or family in limit.families


def without_failed(ledger: Ledger, undertaking: str, settings: Settings) -> Ledger:
    """Return the part of the ledger around an undertaking that counts when failed aid does not."""
    verdicts = recheck_undertaking(ledger, undertaking, settings)
    return ledger.part(verdict.grant for verdict in verdicts if verdict.judgement != "fails")
