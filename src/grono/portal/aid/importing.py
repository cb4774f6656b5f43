"""A ledger brought in from a file: everything, or with any problem nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.messages import InputError
from grono.portal.aid.actions import enter_undertaking, record_grant
from grono.portal.aid.queries import grant_identifiers, names_of, organisation_of
from grono.stateaid.files import read_grants, rows_of, unnamed

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from grono.portal.core.models import User


class ImportForm(forms.Form):
    """A file with grants."""

    file = forms.FileField(
        label=_("Ledger, CSV or XLSX"),
        help_text=_("Columns beneficiary, granting_date, gge_eur; further ones as in the exported ledger."),
    )


def import_grants(*, by: User, upload: UploadedFile) -> int:
    """Record the grants of a file that the ledger does not hold yet, and return how many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ledger{Path(upload.name or '').suffix.lower()}"
        path.write_bytes(upload.read())
        grants = read_grants(path)
        called = {row.cells.get("identifier") or str(row.number): row.cells.get("name", "") for row in rows_of(path)[1]}
    held = grant_identifiers()
    new = [grant for grant in grants if grant.identifier not in held and grant.state == "recorded"]
    with transaction.atomic():
        known = names_of({grant.beneficiary for grant in new})
        problems = []
        for grant in new:
            number = grant.beneficiary
            if number not in known:
                organisation = organisation_of(by, number)
                known[number] = str(organisation) if organisation else called.get(grant.identifier, "").strip()
            if not known[number]:
                problems.append(unnamed(number))
        if problems:
            raise InputError(problems)
        for grant in new:
            undertaking = enter_undertaking(by=by, number=grant.beneficiary, name=known[grant.beneficiary])
            values = {
                "granting_date": grant.granting_date,
                "gge_eur": grant.gge_eur,
                "regulation": grant.regulation,
                "seq": grant.seq,
                "road_freight": grant.road_freight,
            }
            record_grant(by=by, beneficiary=undertaking, values=values)
    return len(new)
