"""A person in all the rows that are this person: an account, an entry in the directory, or both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.http import Http404

from grono.portal.privacy.registry import models_of_people, rows_of

if TYPE_CHECKING:
    from django.db.models import Model

    from grono.portal.core.models import User


@dataclass(frozen=True)
class Subject:
    """The rows of one person, by the model they are in; never empty."""

    rows: tuple[Model, ...]
    emails: frozenset[str] = field(default_factory=frozenset)

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
    rows: list[Model] = [user]
    for label, account in models_of_people().items():
        if account:
            rows += rows_of(label).filter(**{account: user}).order_by("pk")
    return Subject(tuple(rows), frozenset({user.email.lower()}))


def subject_with(public_id: str) -> Subject:
    """Return the person with an identifier of any kind, or answer 404."""
    for label, account in models_of_people().items():
        row = rows_of(label).filter(public_id=public_id).first()
        if row is None:
            continue
        owner = getattr(row, account) if account else row
        return subject_of(owner) if owner is not None else Subject((row,))
    raise Http404(public_id)
