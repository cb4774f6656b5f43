"""The powiats and gminas of the demonstration."""

from __future__ import annotations

from grono.portal.core import demonstration
from grono.portal.regions.actions import enter_regions
from grono.portal.regions.shipped import demonstration_places, voivodeships


@demonstration.register("regions", order=10)
def load() -> None:
    """Enter the places that the programmes of the demonstration speak of."""
    enter_regions(by=None, rows=[*voivodeships(), *demonstration_places()])
