"""The tile of the strategies on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core import home
from grono.portal.core.display import Tile
from grono.portal.strategies.queries import counts_for

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader


@home.register_tile("strategies", order=40)
def strategies_tile(reader: Reader) -> Tile | None:
    """Return how many strategies are public, with how many tasks."""
    strategies, tasks = counts_for(reader)
    if not strategies:
        return None
    return Tile(
        label=_("Strategies"),
        value=strategies,
        unit=ngettext("strategy", "strategies", strategies),
        date=timezone.localdate(),
        interval=ngettext("%(count)s task card", "%(count)s task cards", tasks) % {"count": tasks},
        href=reverse("strategies:list"),
    )
