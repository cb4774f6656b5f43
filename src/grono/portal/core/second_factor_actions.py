"""Setting up, using, removing and resetting second factors (TRU-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core import second_factor_mails as mails
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.log_ins import forget_sessions_of, note_change_of_rights
from grono.portal.core.models import LogIn
from grono.portal.core.problems import RefusedError
from grono.portal.core.sealing import seal, unseal
from grono.portal.core.second_factor import APP, PASSKEY, RECOVERY_CODES, has_second_factor
from grono.portal.core.second_factor_codes import step_now
from grono.portal.core.session_actions import SHORTEST_REASON, end_log_ins

if TYPE_CHECKING:
    from grono.portal.core.models import User

LAST_STEP = "last_step"
"""Where an app's row keeps the step of time of the last code that was accepted: neither it nor an older one counts again (RFC 6238, 5.2)."""


@transaction.atomic
def add_app(*, by: User, key: str, step: int, keeping: str) -> None:
    """Set up an authenticator app whose first code, of this step of time, has been shown; ``keeping`` is the log-in that goes on."""
    take_turn()
    _require_real(by)
    if Authenticator.objects.filter(user_id=by.pk, type=APP).exists():
        raise RefusedError(_("You have set up an authenticator app already. Remove it first."))
    _add(by, APP, {"secret": seal(key), LAST_STEP: step}, keeping)


@transaction.atomic
def add_passkey(*, by: User, name: str, credential: dict[str, Any], keeping: str) -> None:
    """Keep a passkey that the browser has made and that has been checked."""
    take_turn()
    _require_real(by)
    _add(by, PASSKEY, {"name": name, "credential": credential, "public_id": new_public_id()}, keeping)


def _require_real(by: User) -> None:
    if by.is_demonstration:
        raise RefusedError(_("Invented people have no second factor: many log in as the same one."))


def _add(by: User, kind: str, data: dict[str, Any], keeping: str) -> None:
    if not has_second_factor(by):  # whoever has logged in elsewhere with the password alone has not shown this factor
        end_log_ins(
            by=by, log_ins=LogIn.objects.filter(user_id=by.pk, ended_at__isnull=True).exclude(public_id=keeping)
        )
    Authenticator.objects.create(user_id=by.pk, type=kind, data=data)
    RecoveryCodes.activate(by)
    audit(by=by, verb="core.add_second_factor", object=by, after={"kind": str(kind)})
    note_change_of_rights(by)
    transaction.on_commit(lambda: mails.send_news(by, mails.ADDED[kind]))


@transaction.atomic
def rename_passkey(*, by: User, passkey: Authenticator, name: str) -> None:
    """Give a passkey another name."""
    take_turn()
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    audit(by=by, verb="core.rename_passkey", object=by)


@transaction.atomic
def remove_factor(*, by: User, factor: Authenticator) -> None:
    """Remove an app or a passkey; with the last one the recovery codes go too."""
    take_turn()
    kind = factor.type
    factor.delete()
    if not has_second_factor(by):
        Authenticator.objects.filter(user_id=by.pk).delete()
    audit(by=by, verb="core.remove_second_factor", object=by, before={"kind": str(kind)})
    note_change_of_rights(by)
    transaction.on_commit(lambda: mails.send_news(by, mails.REMOVED[kind]))


@transaction.atomic
def renew_recovery_codes(*, by: User) -> None:
    """Make the recovery codes anew; the old ones count for nothing from now on."""
    take_turn()
    if not has_second_factor(by):
        raise RefusedError(_("Set up a second factor first: recovery codes stand in for it."))
    Authenticator.objects.filter(user_id=by.pk, type=RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    audit(by=by, verb="core.renew_recovery_codes", object=by)
    note_change_of_rights(by)
    transaction.on_commit(lambda: mails.send_news(by, mails.CODES_RENEWED))


@transaction.atomic
def accept_code(*, by: User, code: str) -> Authenticator | None:
    """Return the factor to which a code belongs, and use the code up; None where it belongs to none or has been used."""
    rows = Authenticator.objects.select_for_update().filter(user_id=by.pk, type__in=(APP, RECOVERY_CODES))
    found = {row.type: row for row in rows}
    if APP in found and _is_next(found[APP], code):
        return found[APP]
    if RECOVERY_CODES in found and found[RECOVERY_CODES].wrap().validate_code(code):
        audit(by=by, verb="core.use_recovery_code", object=by)
        transaction.on_commit(lambda: mails.send_news(by, mails.CODE_USED))
        return found[RECOVERY_CODES]
    return None


def _is_next(app: Authenticator, code: str) -> bool:
    step = step_now(unseal(app.data["secret"]), code)
    if step is None or step <= app.data.get(LAST_STEP, -1):
        return False
    app.data[LAST_STEP] = step
    app.save(update_fields=["data"])
    return True


@transaction.atomic
def reset_second_factor(*, by: User | None, user: User, reason: str) -> None:
    """Take every second factor from somebody who has lost it, and end their log-ins; without ``by`` the operator's command does it."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise RefusedError(_("Say in a few words why, and how you know who asked: it stands in the audit chain."))
    if by is not None and by.pk == user.pk:
        raise RefusedError(_("Change your own second factor in your account, or ask another administrator."))
    take_turn()
    deleted, _rows = Authenticator.objects.filter(user_id=user.pk).delete()
    if not deleted:
        raise RefusedError(_("This person has no second factor."))
    forget_sessions_of(user)
    audit(by=by, verb="core.reset_second_factor", object=user, after={"reason": reason})
    note_change_of_rights(user)
    transaction.on_commit(lambda: mails.send_reset(user, reason))
