"""The demonstration: one list that was brought in although it had warnings, and one whose dry run waits with its problems."""

from __future__ import annotations

import datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.intake import actions, storage
from grono.portal.intake.queries import imports_named, open_warnings

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.intake.models import Import

SOURCE = "Spis zmyślony na potrzeby demonstracji"
AS_OF = datetime.date(2026, 10, 1)


@demonstration.register("intake", order=60)
def load() -> None:
    """Bring one invented list in and leave another at its dry run, once."""
    by = user_with_address(demonstration.address_of("coordinator"))
    if by is None:
        return
    if not imports_named("izba-gospodarcza.csv"):
        one = _checked(by, "izba-gospodarcza.csv")
        for code in open_warnings(one):
            actions.waive(by=by, one=one, code=code, reason="Wiersz powtórzony przy druku stronami.")
        asked = actions.mark_applying(by=by, one=one)
        actions.apply(by=by, one=asked, told=_untold)
    if not imports_named("targi-z-bledami.csv"):
        _checked(by, "targi-z-bledami.csv")


def _checked(by: User, name: str) -> Import:
    content = files("grono.portal.intake").joinpath("data", "lists", name).read_bytes()
    one = actions.upload(by=by, file=storage.take_in(name, [content]), source=SOURCE, as_of=AS_OF, is_invented=True)
    one.code_system = "pkd2007"
    actions.check(by=by, one=one, told=_untold)
    return one


def _untold(_step: object, _done: int = 0, _total: int = 0) -> None:
    pass
