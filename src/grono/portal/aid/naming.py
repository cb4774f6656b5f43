"""An undertaking by its number, entered under the name that somebody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.aid.actions import enter_undertaking
from grono.portal.aid.queries import names_of, organisation_of

if TYPE_CHECKING:
    from grono.portal.aid.models import Undertaking
    from grono.portal.core.models import User


def named_undertaking(by: User, number: str, name: str = "", country: str = "PL") -> Undertaking | None:
    """Return the undertaking with a number, under the name that the ledger, the directory or the form knows; None where nobody does."""
    known = names_of([number]).get(number)
    organisation = None if known else organisation_of(by, number)
    called = known or (str(organisation) if organisation else name)
    if not called:
        return None
    invented = bool(organisation and organisation.is_invented)
    return enter_undertaking(by=by, number=number, name=called, country=country.upper(), is_invented=invented)
