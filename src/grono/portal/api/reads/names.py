"""Reading the lists of names and of what codes became in another edition, for who loads them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from grono.portal.api.answers import Choice, page_of, paged, part_of
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads them
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.regions.kinds import ListState
from grono.portal.regions.queries import PERMISSION, name_list_visible_to, name_lists_visible_to

if TYPE_CHECKING:
    from grono.portal.regions.models import NameList

router = Router()
LIST: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "title": (str, _("Title, in the language of who loaded the list.")),
    "source": (str, _("Who issued the list.")),
    "state": (Choice, _("Whether it waits, is in use or is removed.")),
    "file": (str, _("Name of the file.")),
    "sha256": (str, _("Checksum of the file.")),
    "uploaded_at": (datetime.datetime, _("When it was sent in.")),
    "loaded_at": (datetime.datetime | None, _("Since when it is, or was last, in use.")),
}
NameListEntry = shape("NameListEntry", **LIST)
Codes = shape(
    "CorrespondenceTable",
    source=(str, _("Edition of the codes that are converted.")),
    target=(str, _("Edition of the codes that they became.")),
    codes=(dict[str, list[str]], _("Code → the codes that it became; several are candidates.")),
)
NameListDetails = shape(
    "NameListDetails",
    **LIST,
    names=(dict[str, dict[str, dict[str, str]]], _("Kind → code → language → name; und where no language is said.")),
    correspondence=(Codes | None, _("What codes of one edition became in another; null in a list of names.")),
)


@router.get(
    "/name-lists",
    response={200: page_of(NameListEntry, "NameLists"), **REFUSED},
    url_name="name_lists",
    summary=_("Lists of names and of what codes became in another edition"),
)
def name_lists(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the lists, the newest first."""
    found = name_lists_visible_to(worker(request, PERMISSION)).defer("texts", "correspondence")
    return paged(request, asked, found.count(), [_entry(one) for one in part_of(found, asked)])


@router.get(
    "/name-lists/{public_id}",
    response={200: NameListDetails, **ABSENT},
    url_name="name_list",
    summary=_("One list with everything that it holds"),
)
def one_name_list(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one list."""
    found = name_list_visible_to(worker(request, PERMISSION), public_id)
    return {**_entry(found), "names": found.texts, "correspondence": _codes(found)}


def _entry(one: NameList) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "title": one.title,
        "source": one.source,
        "state": choice(ListState, one.state),
        "file": one.file_name,
        "sha256": one.sha256,
        "uploaded_at": one.uploaded_at,
        "loaded_at": one.loaded_at,
    }


def _codes(one: NameList) -> dict[str, Any] | None:
    held = one.correspondence
    return None if held is None else {"source": held["from"], "target": held["to"], "codes": held["codes"]}
