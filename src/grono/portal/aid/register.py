"""The ledger as the central register of de minimis aid asks for it (AID-21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.aid.kinds import GrantState
from grono.portal.aid.queries import grants_visible_to
from grono.stateaid.register import RegisterEntry, nace_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from grono.portal.aid.models import Grant
    from grono.portal.core.visitor import Reader


def grants_of_register(reader: Reader, since: date, until: date) -> QuerySet[Grant]:
    """Return the grants of a period that count, for who sees the ledger, in order of time."""
    if not reader.can("aid.see_ledger"):
        return grants_visible_to(reader).none()
    found = grants_visible_to(reader).filter(granting_date__range=(since, until), state=GrantState.RECORDED)
    return found.select_related("beneficiary")


def entry_of(grant: Grant) -> RegisterEntry:
    """Return a grant as the register takes it; the form of aid in the reader's language."""
    return RegisterEntry(
        beneficiary=grant.beneficiary.name,
        number=grant.beneficiary.number,
        amount_eur=grant.gge_eur,
        granting_date=grant.granting_date,
        authority=grant.grantor,
        instrument=str(grant.get_form_display()),
        sector=nace_class(grant.pkd),
    )


def lacking_words(entry: RegisterEntry) -> list[str]:
    """Return what an entry lacks."""
    words = {
        "beneficiary": _("name of the beneficiary"),
        "authority": _("granting authority"),
        "instrument": _("form of the aid"),
        "sector": _("class of NACE"),
    }
    return [words[name] for name in entry.lacking]


def register_rows(grants: Iterable[Grant]) -> list[Sequence[object]]:
    """Return the entries under a header; an entry that lacks something stands with the others and says what."""
    rows: list[Sequence[object]] = [
        (
            _("Beneficiary"),
            _("Tax number (NIP)"),
            _("Gross grant equivalent, EUR"),
            _("Day of granting"),
            _("Granting authority"),
            _("Form of the aid"),
            _("Class of NACE"),
            _("Regulation"),
            _("To be entered by"),
            pgettext("central register", "Lacking"),
            _("Identifier"),
        )
    ]
    for grant in grants:
        entry = entry_of(grant)
        rows.append(
            (
                entry.beneficiary,
                entry.number,
                f"{entry.amount_eur:.2f}",
                entry.granting_date.isoformat(),
                entry.authority,
                entry.instrument,
                entry.sector,
                grant.regulation,
                entry.due.isoformat(),
                ", ".join(lacking_words(entry)),
                grant.public_id,
            )
        )
    return rows
