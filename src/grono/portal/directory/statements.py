"""What a source says of organisations that are there, compared with what stands; the same for a dry run and for writing (DIR-23, DIR-24)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import CodeOrigin, Proof
from grono.portal.directory.many import snapshots_of
from grono.portal.directory.models import ValueProvenance
from grono.portal.directory.positions import positioned
from grono.portal.directory.provenance import strength_of
from grono.portal.directory.snapshots import PARTS, plain

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from grono.portal.directory.activity import Code
    from grono.portal.directory.provenance import Source

    Values = dict[str, Any]

SEAT_COLUMNS = ("place", "street", "postal_code", "teryt")


@dataclass(frozen=True)
class Proven:
    """That a register knows a number: which register, its answer's SHA-256, and when (DIR-10)."""

    source: str
    digest: str
    at: datetime.datetime
    fails_check: bool = False


@dataclass(frozen=True)
class Statement:
    """What a source says of one organisation; what it does not name stays as it is.

    Attributes
    ----------
    values
        Column of the organisation → value as a snapshot holds it.
    seat
        Column of the seat → text.
    main, others
        Activity codes; None says nothing.
    identifiers
        Register → number.
    texts
        Kind and language → text; None takes it away.
    proven
        Register → proof, where the source is one.
    """

    organisation_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    seat: Mapping[str, str] = field(default_factory=dict)
    main: Code | None = None
    others: tuple[Code, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    proven: Mapping[str, Proven] = field(default_factory=dict)


@dataclass
class Outcome:
    """What a statement changes, and what it would but may not: field → value before and after, or kept and offered."""

    organisation_id: int
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    provenance: dict[str, list[Any] | None] = field(default_factory=dict)


def compare(statements: Sequence[Statement], source: Source) -> list[Outcome]:
    """Return what each statement changes; nothing is written."""
    keys = [one.organisation_id for one in statements]
    stored = snapshots_of(keys)
    standing = provenance_rows(keys)
    return [
        _outcome(one, stored[one.organisation_id], standing.get(one.organisation_id, {}), source) for one in statements
    ]


def provenance_rows(keys: Iterable[int]) -> dict[int, dict[str, list[Any]]]:
    """Return organisation → field → kind, source, day and strength, as JSON holds them."""
    found: dict[int, dict[str, list[Any]]] = {}
    rows = ValueProvenance.objects.filter(organisation__in=list(keys)).order_by()
    for key, name, *rest in rows.values_list("organisation_id", "field", "kind", "source", "as_of", "strength"):
        found.setdefault(key, {})[name] = [plain(value) for value in rest]
    return found


def _outcome(statement: Statement, stored: Values, standing: dict[str, list[Any]], source: Source) -> Outcome:
    outcome = Outcome(statement.organisation_id)
    said: Values = dict(statement.values) | _seat(statement, stored) | _texts(statement)
    for name, value in said.items():
        _settle(outcome, {name: value}, stored, standing, source)
    _settle_codes(outcome, statement, stored, standing, source)
    for scheme, number in statement.identifiers.items():
        _settle_identifier(outcome, statement, scheme, number, stored)
    outcome.provenance = {name: standing.get(name) for name in outcome.changes}
    return outcome


def _settle(outcome: Outcome, said: Values, stored: Values, standing: dict[str, list[Any]], source: Source) -> None:
    """Take fields that belong together, or none of them."""
    differing = {name: value for name, value in said.items() if stored.get(name) != value}
    if all(_may_overwrite(name, standing.get(name), source) for name in differing):
        outcome.changes |= {name: (stored.get(name), value) for name, value in differing.items()}
    else:
        outcome.conflicts |= {name: (stored.get(name), value) for name, value in differing.items()}


def _may_overwrite(name: str, stands: list[Any] | None, source: Source) -> bool:
    day = (source.as_of or timezone.localdate()).isoformat()
    return stands is None or (strength_of(name, source.kind), day) >= (stands[3], stands[2])


def _seat(statement: Statement, stored: Values) -> Values:
    if not statement.seat:
        return {}
    name = next(
        (one for one, row in stored.items() if one.startswith("places.") and row["is_seat"] and not row["until"]), ""
    )
    before = stored[name] if name else dict.fromkeys(PARTS["places"].values) | _EMPTY_PLACE
    after = before | dict(statement.seat)
    if any(statement.seat.get(column, before[column]) != before[column] for column in ("place", "street", "teryt")):
        after = _moved(after)
    return {name or f"places.{new_public_id()}": after} if after != before else {}


def _moved(place: Values) -> Values:
    """Return a place without the point of its old address: it takes the middle of the new place."""
    found = positioned(place | {"latitude": None, "longitude": None, "point_method": ""})
    return {name: plain(value) for name, value in found.items()}


_EMPTY_PLACE = {
    "name": "", "is_seat": True, "street": "", "postal_code": "", "place": "", "teryt": "", "point_method": "", "simc": "", "ulic": "",
    "nuts3": "", "nuts_version": "", "activity_system": "", "activity_code": "",
}  # fmt: skip


def _texts(statement: Statement) -> Values:
    return {
        f"texts.{kind}.{language}": {"text": text} if text else None
        for (kind, language), text in statement.texts.items()
    }


def _settle_codes(
    outcome: Outcome, statement: Statement, stored: Values, standing: dict[str, list[Any]], source: Source
) -> None:
    """Add codes; a new main code takes the place of the old one, which stays as a further one."""
    said: Values = {}
    for code in (*statement.others, *((statement.main,) if statement.main else ())):
        name = f"codes.{code.system}.{code.code}"
        before = stored.get(name)
        row = asdict(code) | {"origin": str(CodeOrigin(code.origin))}
        after = before or {column: row[column] for column in PARTS["codes"].values}
        is_main = code is statement.main or bool(before and before["is_main"])
        inferred = (
            after["edition_inferred"] if row["edition_inferred"] else ""
        )  # an edition once read is not inferred any more
        said[name] = after | {
            "is_main": is_main,
            "origin": _surer(after["origin"], row["origin"]),
            "edition_inferred": inferred,
        }
    if statement.main:
        main = f"codes.{statement.main.system}.{statement.main.code}"
        for name, row in stored.items():
            if name.startswith("codes.") and name != main and row["is_main"]:
                said[name] = (said.get(name) or row) | {"is_main": False}
    _settle(outcome, said, stored, standing, source)


def _surer(stands: str, said: str) -> str:
    order = list(CodeOrigin.values)
    return max(stands, said, key=order.index)


def _settle_identifier(outcome: Outcome, statement: Statement, scheme: str, number: str, stored: Values) -> None:
    """Add a number, or prove it; another number of the same register is for people to judge."""
    name = f"identifiers.{scheme}.{number}"
    proof = statement.proven.get(scheme)
    before = stored.get(name)
    if before is None and any(one.startswith(f"identifiers.{scheme}.") for one in stored):
        kept = next(one for one in stored if one.startswith(f"identifiers.{scheme}."))
        outcome.conflicts[name] = ({"value": kept.rpartition(".")[2]}, {"value": number})
        return
    after = before or {
        "proof": Proof.WELL_FORMED.value,
        "proof_at": None,
        "proof_source": "",
        "proof_digest": "",
        "fails_check": False,
    }
    if proof is not None and after["proof"] != Proof.CONFIRMED:
        after = {
            "proof": Proof.MATCHED.value,
            "proof_at": plain(proof.at),
            "proof_source": proof.source[:300],
            "proof_digest": proof.digest,
            "fails_check": proof.fails_check,
        }
    if after != before:
        outcome.changes[name] = (before, after)
