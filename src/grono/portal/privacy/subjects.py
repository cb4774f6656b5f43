"""A person in all the rows that are this person: an account, an entry in the directory, a sole trader's organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.http import Http404

from grono.portal.privacy.addresses import addresses_at, nobody_else_has
from grono.portal.privacy.registry import kin_of, models_of_people, people_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from grono.portal.core.models import User


@dataclass(frozen=True)
class Subject:
    """The rows of one person, by the model they are in; never empty.

    ``emails`` are the addresses that stand at this person and at nobody else: an office's shared address leads to no one. ``numbers`` are
    the numbers in registers of a sole trader.
    """

    rows: tuple[Model, ...]
    emails: frozenset[str] = field(default_factory=frozenset)
    numbers: frozenset[str] = field(default_factory=frozenset)

    @property
    def public_ids(self) -> frozenset[str]:
        """Return every identifier of the person."""
        return frozenset(row.public_id for row in self.rows)  # type: ignore[attr-defined]

    @property
    def public_id(self) -> str:
        """Return the identifier of the account, or of the entry of someone without one."""
        return self.rows[0].public_id  # type: ignore[attr-defined,no-any-return]

    @property
    def name(self) -> str:
        """Return the name as it stands first."""
        return str(self.rows[0])

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Return what kind of row each is, and the name that stands in it."""
        return [(str(row._meta.verbose_name), str(row)) for row in self.rows]  # noqa: SLF001

    @property
    def language(self) -> str:
        """Return the language of letters."""
        return str(getattr(self.rows[0], "language", "pl"))

    @property
    def account(self) -> User | None:
        """Return the account, if the person has one."""
        found = [row for row in self.rows if isinstance(row, get_user_model())]
        return found[0] if found else None

    def keys_in(self, model: str) -> list[Any]:
        """Return the primary keys of the person's rows in a model of people."""
        return [row.pk for row in self.rows if row._meta.label == model]  # noqa: SLF001


def subject_of(user: User) -> Subject:
    """Return the person behind an account, with every row that says it is theirs."""
    return _whole(user)


def subject_with(public_id: str) -> Subject:
    """Return the person with an identifier of any kind, or answer 404."""
    for label in models_of_people():
        row = people_in(label).filter(public_id=public_id).first()
        if row is not None:
            return _whole(row)
    raise Http404(public_id)


def _whole(start: Model) -> Subject:
    found, waiting = [], [start]
    while waiting:
        row = waiting.pop()
        if row not in found:
            found.append(row)
            waiting += kin_of(row)
    order = list(models_of_people())
    rows = tuple(sorted(found, key=lambda row: (order.index(row._meta.label), row.pk)))  # noqa: SLF001
    alone = frozenset(address.lower() for address in addresses_at(rows) if nobody_else_has(address, rows))
    return Subject(rows, alone, frozenset(_numbers(rows)))


def _numbers(rows: tuple[Model, ...]) -> Iterator[str]:
    for label, people in models_of_people().items():
        if people.numbers is not None:
            yield from people.numbers([row for row in rows if row._meta.label == label])  # noqa: SLF001
