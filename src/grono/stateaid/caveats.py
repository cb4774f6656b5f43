"""What the reader of an answer must know: settings used, unchecked figures, missing papers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from grono.messages import message
from grono.stateaid.asking import Caveat
from grono.stateaid.days import years_before
from grono.stateaid.money import plain
from grono.stateaid.records import order_of
from grono.stateaid.regulations import family_of, regulation_on
from grono.stateaid.scope import unanswered
from grono.stateaid.settings import reason_for
from grono.stateaid.undertakings import former_members, single_undertaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from grono.stateaid.asking import Answer, Ask
    from grono.stateaid.earliest import Search
    from grono.stateaid.ledger import Ledger
    from grono.stateaid.records import AidGrant
    from grono.stateaid.regulations import Regulation


def declared_only(ledger: Ledger, ask: Ask) -> list[AidGrant]:
    """Return the aid that was declared and the ledger does not hold."""
    return missing_in(ledger, [grant for declaration in ask.declarations for grant in declaration.listed_aid])


def missing_in(ledger: Ledger, listed: Sequence[AidGrant]) -> list[AidGrant]:
    """Return the grants of a list that a ledger does not hold; of equal ones as many as are too few there."""
    held = Counter(_same(grant) for grant in (ledger.grants if listed else ()))  # also what was repaid is known
    missing = []
    for grant in listed:
        if held[_same(grant)]:
            held[_same(grant)] -= 1
        else:
            missing.append(grant)
    return missing


def _same(grant: AidGrant) -> tuple[str, date, int]:
    return grant.beneficiary, grant.granting_date, grant.cents


def caveats_of(whole: Ledger, search: Search, answer: Answer) -> tuple[Caveat, ...]:
    """Return everything that must be said with an answer; ``whole`` is the ledger before anything was added or left out."""
    regulation = regulation_on(answer.ask.regulation, answer.ask.day)
    if regulation is None:
        return ()
    return (
        *_settings(whole, search, answer),
        *_unchecked(search, answer, regulation),
        *_papers(whole, answer, regulation),
        *_ties(search),
    )


def _used(name: str) -> Caveat:
    return Caveat(f"setting:{name}", reason_for(name))


def _settings(whole: Ledger, search: Search, answer: Answer) -> Iterator[Caveat]:
    settings, ask = search.settings, answer.ask
    members = frozenset(answer.members)
    bridges = {
        "foreign_bridge": replace(settings, foreign_bridge=not settings.foreign_bridge),
        "natural_person_bridge": replace(settings, natural_person_bridge=not settings.natural_person_bridge),
    }
    for name, other in bridges.items():
        if single_undertaking(whole, ask.beneficiary, ask.day, other) != members:
            yield _used(name)
    if former_members(whole, members, ask.day):
        yield _used("leaver_takes_aid")
    if any(use.limit.window == "fiscal_3y" for use in answer.uses):
        yield _used("fiscal_year")
    if family_of(ask.regulation) == "sgei" and any(
        family_of(piece.grant.regulation) not in ("sgei", "") for piece in answer.counted
    ):
        yield _used("sgei_total")
    failed = [verdict for verdict in search.verdicts_of(whole) if verdict.judgement == "fails"]
    if failed:
        yield _used("failed_aid_counts")
    if answer.excess and not failed:
        yield Caveat(
            "excess",
            message(
                "The aid already granted is %(excess)s EUR above the ceiling. It was lawful when it was granted and stays so "
                "(art. 3(8)); nothing new fits.",
                excess=plain(answer.excess),
            ),
        )


def _unchecked(search: Search, answer: Answer, regulation: Regulation) -> Iterator[Caveat]:
    if regulation.unchecked_on(answer.ask.day):
        yield Caveat(
            "unchecked",
            message(
                "Figures of Regulation %(code)s (%(names)s) come from a secondary source and wait for a check against the "
                "official text.",
                code=regulation.code,
                names=", ".join(sorted(regulation.unchecked_on(answer.ask.day))),
            ),
        )
    unknown = sorted({piece.grant.regulation for piece in answer.counted if not family_of(piece.grant.regulation)})
    if unknown:
        yield Caveat(
            "unknown-regulation",
            message(
                "Aid under %(codes)s counts in full, because no such regulation is in the list.",
                codes=", ".join(unknown),
            ),
        )
    if search.ask.not_separated:
        yield Caveat(
            "not-separated",
            message(
                "Activities that are not kept apart are held to the lowest ceiling (recital 12, from a secondary source)."
            ),
        )


def _papers(whole: Ledger, answer: Answer, regulation: Regulation) -> Iterator[Caveat]:
    ask = answer.ask
    if ask.regulation == "2023/2831" and unanswered(ask.scope):
        yield Caveat(
            "scope",
            message("The questions of scope (art. 1) are not all answered; ask them before anything is granted."),
        )
    if not any(declaration.by == ask.beneficiary for declaration in ask.declarations) and (
        regulation.register_from is None or ask.day < years_before(regulation.register_from, -3)
    ):
        yield Caveat(
            "declaration",
            message(
                "Until the central register covers three years, the undertaking must declare its aid itself (art. 7(4)); no "
                "declaration is recorded here."
            ),
        )
    if declared_only(whole, ask):
        yield Caveat(
            "declared",
            message(
                "The undertaking declared aid that the ledger does not hold; it counts here, and the ledger should be completed."
            ),
        )
    yield Caveat(
        "evidence",
        message(
            "The ledger and SUDOP are evidence, not proof: reports lag, and agriculture and fishery are kept elsewhere."
        ),
    )


def _ties(search: Search) -> Iterator[Caveat]:
    tied = [
        verdict.grant
        for verdict in search.verdicts_of(search.ledger)
        if verdict.judgement == "cannot tell" and verdict.ceiling is not None
    ]
    if tied:
        days = tuple(sorted({order_of(grant)[0] for grant in tied}))
        yield Caveat(
            "same-day",
            message(
                "Several grants were made on %(days)s and not all fit; without their order it cannot be told which of them fails.",
                days=days,
            ),
        )
