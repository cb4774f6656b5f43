"""The single undertaking: which enterprises are one on a day (AID-8 to AID-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from grono.stateaid.ledger import Ledger
    from grono.stateaid.records import ControlLink
    from grono.stateaid.settings import Settings


class Period(NamedTuple):
    """An undertaking that left the group, and the days over which it belonged to it."""

    undertaking: str
    start: date | None
    end: date


def single_undertaking(ledger: Ledger, undertaking: str, day: date, settings: Settings) -> frozenset[str]:
    """Return every enterprise that is one undertaking with this one on a day: the transitive closure of the valid links.

    A link only through a public body joins nothing (AID-9).
    """
    if not ledger.control.neighbours(undertaking):
        return frozenset((undertaking,))
    what = undertaking, settings.foreign_bridge, settings.natural_person_bridge
    return ledger.control.kept(what, undertaking, day, lambda: _joined(ledger, undertaking, day, settings))


def _joined(ledger: Ledger, undertaking: str, day: date, settings: Settings) -> frozenset[str]:
    members = {undertaking}
    waiting = [undertaking]
    while waiting:
        for other, link in ledger.control.neighbours(waiting.pop()):
            if other not in members and _joins(ledger, link, day, settings):
                members.add(other)
                waiting.append(other)
    return frozenset(members)


def ever_connected(ledger: Ledger, undertaking: str) -> frozenset[str]:
    """Return every undertaking that was or will be linked with this one in any way, also through splits."""
    return ledger.control.connected(undertaking)[0]


def former_members(ledger: Ledger, members: frozenset[str], day: date) -> list[Period]:
    """Return who left the group before a day, with the days on which they belonged to it."""
    return ledger.control.kept(members, next(iter(members)), day, lambda: _left(ledger, members, day))


def _left(ledger: Ledger, members: frozenset[str], day: date) -> list[Period]:
    found: dict[tuple[str, ControlLink], Period] = {}
    waiting = [(member, day) for member in members]
    while waiting:
        parent, until = waiting.pop()
        for child, link in ledger.control.neighbours(parent):
            gone = link.valid_to is not None and link.valid_to < until
            if link.parent != parent or not gone or link.via_public_body or link.valid_to is None:
                continue
            if child in members or (child, link) in found:
                continue
            found[(child, link)] = Period(child, link.valid_from, link.valid_to)
            waiting.append((child, link.valid_to))
            below = _below(ledger, child, link)
            found.update(((other, link), Period(other, link.valid_from, link.valid_to)) for other in below - members)
    return list(found.values())


def _below(ledger: Ledger, child: str, ended: ControlLink) -> frozenset[str]:
    """Return who was controlled by a company, directly or not, on the last day of the link by which it belonged to the group."""
    members = {child}
    waiting = [child]
    last = ended.valid_to
    while waiting and last is not None:
        current = waiting.pop()
        for other, link in ledger.control.neighbours(current):
            if link.parent == current and other not in members and link.holds_on(last) and not link.via_public_body:
                members.add(other)
                waiting.append(other)
    return frozenset(members - {child})


def _joins(ledger: Ledger, link: ControlLink, day: date, settings: Settings) -> bool:
    if link.via_public_body or not link.holds_on(day):
        return False
    if link.via_natural_person and not settings.natural_person_bridge:
        return False
    return settings.foreign_bridge or not ({link.parent, link.child} & ledger.control.foreign)
