"""What a program writes into a profile: the same forms as on the pages, so a page and the API accept and refuse alike."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.forms import as_typed
from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import move_seat
from grono.portal.directory.details import DETAIL_PARTS
from grono.portal.directory.queries import organisation_kept_by
from grono.portal.directory.row_forms import EndForm
from grono.portal.directory.row_kinds import kind_of, open_rows, row_of
from grono.portal.directory.views.keeping import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django import forms

    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation


class NotAcceptedError(Exception):
    """Values that the forms refuse; field → what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def section_values(reader: Reader, public_id: str, key: str) -> dict[str, Any]:
    """Return the fields of a section as they can be sent back; for who keeps the organisation, else 404."""
    return _values(_section_form(_kept(reader, public_id), key))


def row_values(reader: Reader, public_id: str, kind: str, row_id: str = "") -> list[dict[str, Any]]:
    """Return the open rows of a kind with their identifiers, as they can be sent back, or one of them."""
    one = _kept(reader, public_id)
    chosen = kind_of(kind)
    rows = [row_of(one, chosen, row_id)] if row_id else open_rows(one, chosen)
    return [
        {"public_id": row.public_id, "values": _values(chosen.form(organisation=one, reader=reader, row=row))}
        for row in rows
    ]


def submit_section(*, by: User, public_id: str, key: str, values: Mapping[str, Any]) -> None:
    """Save a section; fields that are not named keep their values."""
    one = _kept(by, public_id)
    form = _section_form(one, key)
    bound = SECTIONS[key].form(_merged(form, values), organisation=one)
    _require(bound)
    SECTIONS[key].save(by, one, bound)


def submit_row(*, by: User, public_id: str, kind: str, row_id: str = "", values: Mapping[str, Any]) -> None:
    """Enter a row, or change the one with this identifier; fields that are not named keep their values."""
    one = _kept(by, public_id)
    chosen = kind_of(kind)
    row = row_of(one, chosen, row_id) if row_id else None
    form = partial(chosen.form, organisation=one, reader=by, row=row)
    bound = form(_merged(form(), values))
    is_valid = bound.is_valid()  # what is offered is known once the form was checked
    _require(bound, () if is_valid else bound.offered)
    _try(lambda: chosen.save(by, one, row_id, bound))


def end_row(*, by: User, public_id: str, kind: str, row_id: str, until: datetime.date | None = None) -> None:
    """Close a row on a day or today, or take it out, as the page does."""
    one = _kept(by, public_id)
    chosen = kind_of(kind)
    row = row_of(one, chosen, row_id)
    form = EndForm({"until": until or timezone.localdate()}, row=row)
    if until is not None and "until" not in form.fields:
        raise NotAcceptedError({"until": _("Rows of this kind have no last day. Leave it out.")})
    _require(form)
    _try(lambda: chosen.close(by=by, organisation=one, public_id=row.public_id, **form.day))


def make_seat(*, by: User, public_id: str, row_id: str) -> None:
    """Make an establishment the seat from today on."""
    one = _kept(by, public_id)
    row = row_of(one, kind_of("places"), row_id)
    move_seat(by=by, organisation=one, public_id=row.public_id)


def _kept(reader: Reader, public_id: str) -> Organisation:
    return organisation_kept_by(reader, public_id, DETAIL_PARTS)


def _section_form(one: Organisation, key: str) -> forms.Form:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key].form(organisation=one)


def _values(form: forms.Form) -> dict[str, Any]:
    return {name: _plain(form[name].value()) for name in form.fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _merged(form: forms.Form, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(values) - set(form.fields))
    if unknown:
        sentence = _("There is no such field. There are: %(names)s.") % {"names": ", ".join(form.fields)}
        raise NotAcceptedError(dict.fromkeys(unknown, sentence))
    kept = {name: "" if value is None else value for name, value in _values(form).items()}
    return kept | _typed(form, values)


def _typed(form: forms.Form, values: Mapping[str, Any]) -> dict[str, Any]:
    typed, wrong = {}, {}
    for name, value in values.items():
        try:
            typed[name] = as_typed(form.fields[name], value)
        except TypeError:
            wrong[name] = _("Write a text or a number.")
    if wrong:
        raise NotAcceptedError(wrong)
    return typed


def _require(form: forms.Form, offered: Sequence[tuple[str, str]] = ()) -> None:
    if form.is_valid():
        return
    problems = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()}
    if "person" in problems and offered:
        choices = "; ".join(f"{value}: {words}" for value, words in offered)
        problems["person"] += " " + _("Send one of these: %(choices)s.") % {"choices": choices}
    raise NotAcceptedError(problems)


def _try(act: Any) -> None:
    try:
        act()
    except RefusedError as refusal:
        raise NotAcceptedError({"__all__": str(refusal)}) from refusal
