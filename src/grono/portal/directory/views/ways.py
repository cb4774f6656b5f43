"""What the pages of a profile share: the way to them, and who may open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Link, Tab
from grono.portal.directory.details import DETAIL_PARTS
from grono.portal.directory.queries import organisation_kept_by

if TYPE_CHECKING:
    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import Organisation


def kept(request: UserRequest, public_id: str) -> Organisation:
    """Return an organisation with all its parts for who may keep its profile, or answer 404."""
    return organisation_kept_by(request.user, public_id, DETAIL_PARTS)


def way_to(organisation: Organisation, *, inside: bool = True) -> list[Link]:
    """Return the breadcrumbs of the pages of a profile."""
    way = [
        Link(_("Directory"), reverse("directory:list")),
        Link(str(organisation), reverse("directory:organisation", args=[organisation.public_id])),
    ]
    return [*way, Link(_("Profile"), reverse("directory:keep", args=[organisation.public_id]))] if inside else way


def tabs_of(organisation: Organisation, current: str) -> list[Tab]:
    """Return the tabs of a profile."""
    titles = {
        "directory:keep": _("Sections"),
        "directory:visibility": _("Who sees what"),
        "directory:preview": _("As others see it"),
        "directory:administrators": _("Administrators"),
        "directory:history": _("History"),
    }
    return [
        Tab(title, reverse(route, args=[organisation.public_id]), current=route == current)
        for route, title in titles.items()
    ]
