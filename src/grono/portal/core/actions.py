"""Everything that changes people, roles and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core import mails
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.heartbeat import oldest_sign_of_life
from grono.portal.core.log_ins import forget_sessions_of, note_change_of_rights
from grono.portal.core.models import ApiToken, BackgroundRun, RoleAssignment, RunState, User
from grono.portal.core.problems import RefusedError
from grono.portal.core.roles import ADMINISTRATOR, ROLES
from grono.portal.core.runs import enqueue
from grono.portal.core.secret_tokens import digest_of, new_token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "core.invite_user": _("Person invited: %(object)s"),
    "core.load_person": _("Invented person of the demonstration made: %(object)s"),
    "core.renew_password": _("Password of an invented person of the demonstration made anew: %(object)s"),
    "core.change_password": _("Own password changed: %(object)s"),
    "core.reset_password": _("Password set anew through a link sent by e-mail: %(object)s"),
    "core.give_role": _("Role “%(after_role)s” given to %(object)s"),
    "core.take_role": _("Role “%(before_role)s” taken from %(object)s"),
    "core.close_account": _("Account closed: %(object)s"),
    "core.open_account": _("Account opened again: %(object)s"),
    "core.change_account": _("Own account changed: %(object)s"),
    "core.cancel_run": _("Background work cancelled: %(object)s"),
    "core.ask_run_to_stop": _("Background work asked to stop: %(object)s"),
    "core.restart_run": _("Background work started again: %(object)s"),
    "core.make_token": _("Token of the API made: %(object)s"),
    "core.revoke_token": _("Token of the API revoked: %(object)s"),
    "core.begin_session": _("Declared session begun, to see private data: %(object)s"),
    "core.extend_session": _("Declared session extended: %(object)s"),
    "core.end_session": _("Declared session ended: %(object)s"),
    "core.end_log_in": _("Log-in ended from another one: %(object)s"),
    "core.add_second_factor": _("Second factor added: %(object)s"),
    "core.remove_second_factor": _("Second factor removed: %(object)s"),
    "core.reset_second_factor": _("Second factor of %(object)s reset by the operator"),
    "core.rename_passkey": _("Passkey renamed: %(object)s"),
    "core.renew_recovery_codes": _("Recovery codes made anew: %(object)s"),
    "core.use_recovery_code": _("Recovery code used: %(object)s"),
}

AUDIT_WORDS: dict[str, str | Promise] = {
    "core.add_second_factor/kind": _("kind of second factor"),
    "core.add_second_factor=totp": _("authenticator app"),
    "core.add_second_factor=webauthn": _("passkey"),
    "core.remove_second_factor/kind": _("kind of second factor"),
    "core.remove_second_factor=totp": _("authenticator app"),
    "core.remove_second_factor=webauthn": _("passkey"),
    "core.reset_second_factor/reason": _("reason"),
}

_LAST_ADMINISTRATOR = _("This person is the last administrator. Give the role to someone else first.")


@transaction.atomic
def invite_user(*, by: User | None, email: str, full_name: str, language: str, roles: Iterable[str] = ()) -> User:
    """Make an account without a password and write to the person how to log in."""
    take_turn()
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise RefusedError(_("Someone with this e-mail address already has an account."))
    user = User(email=email, full_name=full_name.strip(), language=language)
    user.set_unusable_password()
    user.save()
    audit(by=by, verb="core.invite_user", object=user, after={"language": language})
    for role in roles:
        give_role(by=by, user=user, role=role)
    transaction.on_commit(lambda: mails.send_invitation(user))
    return user


@transaction.atomic
def load_person(*, by: User | None, email: str, full_name: str, hashed_password: str, role: str) -> User:
    """Make an invented person of the demonstration with one role; nobody is written to."""
    user = User(email=email, full_name=full_name, language="pl", is_demonstration=True, password=hashed_password)
    user.save()
    audit(by=by, verb="core.load_person", object=user)
    give_role(by=by, user=user, role=role)
    return user


@transaction.atomic
def renew_password(*, by: User | None, user: User, hashed_password: str) -> None:
    """Give an invented person the password of the data folder; the audit row says that, and no more."""
    user.password = hashed_password
    user.save(update_fields=["password"])
    audit(by=by, verb="core.renew_password", object=user)


@transaction.atomic
def give_role(*, by: User | None, user: User, role: str) -> None:
    """Give a role; giving it twice changes nothing."""
    if not (role in ROLES and ROLES[role].given):
        sentence = f'There is no role "{role}" to give.'
        raise LookupError(sentence)
    take_turn()
    _assignment, is_new = RoleAssignment.objects.get_or_create(user=user, role=role, defaults={"given_by": by})
    if is_new:
        audit(by=by, verb="core.give_role", object=user, after={"role": role})
        note_change_of_rights(user)
    user.forget_roles()


@transaction.atomic
def take_role(*, by: User | None, user: User, role: str) -> None:
    """Take a role away; the last administrator keeps theirs."""
    take_turn()
    held = RoleAssignment.objects.filter(user=user, role=role)
    if not held.exists():
        return
    if role == ADMINISTRATOR:
        _require_another_administrator(user)
    held.delete()
    audit(by=by, verb="core.take_role", object=user, before={"role": role})
    note_change_of_rights(user)
    user.forget_roles()


@transaction.atomic
def set_roles(*, by: User, user: User, roles: Iterable[str]) -> None:
    """Give and take until the person has exactly these roles."""
    wanted = set(roles)
    held = set(user.role_assignments.values_list("role", flat=True))
    for role in sorted(wanted - held):
        give_role(by=by, user=user, role=role)
    for role in sorted(held - wanted):
        take_role(by=by, user=user, role=role)


def _require_another_administrator(user: User) -> None:
    others = RoleAssignment.objects.filter(role=ADMINISTRATOR, user__is_active=True).exclude(user=user)
    if not others.exists():
        raise RefusedError(_LAST_ADMINISTRATOR)


@transaction.atomic
def set_account_open(*, by: User, user: User, is_open: bool) -> None:
    """Open or close an account; a closed one is logged out everywhere, and stays so when it is opened again."""
    take_turn()
    user.refresh_from_db()
    if user.is_active == is_open:
        return
    if not is_open and user.role_assignments.filter(role=ADMINISTRATOR).exists():
        _require_another_administrator(user)
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    if not is_open:
        forget_sessions_of(user)
    audit(by=by, verb="core.open_account" if is_open else "core.close_account", object=user)


@transaction.atomic
def change_own_account(*, by: User, full_name: str, language: str) -> User:
    """Change one's own name and language of letters; the audit row names the fields, not the names."""
    changed = [
        field for field, value in (("full_name", full_name), ("language", language)) if getattr(by, field) != value
    ]
    if changed:
        by.full_name, by.language = full_name, language
        by.save(update_fields=changed)
        audit(by=by, verb="core.change_account", object=by, after={"fields": changed})
    return by


