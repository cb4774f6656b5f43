"""The directory's tile on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core import home
from grono.portal.core.display import Tile
from grono.portal.core.templatetags.grono import number
from grono.portal.directory.kinds import Helix
from grono.portal.directory.queries import count_of_organisations

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader


@home.register_tile("directory", order=20)
def organisations_tile(reader: Reader) -> Tile | None:
    """Return how many organisations the directory has, by side of the helix."""
    counts = count_of_organisations(reader)
    total = sum(counts.values())
    if not total:
        return None
    parts = ", ".join(f"{side.label} {number(counts[side])}" for side in Helix if side in counts)
    return Tile(
        label=_("Directory"),
        value=total,
        unit=ngettext("organisation", "organisations", total),
        date=timezone.localdate(),
        interval=parts,
        href=reverse("directory:list"),
    )
