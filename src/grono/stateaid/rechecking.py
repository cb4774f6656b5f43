"""Every recorded grant checked again, in order of time (AID-6, AID-7)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from grono.stateaid.counting import limits_of, start_of, used_cents
from grono.stateaid.days import ONE_DAY
from grono.stateaid.ledger import AidGrant, Ledger, order_of
from grono.stateaid.money import from_cents
from grono.stateaid.regulations import Limit, family_of, regulation_on
from grono.stateaid.settings import DEFAULTS, Settings
from grono.stateaid.undertakings import ever_connected, single_undertaking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

Judgement = Literal["fits", "fails", "cannot tell"]


@dataclass(frozen=True)
class Strain:
    """A ceiling as one grant meets it: the aid surely before it, and what may stand before it on the same day."""

    limit: Limit
    start: date
    ceiling_cents: int
    before_cents: int
    perhaps_cents: int


@dataclass(frozen=True)
class Verdict:
    """What a check of one recorded grant found.

    ``used`` includes the grant itself; ``article`` is the ceiling that it fails. ``room_cents`` is what is left of the tightest
    ceiling, ``strains`` all of them.
    """

    grant: AidGrant
    judgement: Judgement
    used: Decimal | None
    ceiling: Decimal | None
    article: str | None
    members: frozenset[str]
    strains: tuple[Strain, ...] = ()


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
    grants = ledger.granted_to(ever_connected(ledger, undertaking))
    return _Recheck(ledger if settings.failed_aid_counts else ledger.part(grants), settings).run(grants)


def entered_late(ledger: Ledger, grant: AidGrant, settings: Settings = DEFAULTS) -> list[Verdict]:
    """Return the verdicts after a grant is entered, of the grant and of every later one whose window contains it (AID-7)."""
    verdicts = recheck_undertaking(ledger.part((*ledger.grants, grant)), grant.beneficiary, settings)
    return [
        verdict
        for verdict in verdicts
        if verdict.grant is grant
        or (
            verdict.grant.granting_date >= grant.granting_date
            and any(strain.start <= grant.granting_date for strain in verdict.strains)
        )
    ]


class _Recheck:
    """One pass over grants in order of time; failed aid leaves the ledger where the setting says that it does not count."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self.ledger = ledger
        self.settings = settings
        self.failed: set[int] = set()

    def run(self, grants: Iterable[AidGrant]) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for _day, group in groupby(sorted(grants, key=order_of), key=lambda grant: grant.granting_date):
            verdicts.extend(self._one_day(list(group)))
        return verdicts

    def _one_day(self, grants: list[AidGrant]) -> list[Verdict]:
        if len(grants) == 1:
            verdict = self._verdict(grants[0], grants, with_perhaps=False)
            if verdict.judgement == "fails" and not self.settings.failed_aid_counts:
                self._leave_out(grants[0])
            return [verdict]
        sure: dict[int, Verdict] = {}
        for grant in grants:
            verdict = self._verdict(grant, grants, with_perhaps=False)
            if verdict.judgement == "fails":
                sure[id(grant)] = verdict
                if not self.settings.failed_aid_counts:
                    self._leave_out(grant)
        return [sure.get(id(grant)) or self._verdict(grant, grants, with_perhaps=True) for grant in grants]

    def _leave_out(self, failed: AidGrant) -> None:
        self.failed.add(id(failed))
        self.ledger = self.ledger.part(grant for grant in self.ledger.grants if grant is not failed)

    def _verdict(self, grant: AidGrant, same_day: list[AidGrant], *, with_perhaps: bool) -> Verdict:
        day = grant.granting_date
        members = single_undertaking(self.ledger, grant.beneficiary, day, self.settings)
        regulation = regulation_on(grant.regulation, day)
        if regulation is None:
            return Verdict(grant, "cannot tell", None, None, None, members)
        strains = tuple(self._strain(grant, limit, members, same_day) for limit in limits_of(regulation, self.settings))
        worst = min(strains, key=_room)
        failing = next((strain for strain in strains if strain.before_cents + grant.cents > strain.ceiling_cents), None)
        judgement: Judgement = "fits"
        if failing is not None:
            judgement, worst = "fails", failing
        elif with_perhaps and worst.before_cents + worst.perhaps_cents + grant.cents > worst.ceiling_cents:
            judgement = "cannot tell"
        used = worst.before_cents + grant.cents
        article = None if judgement == "fits" else worst.limit.article
        return Verdict(grant, judgement, from_cents(used), from_cents(worst.ceiling_cents), article, members, strains)

    def _strain(self, grant: AidGrant, limit: Limit, members: frozenset[str], same_day: list[AidGrant]) -> Strain:
        day = grant.granting_date
        start = start_of(limit.window, day, self.settings)
        before = used_cents(self.ledger, members, limit.families, (start, day - ONE_DAY), day, self.settings)
        perhaps = 0
        for other in same_day if len(same_day) > 1 else ():
            if other is grant or id(other) in self.failed or not _counts(other, limit):
                continue
            held = self.ledger.held_on(other, day, members)
            if grant.seq is None or other.seq is None or other.seq == grant.seq:
                perhaps += held
            elif other.seq < grant.seq:
                before += held
        ceiling = limit.ceiling_cents(road_freight=grant.road_freight)
        return Strain(limit, start, ceiling, before, perhaps)


def _room(strain: Strain) -> int:
    return strain.ceiling_cents - strain.before_cents - strain.perhaps_cents


def _counts(grant: AidGrant, limit: Limit) -> bool:

    family = family_of(grant.regulation)
    return not family or family in limit.families


def without_failed(ledger: Ledger, undertaking: str, settings: Settings) -> Ledger:
    """Return the part of the ledger around an undertaking that counts when failed aid does not."""
    verdicts = recheck_undertaking(ledger, undertaking, settings)
    return ledger.part(verdict.grant for verdict in verdicts if verdict.judgement != "fails")
