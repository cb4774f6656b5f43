from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from grono.portal.directory.queries import organisations_administered_by

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader

PERMISSIONS: dict[str, str | Promise] = {
    "aid.see_ledger": _("see the ledger of state aid and ask whether aid is allowed"),
    "aid.keep_ledger": _("record, withdraw and certify state aid, and say who controls whom"),
    "aid.decide_settings": _("answer what the law on state aid leaves open, with reasons"),
}


def own_tax_numbers(reader: Reader) -> frozenset[str]:
    """Return the tax numbers of the organisations that a reader administers."""
    if not reader.is_authenticated:
        return frozenset()
    rows = organisations_administered_by(reader).filter(identifiers__scheme="nip")
    return frozenset(rows.values_list("identifiers__value", flat=True))


def refuse_without(by: User | None, permission: str) -> None:
    """Refuse an act of someone without a permission; nobody is the portal itself."""
    if by is not None and not by.can(permission):
        raise PermissionDenied
