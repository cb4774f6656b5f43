"""The tile of the evaluations on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core import home
from grono.portal.core.display import Tile
from grono.portal.evaluations.queries import count_published

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader


@home.register_tile("evaluations", order=45)
def evaluations_tile(reader: Reader) -> Tile | None:  # noqa: ARG001 - everyone sees the same
    """Return how many results are public."""
    published = count_published()
    if not published:
        return None
    return Tile(
        label=_("Evaluations"),
        value=published,
        unit=ngettext("published result", "published results", published),
        date=timezone.localdate(),
        href=reverse("evaluations:list"),
    )
