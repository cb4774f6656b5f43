"""Everything that is read about people, the audit chain and runs; each query knows who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404

from grono.portal.core.declared import SEES
from grono.portal.core.heartbeat import oldest_sign_of_life
from grono.portal.core.log_ins import is_going_on
from grono.portal.core.models import (
    ApiToken,
    AuditEntry,
    BackgroundRun,
    DeclaredSession,
    LogIn,
    RunState,
    Sight,
    User,
)
from grono.portal.core.second_factor_queries import with_factor_state

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet

    from grono.portal.core.visitor import Reader


def users_visible_to(reader: Reader) -> QuerySet[User]:
    """Return everyone for who may manage people, oneself for anyone else."""
    if reader.can("core.manage_users"):
        return User.objects.all()
    return User.objects.filter(pk=reader.pk or 0)


def user_visible_to(reader: Reader, public_id: str) -> User:
    """Return one person, or answer 404."""
    return get_object_or_404(users_visible_to(reader), public_id=public_id)


def users_found(reader: Reader, text: str, factor_state: str = "") -> QuerySet[User]:
    """Return the people whose name or address contains a text, with their ``factor_state``; empty narrows nothing."""
    users = with_factor_state(users_visible_to(reader).prefetch_related("role_assignments"))
    if factor_state:
        users = users.filter(Q(factor_state=factor_state))
    # Outside a declared session an address is found whole or not at all: else it could be guessed letter by letter.
    by_address = Q(email__icontains=text) if reader.can(SEES) else Q(email__iexact=text)
    return users.filter(Q(full_name__icontains=text) | by_address) if text else users


def user_with_address(email: str) -> User | None:
    """Return the person with an e-mail address; for commands, not for pages."""
    return User.objects.filter(email__iexact=email.strip()).first()


def tokens_of(reader: Reader) -> QuerySet[ApiToken]:
    """Return one's own tokens of the API that have not been revoked."""
    return ApiToken.objects.filter(user_id=reader.pk or 0, revoked_at__isnull=True)


def token_of(reader: Reader, public_id: str) -> ApiToken:
    """Return one of one's own tokens, or answer 404."""
    return get_object_or_404(tokens_of(reader), public_id=public_id)


def log_ins_of(reader: Reader) -> list[LogIn]:
    """Return one's own log-ins that are going on, the last used first."""
    return [one for one in LogIn.objects.filter(user_id=reader.pk or 0, ended_at__isnull=True) if is_going_on(one)]


def log_in_of(reader: Reader, public_id: str) -> LogIn:
    """Return one of one's own log-ins, or answer 404."""
    return get_object_or_404(LogIn, user_id=reader.pk or 0, public_id=public_id, ended_at__isnull=True)


def declared_sessions_of(reader: Reader) -> QuerySet[DeclaredSession]:
    """Return one's own declared sessions with the number of what was opened, the newest first."""
    return DeclaredSession.objects.filter(user_id=reader.pk or 0).annotate(opened=Count("sights"))


def sights_about(public_ids: Iterable[str]) -> QuerySet[Sight]:
    """Return what was opened of somebody in declared sessions, and the lists of many; ask with identifiers of the reader's own."""
    found = Sight.objects.filter(owner_public_id__in={*public_ids, ""})
    return found.select_related("session__user")


def names_of(public_ids: set[str]) -> dict[str, str]:
    """Return the names of people by public identifier; a forgotten person has none."""
    return {user.public_id: str(user) for user in User.objects.filter(public_id__in=public_ids)}


def latest_names(public_ids: set[str]) -> dict[str, str]:
    """Return identifier → the name that the audit chain gave an object last; people have none there."""
    rows = AuditEntry.objects.filter(object_public_id__in=public_ids).order_by("number") if public_ids else []
    return {row.object_public_id: row.object_name for row in rows if row.object_name != row.object_public_id}


def last_act_on(thing: Model) -> int:
    """Return the number of the last audit row about a thing; 0 where nothing was ever done to it."""
    rows = AuditEntry.objects.filter(object_type=thing._meta.label, object_public_id=thing.public_id)  # type: ignore[attr-defined]  # noqa: SLF001
    return rows.aggregate(last=Max("number"))["last"] or 0


@dataclass(frozen=True)
class AuditFilter:
    """What a reader of the audit chain looks for; empty fields do not narrow."""

    person: str = ""
    verb: str = ""
    object: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def audit_entries_visible_to(reader: Reader, wanted: AuditFilter | None = None) -> QuerySet[AuditEntry]:
    """Return the audit rows that match, the newest first; nothing for who may not see them."""
    if not reader.can("core.see_audit"):
        return AuditEntry.objects.none()
    wanted = wanted or AuditFilter()
    entries = AuditEntry.objects.all()
    if wanted.person:
        entries = entries.filter(by_public_id__in=_ids_of_people(wanted.person))
    if wanted.verb:
        entries = entries.filter(verb=wanted.verb)
    if wanted.object:
        entries = entries.filter(
            Q(object_name__icontains=wanted.object)
            | Q(object_public_id=wanted.object)
            | Q(object_public_id__in=_ids_of_people(wanted.object))
        )
    if wanted.since:
        entries = entries.filter(at__date__gte=wanted.since)
    if wanted.until:
        entries = entries.filter(at__date__lte=wanted.until)
    return entries


def _ids_of_people(text: str) -> list[str]:
    found = User.objects.filter(Q(full_name__icontains=text) | Q(email__icontains=text)).values_list(
        "public_id", flat=True
    )
    return [*found, text]


def runs_visible_to(reader: Reader) -> QuerySet[BackgroundRun]:
    """Return all runs for who may see all, one's own for anyone else."""
    runs = BackgroundRun.objects.select_related("owner")
    if reader.can("core.see_all_runs"):
        return runs
    return runs.filter(owner_id=reader.pk) if reader.can("core.see_own_runs") else runs.none()


def runs_about(kind: str, subject_public_ids: Iterable[str]) -> QuerySet[BackgroundRun]:
    """Return the runs of a kind about some objects, whoever started them; for actions, not for pages."""
    return BackgroundRun.objects.filter(kind=kind, subject_public_id__in=set(subject_public_ids))


def run_visible_to(reader: Reader, public_id: str) -> BackgroundRun:
    """Return one run, or answer 404."""
    return get_object_or_404(runs_visible_to(reader), public_id=public_id)


def latest_run(reader: Reader, *, kind: str, subject_public_id: str) -> BackgroundRun | None:
    """Return the newest run of a kind on a subject that the reader may see."""
    return runs_visible_to(reader).filter(kind=kind, subject_public_id=subject_public_id).first()


def shown_state(run: BackgroundRun) -> RunState:
    """Return the state as a page shows it: a run whose worker has fallen silent is interrupted."""
    silent = run.heartbeat_at is not None and run.heartbeat_at < oldest_sign_of_life()
    if run.state == RunState.RUNNING and silent:
        return RunState.INTERRUPTED
    return RunState(run.state)


def is_stopped(run: BackgroundRun) -> bool:
    """Say whether a run ended without having done its work, or its worker has fallen silent."""
    return shown_state(run) in {RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED}
