"""Operations on the profile of an organisation that one keeps: the same sections and rows as on the pages."""

from __future__ import annotations

import datetime  # noqa: TC003 - Ninja reads it
from typing import Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from grono.portal.api.answers import reader_of
from grono.portal.api.asking import Asked
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.portal.api.writing import may_write
from grono.portal.directory.submitting import (
    NotAcceptedError,
    end_row,
    row_values,
    section_values,
    submit_row,
    submit_section,
)

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
REFUSED_TO_WRITE = {401: Refusal, **REFUSED}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))
SECTION = Path(..., description=_("Section of the profile: facts, size, texts or reach."))
KIND = Path(..., description=_("Kind of rows: people, places, products or certificates."))
ROW = Path(..., description=_("Identifier of the row."))


class Values(Schema):
    """Fields of a form."""

    values: dict[str, Any] = Field(
        description=_(
            "Name of the field → value, as the form on the page takes it; fields not named keep their values."
        ),
        examples=[{"founded": 1927}],
    )


class Row(Values):
    """One row."""

    public_id: str = Field(description=_("Identifier of the row."))


class Rows(Schema):
    """The rows of a kind."""

    items: list[Row] = Field(description=_("The rows that are open."))


class Ending(Asked):
    """On which day something ends."""

    until: datetime.date | None = Field(
        None,
        description=_(
            "Last day of a post or an establishment, not before it began and not in the future; today without it."
        ),
    )


@router.get(
    "/organisations/{public_id}/sections/{key}",
    response={200: Values, **REFUSED},
    url_name="organisation_section",
    summary=_("One section of a profile, for who keeps it"),
)
def read_section(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = PUBLIC_ID,
    key: str = SECTION,
) -> dict[str, Any]:
    """Return the fields of a section."""
    return {"values": section_values(reader_of(request), public_id, key)}


@router.put(
    "/organisations/{public_id}/sections/{key}",
    response={200: Values, **REFUSED_TO_WRITE},
    url_name="organisation_section",
    summary=_("Save a section of a profile"),
    auth=may_write,
)
def write_section(
    request: HttpRequest,
    sent: Values,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    key: str = SECTION,
) -> dict[str, Any]:
    """Save a section and return it."""
    user: Any = request.user
    _accepted(lambda: submit_section(by=user, public_id=public_id, key=key, values=sent.values))
    return {"values": section_values(user, public_id, key)}


@router.get(
    "/organisations/{public_id}/rows/{kind}",
    response={200: Rows, **REFUSED},
    url_name="organisation_rows",
    summary=_("Rows of a profile, for who keeps it"),
)
def read_rows(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    kind: str = KIND,
) -> dict[str, Any]:
    """Return the open rows of a kind."""
    return {"items": row_values(reader_of(request), public_id, kind)}


@router.post(
    "/organisations/{public_id}/rows/{kind}",
    response={200: Rows, **REFUSED_TO_WRITE},
    url_name="organisation_rows",
    summary=_("Enter a row in a profile"),
    auth=may_write,
)
def add_row(
    request: HttpRequest,
    sent: Values,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    kind: str = KIND,
) -> dict[str, Any]:
    """Enter a row and return all of its kind."""
    user: Any = request.user
    _accepted(lambda: submit_row(by=user, public_id=public_id, kind=kind, values=sent.values))
    return {"items": row_values(user, public_id, kind)}


@router.get(
    "/organisations/{public_id}/rows/{kind}/{row}",
    response={200: Row, **REFUSED},
    url_name="organisation_row",
    summary=_("One row of a profile, for who keeps it"),
)
def read_row(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    kind: str = KIND,
    row: str = ROW,
) -> dict[str, Any]:
    """Return one row."""
    return row_values(reader_of(request), public_id, kind, row)[0]


@router.put(
    "/organisations/{public_id}/rows/{kind}/{row}",
    response={200: Rows, **REFUSED_TO_WRITE},
    url_name="organisation_row",
    summary=_("Change a row of a profile"),
    auth=may_write,
)
def change_row(  # noqa: PLR0913 - three parts of the address
    request: HttpRequest,
    sent: Values,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    kind: str = KIND,
    row: str = ROW,
) -> dict[str, Any]:
    """Change a row and return all of its kind."""
    user: Any = request.user
    _accepted(lambda: submit_row(by=user, public_id=public_id, kind=kind, row_id=row, values=sent.values))
    return {"items": row_values(user, public_id, kind)}


@router.api_operation(
    ["DELETE"],
    "/organisations/{public_id}/rows/{kind}/{row}",
    response={200: Rows, **REFUSED_TO_WRITE},
    url_name="organisation_row",
    summary=_("Close a row of a profile, or take it out"),
    auth=may_write,
)
def close_row(
    request: HttpRequest,
    asked: Query[Ending],
    public_id: str = PUBLIC_ID,
    kind: str = KIND,
    row: str = ROW,
) -> dict[str, Any]:
    """Close a row and return those that are left."""
    user: Any = request.user
    _accepted(lambda: end_row(by=user, public_id=public_id, kind=kind, row_id=row, until=asked.until))
    return {"items": row_values(user, public_id, kind)}


def _accepted(act: Any) -> None:
    try:
        act()
    except NotAcceptedError as refusal:
        raise WrongParametersError(refusal.problems) from refusal
