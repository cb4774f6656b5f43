"""A ledger or rates brought in from a file: everything, or with any problem nothing."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from grono.messages import InputError, Problem, message
from grono.portal.aid.actions import bring_in_grants, bring_in_rates, enter_undertaking
from grono.portal.aid.permissions import refuse_without
from grono.portal.aid.queries import grant_identifiers, grants_told_apart, names_of, organisation_of
from grono.portal.core.audit import take_turn
from grono.stateaid import BaseRate, read_base_rates
from grono.stateaid.files import read_grants, read_rates, rows_of, unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile

    from grono.portal.core.models import User
    from grono.stateaid import AidGrant, Verdict

LONGEST_NAME, LONGEST_NUMBER = 300, 40


@dataclass(frozen=True)
class BroughtIn:
    """What became of the grants of a file."""

    new: int
    held: int
    ended: int
    failing: tuple[Verdict, ...]


@contextmanager
def _on_disk(upload: UploadedFile) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(upload.name or "").name[-100:] or "file")
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        yield path


def import_rates(*, by: User, upload: UploadedFile) -> int:
    """Bring in the rates of a file that are not held yet, and return how many."""
    with _on_disk(upload) as path:
        rates = read_rates(path)
    return bring_in_rates(by=by, rates=rates)


def base_rates_in(upload: UploadedFile) -> list[BaseRate]:
    """Return the base rates of a file."""
    with _on_disk(upload) as path:
        return read_base_rates(path)


@transaction.atomic
def import_grants(*, by: User, upload: UploadedFile) -> BroughtIn:
    """Record the grants of a file that the ledger does not hold yet; what no longer counts is passed over."""
    refuse_without(by, "aid.keep_ledger")
    with _on_disk(upload) as path:
        grants = read_grants(path)
        called = {row.cells.get("identifier") or str(row.number): row.cells.get("name", "") for row in rows_of(path)[1]}
    take_turn()  # the same file sent twice at once: the second finds what the first has recorded
    counting = [grant for grant in grants if grant.state == "recorded"]
    new = _not_held(counting)
    _refuse_twins(new)
    known = _names(by, new, called)
    entered = {number: enter_undertaking(by=by, number=number, name=name) for number, name in known.items()}
    failing = bring_in_grants(by=by, grants=[(entered[grant.beneficiary], _values(grant)) for grant in new])
    return BroughtIn(len(new), len(counting) - len(new), len(grants) - len(counting), tuple(failing))


def _values(grant: AidGrant) -> dict[str, Any]:
    names = ("granting_date", "gge_eur", "regulation", "seq", "road_freight")
    values: dict[str, Any] = {name: getattr(grant, name) for name in names}
    if grant.schedule is not None:
        values |= {
            "instalments": [[years, str(amount)] for years, amount in grant.schedule.parts],
            "discount_rate": grant.schedule.discount_percent,
            "nominal_pln": grant.schedule.nominal,
            "gge_pln": grant.schedule.equivalent().gge,
        }
    return values


def _not_held(grants: Sequence[AidGrant]) -> list[AidGrant]:
    """Return the grants that the ledger holds neither by identifier nor by day, amount and regulation."""
    identifiers = grant_identifiers()
    held = grants_told_apart({grant.beneficiary for grant in grants})
    return [grant for grant in grants if grant.identifier not in identifiers and _told_apart(grant) not in held]


def _told_apart(grant: AidGrant) -> tuple[Any, ...]:
    return grant.beneficiary, grant.granting_date, grant.gge_eur, grant.regulation, grant.seq


def _refuse_twins(grants: Sequence[AidGrant]) -> None:
    """Refuse rows that differ in nothing: nobody could tell one grant written twice from two."""
    first: dict[tuple[Any, ...], AidGrant] = {}
    problems = []
    for grant in grants:
        same = _told_apart(grant)
        if same in first:
            sentence = message(
                "“%(identifier)s” and “%(other)s” are the same undertaking, day, amount and regulation. If there were two grants, give "
                "each its order on that day (seq).",
                identifier=grant.identifier,
                other=first[same].identifier,
            )
            problems.append(Problem("twice", sentence, column="identifier", value=grant.identifier))
        first.setdefault(same, grant)
    if problems:
        raise InputError(problems)


def _names(by: User, grants: Sequence[AidGrant], called: Mapping[str, str]) -> dict[str, str]:
    """Return number → name of every beneficiary: as the ledger, the directory or the file knows it."""
    known = names_of({grant.beneficiary for grant in grants})
    problems = []
    for grant in grants:
        number = grant.beneficiary
        if number not in known:
            organisation = organisation_of(by, number)
            known[number] = str(organisation) if organisation else called.get(grant.identifier, "").strip()
        if not known[number] or not known[number].isprintable():
            problems.append(unnamed(number))
        elif len(known[number]) > LONGEST_NAME or len(number) > LONGEST_NUMBER:
            sentence = message(
                "The name or number of “%(number)s” is too long for the ledger. Shorten it.", number=number
            )
            problems.append(Problem("too-long", sentence, column="name", value=number))
    if problems:
        raise InputError(problems)
    return known
