"""The top of the ladder of proof: the organisation itself says that a number is its own (DIR-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.kinds import Proof
from grono.portal.directory.permissions import administers
from grono.portal.directory.recording import recorded, source_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {"directory.confirm_number": _("Number in a register confirmed: %(object)s")}


def confirm_number(*, by: User, organisation: Organisation, scheme: str, value: str) -> None:
    """Confirm a number that a register has matched; the register's answer stays beside it as the proof below.

    Raises
    ------
    PermissionDenied
        To everyone but an administrator of the organisation: the page says that it has confirmed the number itself.
    """
    if not administers(by, organisation):
        raise PermissionDenied
    with recorded(organisation, by=by, verb="directory.confirm_number", source=source_of(by, organisation)) as stored:
        row = stored.identifiers.filter(scheme=scheme, value=value).first()
        if row is None or row.proof == Proof.WELL_FORMED:
            raise RefusedError(_("Only a number that a register has matched can be confirmed."))
        row.proof = Proof.CONFIRMED
        row.save(update_fields=["proof"])
