"""May we grant this amount to this undertaking on this day? (AID-1 to AID-7, AID-18, AID-24)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grono.messages import GronoError, Message, message
from grono.stateaid.asking import Answer, Ask
from grono.stateaid.caveats import caveats_of, declared_only
from grono.stateaid.earliest import Search
from grono.stateaid.money import from_cents, plain, to_cents
from grono.stateaid.rechecking import without_failed
from grono.stateaid.regulations import codes
from grono.stateaid.scope import excluded_by
from grono.stateaid.settings import DEFAULTS, Settings
from grono.stateaid.undertakings import single_undertaking

if TYPE_CHECKING:
    from datetime import date

    from grono.stateaid.counting import Use
    from grono.stateaid.earliest import Tight
    from grono.stateaid.ledger import Ledger


def check(ledger: Ledger, ask: Ask, settings: Settings = DEFAULTS) -> Answer:
    """Answer one question; nothing is trimmed: an amount is allowed whole or refused whole (AID-4).

    Parameters
    ----------
    ledger : Ledger
        Everything recorded.
    ask : Ask
        Who, how much, when, under which regulation.
    settings : Settings
        Answers to what the law leaves open.
    """
    if ask.regulation not in codes():
        raise GronoError(
            message(
                "There is no regulation “%(code)s” in the list. Choose one of %(known)s.",
                code=ask.regulation,
                known=", ".join(codes()),
            )
        )
    whole = ledger
    ledger = _with_declared(ledger, ask)
    if not settings.failed_aid_counts:
        ledger = without_failed(ledger, ask.beneficiary, settings)
    search = Search(ledger, ask, settings)
    members = tuple(sorted(single_undertaking(ledger, ask.beneficiary, ask.day, settings)))
    uses = search.uses(ask.day)
    if not uses:
        return Answer(ask, "cannot tell", _no_parameters(ask), members=members, basis=ask.basis)
    answer = _judged(search, members, uses)
    return replace(answer, caveats=caveats_of(whole, search, answer))


def _judged(search: Search, members: tuple[str, ...], uses: tuple[Use, ...]) -> Answer:
    ask = search.ask
    excluded = excluded_by(ask.scope) if ask.regulation == "2023/2831" else None
    breached = next((use for use in uses if search.cents > use.room_cents), None)
    pushed = [] if breached else search.pushed(ask.day)
    use = breached or min(uses, key=lambda entry: entry.room_cents)
    answer = Answer(
        ask,
        "allowed",
        Message(""),
        window=(use.start, use.end),
        members=members,
        used=use.used,
        free=from_cents(max(0, min(entry.room_cents for entry in uses))),
        excess=from_cents(max(0, -min(entry.room_cents for entry in uses))),
        ceiling=use.ceiling,
        uses=uses,
        counted=tuple(search.ledger.counted(members, min(entry.start for entry in uses), ask.day, ask.day)),
        basis=ask.basis,
    )
    if excluded is not None:
        return replace(answer, decision="refused", article=excluded.article, sentence=_out_of_scope(excluded.article))
    if breached is None and not pushed:
        return replace(answer, earliest_day=ask.day, sentence=_allowed(answer))
    earliest = search.earliest()
    article = breached.limit.article if breached else pushed[0].article
    refused = replace(answer, decision="refused", article=article, earliest_day=earliest)
    if pushed:
        grants = tuple(dict.fromkeys(tight.verdict.grant for tight in pushed))
        return replace(refused, pushed=grants, sentence=_pushes(refused, pushed))
    return replace(refused, sentence=_exceeds(refused))


def _with_declared(ledger: Ledger, ask: Ask) -> Ledger:
    """Return the ledger with the declared aid that it does not hold, which counts too."""
    missing = declared_only(ledger, ask)
    return ledger.part((*ledger.grants, *missing)) if missing else ledger


def _no_parameters(ask: Ask) -> Message:
    return message(
        "Cannot tell: no parameters of Regulation %(code)s are recorded for %(day)s.",
        code=ask.regulation,
        day=ask.day,
    )


def _out_of_scope(article: str) -> Message:
    return message(
        "Refused: this aid is outside the regulation (%(article)s). Ask whether another regulation or an aid scheme covers it.",
        article=article,
    )


def _amounts(answer: Answer) -> dict[str, object]:
    start, end = answer.window or (answer.ask.day, answer.ask.day)
    return {
        "amount": plain(from_cents(to_cents(answer.ask.amount))),
        "day": answer.ask.day,
        "start": start,
        "end": end,
        "used": plain(answer.used or from_cents(0)),
        "free": plain(answer.free or from_cents(0)),
        "ceiling": plain(answer.ceiling or from_cents(0)),
        "article": answer.article or "",
    }


def _allowed(answer: Answer) -> Message:
    return message(
        "Allowed: %(amount)s EUR may be granted on %(day)s. From %(start)s to %(end)s the single undertaking has "
        "%(used)s EUR of %(ceiling)s EUR; %(free)s EUR is free.",
        **_amounts(answer),
    )


def _exceeds(answer: Answer) -> Message:
    return message(
        "Refused: %(amount)s EUR on %(day)s would exceed the ceiling of %(ceiling)s EUR (%(article)s). From %(start)s to "
        "%(end)s %(used)s EUR is used and %(free)s EUR is free; the aid is lawful as a whole or not at all. %(when)s",
        **_amounts(answer),
        when=_when(answer.earliest_day),
    )


def _pushes(answer: Answer, pushed: list[Tight]) -> Message:
    return message(
        "Refused: %(amount)s EUR on %(day)s fits on that day, but the aid already recorded for %(later)s would then exceed its "
        "own ceiling (%(article)s). %(when)s",
        **_amounts(answer),
        later=tuple(sorted({tight.verdict.grant.granting_date for tight in pushed})),
        when=_when(answer.earliest_day),
    )


def _when(earliest: date | None) -> Message:
    if earliest is None:
        return message("There is no day on which this amount fits while parameters are recorded.")
    return message("The earliest lawful day is %(earliest)s.", earliest=earliest)
