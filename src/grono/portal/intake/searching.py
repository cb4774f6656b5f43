"""Asking CEIDG for the firms with codes in a region. What it answers becomes a list with the usual dry run; nothing is entered by itself."""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.messages import message
from grono.portal.core.audit import audit
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.core.visitor import Visitor
from grono.portal.intake import actions, storage
from grono.portal.intake.answers import register_settings, values_of
from grono.portal.intake.invented_firms import InventedFirms
from grono.portal.intake.models import FirmSearch
from grono.portal.intake.wanted_firms import WantedFirms, polish_powiat, polish_voivodeship, questions
from grono.reports.spreadsheet_text import safe_text
from grono.sources.organisation_files import fields
from grono.sources.registers import GuardedTransport
from grono.sources.registers.ceidg import FirmFilter, find_firms
from grono.sources.registers.errors import RegisterError, refused
from grono.sources.registers.settings import CEIDG_TOKEN
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.intake.models import Import
    from grono.portal.intake.planning import Told
    from grono.sources.registers import RegisterRecord, Transport

SEARCH = "intake.search_firms"
MOST_FIRMS = 5_000
"""Firms of one search: two hundred pages, which CEIDG gives in about a quarter of an hour."""
COLUMNS = (
    "legal_name",
    "natural_person",
    "nip",
    "regon",
    "place",
    "street",
    "postal_code",
    "teryt",
    "other_codes",
    "web",
)
"""What a page of CEIDG tells of each firm, with the code by which it was found."""
RECORDED = "Firmy zmyślone, w postaci odpowiedzi CEIDG"


@transaction.atomic
def ask_for_firms(*, by: User, wanted: WantedFirms, is_recorded: bool = False) -> FirmSearch:
    """Note the question and ask in the background.

    Raises
    ------
    RefusedError
        When the codes are too many.
    """
    questions(wanted)
    one = FirmSearch.objects.create(
        owner=by, codes=list(wanted.codes), system=wanted.system, region=wanted.region, is_recorded=is_recorded
    )
    one.run = start_run(by=by, kind=SEARCH, subject_public_id=one.public_id)
    one.save(update_fields=["run"])
    audit(
        by=by, verb="intake.search_firms", object=one, after={"codes": ", ".join(wanted.codes), "region": wanted.region}
    )
    return one


def work(run: BackgroundRun, progress: Told) -> None:
    """Ask, keep the answer as a list, and make its dry run."""
    one = FirmSearch.objects.get(public_id=run.subject_public_id)
    if one.answer_id is not None:
        return
    if one.is_recorded:
        search(by=run.owner, one=one, transport=InventedFirms(), told=progress, token="recorded")  # noqa: S106 (no secret)
        return
    with GuardedTransport(now=timezone.now, sleep=time.sleep) as transport:
        search(by=run.owner, one=one, transport=transport, told=progress, token=register_settings().ceidg_token)


def search(*, by: User, one: FirmSearch, transport: Transport, told: Told, token: str) -> None:
    """Ask for every code; an unreachable register changes nothing and its sentence is kept (DIR-29)."""
    try:
        found = _found(one, transport, told, token)
    except RegisterError as error:
        FirmSearch.objects.filter(pk=one.pk).update(refusals=in_all_languages(error.message))
        return
    except RefusedError as refusal:
        FirmSearch.objects.filter(pk=one.pk).update(refusals=in_all_languages(refusal.sentence))
        return
    FirmSearch.objects.filter(pk=one.pk).update(asked_at=timezone.now(), found=len(found), refusals={})
    if not found:
        return
    with transaction.atomic():
        answer = _kept(by, one, found)
        FirmSearch.objects.filter(pk=one.pk).update(answer=answer)
    actions.check(by=by, one=answer, told=told)


def wanted_of(one: FirmSearch) -> WantedFirms:
    """Return what a search asked for."""
    return WantedFirms(tuple(one.codes), one.system, one.region)


def _found(one: FirmSearch, transport: Transport, told: Told, token: str) -> list[dict[str, Any]]:
    """Return the firms in the fields of a list, each once with all codes by which it was found."""
    if not token:
        keyless = refused(
            register_name("ceidg"),
            message("no key is set. Ask the office for one and put it into the setting %(name)s.", name=CEIDG_TOKEN),
        )
        raise keyless
    firms: dict[str, dict[str, Any]] = {}
    asked = questions(wanted_of(one))
    for done, (code, subclasses) in enumerate(asked.items()):
        told(_("Asking the register"), done, len(asked))
        for record in _records(one, subclasses, transport, token):
            values = values_of(record)
            key = values.get("nip") or values.get("regon") or record.name
            firms.setdefault(key, values | {"codes": []})["codes"].append(code)
            if len(firms) > MOST_FIRMS:
                raise RefusedError(
                    _("CEIDG has more than 5,000 firms with these codes there. Choose a powiat, or fewer codes."),
                )
    return list(firms.values())


def _records(
    one: FirmSearch, subclasses: tuple[str, ...], transport: Transport, token: str
) -> Iterator[RegisterRecord]:
    powiat = polish_powiat(Visitor(), one.region)
    wanted = FirmFilter(subclasses, voivodeships=(polish_voivodeship(one.region),), powiats=(powiat,) if powiat else ())
    for page in find_firms(transport, register_settings().address("ceidg"), token, wanted):
        yield from (record for record in page.firms if _is_there(record, one.region))


def _is_there(record: RegisterRecord, region: str) -> bool:
    """Say whether a firm is in the region; one whose gmina CEIDG does not tell is taken as asked for."""
    gmina = next((place.gmina for place in record.addresses if place.kind == "activity"), None)
    return gmina is None or gmina.startswith(region)


def _kept(by: User, one: FirmSearch, found: list[dict[str, Any]]) -> Import:
    titles = {key: fields()[key].names[0] for key in COLUMNS}
    source = RECORDED if one.is_recorded else register_name("ceidg")
    options = {"columns": titles, "code_system": one.system, "default_type": "firm"}
    file = storage.take_in(f"ceidg-{one.region}-{one.public_id}.csv", [_csv(titles, found)])
    return actions.upload(
        by=by,
        file=file,
        source=source,
        as_of=timezone.localdate(),
        options=options,
        is_invented=one.is_recorded,
        register="ceidg",
        at_once=True,
    )


def _csv(titles: dict[str, str], found: list[dict[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(titles.values())
    for values in found:
        said = values | {"natural_person": "tak", "other_codes": ", ".join(values["codes"])}
        writer.writerow([safe_text(str(said.get(key) or "")) for key in COLUMNS])
    return out.getvalue().encode()
