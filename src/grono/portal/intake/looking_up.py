"""Asking registers, and taking over what they say. An unreachable register changes nothing and says so (DIR-29)."""

from __future__ import annotations

import datetime
import time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.directory.actions import enter_listed, suspect_sameness, take_statements
from grono.portal.directory.kinds import CodeOrigin
from grono.portal.directory.many import names_of
from grono.portal.intake.answers import (
    organisation_of,
    organisations_of,
    register_settings,
    source_of,
    statement,
    values_of,
)
from grono.portal.intake.models import DuplicateCase, LookUp, RegisterEntry
from grono.portal.intake.planning import ListLike, entry_of
from grono.portal.intake.recorded import RecordedTransport
from grono.sources.registers import GuardedTransport, Settings, look_up
from grono.sources.registers.checks import IdentifierProblem
from grono.sources.registers.errors import RegisterError
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.core.runs import Progress
    from grono.portal.directory.statements import Outcome
    from grono.sources.registers import LookUp as Answer
    from grono.sources.registers import RegisterRecord, Transport

ASK = "intake.ask_registers"
A_DAY = 2_000
"""Numbers that one person may ask for in a day; the registers allow more, and others want to ask too."""


@transaction.atomic
def ask(
    *, by: User, register: str, numbers: Sequence[str], is_recorded: bool = False
) -> tuple[str, BackgroundRun | None]:
    """Note the questions and ask in the background; recorded answers are there at once."""
    take_turn()
    day = timezone.now() - datetime.timedelta(days=1)
    if LookUp.objects.filter(owner=by, created_at__gte=day).count() + len(numbers) > A_DAY:
        raise RefusedError(_("You have asked the registers as often today as is allowed. Go on tomorrow."))
    list_id = new_public_id()
    rows = LookUp.objects.bulk_create(
        LookUp(list_id=list_id, owner=by, register=register, number=number[:100], is_recorded=is_recorded)
        for number in numbers
    )
    audit(by=by, verb="intake.ask_register", object=rows[0], after={"register": register, "count": len(rows)})
    return list_id, None if is_recorded else start_run(by=by, kind=ASK, subject_public_id=list_id)


def ask_recorded(*, by: User, numbers: Sequence[tuple[str, str]]) -> str:
    """Look recorded numbers up, each in its register; returns the identifier of the list."""
    list_id = ""
    for register in dict.fromkeys(register for register, _number in numbers):
        found, _run = ask(
            by=by, register=register, numbers=[number for one, number in numbers if one == register], is_recorded=True
        )
        list_id = list_id or found
        LookUp.objects.filter(list_id=found).update(list_id=list_id)
    for row in LookUp.objects.filter(list_id=list_id):
        ask_one(row, RecordedTransport(), Settings(regon_key="recorded", ceidg_token="recorded"))  # noqa: S106 (no secret)
    return list_id


def work(run: BackgroundRun, progress: Progress) -> None:
    """Ask for every number of a list that has no answer yet; one after the other, as the registers wish."""
    rows = list(LookUp.objects.filter(list_id=run.subject_public_id, asked_at__isnull=True).order_by("pk"))
    with GuardedTransport(now=timezone.now, sleep=time.sleep) as transport:
        for done, row in enumerate(rows):
            progress(_("Asking the register"), done, len(rows))
            ask_one(row, transport, register_settings())


def ask_one(row: LookUp, transport: Transport, keys: Settings) -> None:
    """Ask for one number and keep the answer, or the sentence that says why there is none."""
    try:
        answer = look_up(row.register, row.number, transport=transport, settings=keys, now=timezone.now)
    except (RegisterError, IdentifierProblem) as error:
        LookUp.objects.filter(pk=row.pk).update(refusals=in_all_languages(error.message))
        return
    with transaction.atomic():
        _keep(row, answer)


def _keep(row: LookUp, answer: Answer) -> None:
    LookUp.objects.filter(pk=row.pk).update(asked_at=answer.asked, refusals={})
    row.entries.all().delete()
    RegisterEntry.objects.bulk_create(
        RegisterEntry(look_up=row, position=position, values=values_of(record), evidence=_evidence(record))
        for position, record in enumerate(answer.records)
        if record.kind == "organisation"
    )
    for case in answer.duplicates:
        DuplicateCase.objects.update_or_create(
            look_up=row, scheme=str(case.scheme), value=case.value, defaults={"positions": list(case.positions)}
        )
    _suspect(row)


def _suspect(row: LookUp) -> None:
    """Have those entries of the directory compared whose numbers the register gives to one, or that share a number there (DIR-9)."""
    entries = {one.position: one.values for one in row.entries.all()}
    together = [[position] for position in entries] + [list(case.positions) for case in row.duplicates.all()]
    for positions in together:
        keys = organisations_of([entries[position] for position in positions if position in entries])
        if len(keys) > 1:
            suspect_sameness(by=row.owner, keys=keys, register=register_name(row.register))


def _evidence(record: RegisterRecord) -> dict[str, Any]:
    if not record.evidence:
        return {}
    last = record.evidence[-1]
    found = {"address": last.address, "sha256": last.sha256, "at": last.at.isoformat()}
    return found | ({"as_of": record.as_of.isoformat()} if record.as_of else {})


@transaction.atomic
def ask_again(*, by: User, list_id: str) -> BackgroundRun:
    """Ask once more for the numbers without an answer."""
    return start_run(by=by, kind=ASK, subject_public_id=list_id)


@transaction.atomic
def take_entry(*, by: User, entry: RegisterEntry, chosen: Sequence[str]) -> Outcome:
    """Take the chosen fields over, with the proof that the register knows the numbers; an unknown organisation is entered."""
    take_turn()
    if not chosen:
        raise RefusedError(_("Choose at least one field."))
    key = organisation_of(entry.values)
    if key is None:
        key = _enter(by, entry)
        chosen = list(entry.values)
    outcome = take_statements(by=by, statements=[statement(entry, key, list(chosen))], source=source_of(entry))[0]
    entry.applied_at, entry.organisation_public_id = timezone.now(), names_of([key])[key][0]
    entry.save(update_fields=["applied_at", "organisation_public_id"])
    after = {
        "fields": sorted(name.partition(".")[0] for name in outcome.changes),
        "sha256": entry.evidence.get("sha256", ""),
    }
    audit(by=by, verb="intake.take_entry", object=entry.look_up, after=after)
    return outcome


def _enter(by: User, entry: RegisterEntry) -> int:
    source = source_of(entry)
    name = register_name(entry.look_up.register)
    like = ListLike(
        name,
        source.as_of or timezone.localdate(),
        entry.values.get("code_system", ""),
        is_invented=entry.look_up.is_recorded,
    )
    wanted = entry_of(like, entry.values, origin=CodeOrigin.REGISTER)
    form = entry.values.get("legal_form", "")
    return enter_listed(by=by, entries=[wanted], forms=[form], source=source, progress=lambda _done: None)[
        0
    ].organisation_id
