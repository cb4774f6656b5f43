"""Changes of the plan as they are asked for, and the refusal of those that somebody else has overtaken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.kinds import AuthorityKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.quantities import Quantity

SubjectKind = Literal["node", "indicator", "funding"]


@dataclass(frozen=True)
class Change:
    """A new value of one field.

    ``subject`` is the identifier of the part, indicator or source of money; ``seen`` the version of the cell that the person saw, 0 where
    it was empty; ``value=None`` empties the cell of a draft.
    """

    kind: SubjectKind
    subject: str
    field: str
    value: Quantity | str | None
    period: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Authority:
    """By what a plan is changed: a resolution or an order with its number and dates, or the correction of an error with its reason."""

    kind: AuthorityKind
    reference: str
    decided_on: date | None = None
    valid_from: date | None = None
    reason: str = ""
    precision: str = "day"

    @classmethod
    def resolution(cls, number: str, decided_on: date, valid_from: date | None = None, reason: str = "") -> Authority:
        """Return a resolution, in force from its own day when no other is given."""
        return cls(AuthorityKind.RESOLUTION, number, decided_on, valid_from or decided_on, reason)

    def checked(self) -> Authority:
        """Return this authority, or refuse it when it does not say enough."""
        if not self.reference.strip():
            raise RefusedError(_("Name the resolution, the order or the note by which the plan changes."))
        if self.kind == AuthorityKind.CORRECTION and not self.reason.strip():
            raise RefusedError(_("Say what was wrong: a correction needs a reason."))
        if self.kind != AuthorityKind.CORRECTION and (self.decided_on is None or self.valid_from is None):
            raise RefusedError(_("Give the date of the decision and the day from which it is in force."))
        return self


class OvertakenError(RefusedError):
    """Somebody else changed the same values in the meantime; nothing was saved."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join([_("Nothing was saved."), *self.sentences]))