@transaction.atomic
def set_own_password(*, by: User, password: str, by_link: bool) -> None:
    """Give oneself a password, logged in or through a link sent by e-mail; the audit row says that, and no more."""
    by.set_password(password)
    by.save(update_fields=["password"])
    audit(by=by, verb="core.reset_password" if by_link else "core.change_password", object=by)


@transaction.atomic
def make_token(*, by: User, name: str, scope: str) -> str:
    """Make a token of the API and return it, the only time it is to be seen."""
    shown = new_token()
    token = ApiToken.objects.create(user=by, name=name.strip(), scope=scope, digest=digest_of(shown))
    audit(by=by, verb="core.make_token", object=token, after={"scope": scope})
    return shown


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> None:
    """Revoke a token; it counts for nothing from the next request on."""
    take_turn()
    stored = ApiToken.objects.get(pk=token.pk)
    if stored.revoked_at is None:
        stored.revoked_at = timezone.now()
        stored.save(update_fields=["revoked_at"])
        audit(by=by, verb="core.revoke_token", object=stored)


@transaction.atomic
def cancel_run(*, by: User, run: BackgroundRun) -> None:
    """Cancel a waiting run at once; ask a running one to stop at its next step."""
    runs = BackgroundRun.objects.filter(pk=run.pk)
    if runs.filter(state=RunState.WAITING).update(state=RunState.CANCELLED, finished_at=timezone.now()):
        audit(
            by=by,
            verb="core.cancel_run",
            object=run,
            before={"state": RunState.WAITING},
            after={"state": RunState.CANCELLED},
        )
    elif runs.filter(state=RunState.RUNNING, cancel_requested=False).update(cancel_requested=True):
        audit(by=by, verb="core.ask_run_to_stop", object=run)


@transaction.atomic
def restart_run(*, by: User, run: BackgroundRun) -> None:
    """Put a run that ended without a result back into the queue."""
    runs = BackgroundRun.objects.filter(pk=run.pk)
    ended = runs.filter(state__in=[RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED])
    silent = runs.filter(state=RunState.RUNNING, heartbeat_at__lt=oldest_sign_of_life())
    for startable in (ended, silent):
        if startable.update(
            state=RunState.WAITING,
            worker="",
            attempts=0,
            cancel_requested=False,
            errors={},
            step={},
            step_done=0,
            step_total=0,
            started_at=None,
            finished_at=None,
        ):
            audit(
                by=by,
                verb="core.restart_run",
                object=run,
                before={"state": run.state},
                after={"state": RunState.WAITING},
            )
            enqueue(run)
            return
