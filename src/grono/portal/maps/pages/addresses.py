"""Where the pages of a map are, and what state it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.core.display import Link, Status, Step
from grono.portal.maps.models import MapState
from grono.portal.maps.queries import state_of

if TYPE_CHECKING:
    from typing import Literal

    from grono.portal.core.display import Tone
    from grono.portal.core.models import BackgroundRun
    from grono.portal.maps.models import ClusterMap

TONES: dict[MapState, Tone] = {
    MapState.READING: "active",
    MapState.PROBLEMS: "error",
    MapState.DRAFT: "neutral",
    MapState.DRAWING: "active",
    MapState.STOPPED: "warning",
    MapState.DRAWN: "information",
    MapState.PUBLISHED: "success",
    MapState.REMOVED: "neutral",
}


def address(map_: ClusterMap, page: str = "map", **arguments: str) -> str:
    """Return the address of a page of a map."""
    return reverse(f"maps:{page}", kwargs={"public_id": map_.public_id, **arguments})


def draft_of_run(run: BackgroundRun) -> str:
    """Return the page that shows what a reading run understood."""
    return reverse("maps:understood", args=[run.subject_public_id])


def map_of_run_address(run: BackgroundRun) -> str:
    """Return the page of the map a run has drawn."""
    return reverse("maps:map", args=[run.subject_public_id])


def comparison_of_run_address(run: BackgroundRun) -> str:
    """Return the page of a comparison."""
    return reverse("maps:comparison", args=[run.subject_public_id])


def status_of(map_: ClusterMap) -> Status:
    """Return the state of a map in a word."""
    state = state_of(map_)
    return Status(state.label, TONES[state])


def breadcrumbs(map_: ClusterMap | None = None, *, inside: bool = False) -> list[Link]:
    """Return the way to a page of maps; ``inside`` adds the map itself."""
    way = [Link(_("Cluster maps"), reverse("maps:list"))]
    return [*way, Link(map_.title, address(map_))] if map_ is not None and inside else way


def steps(current: int, *, failed: bool = False) -> list[Step]:
    """Return the steps from a table to a published map; ``current`` counts from 0."""
    titles = [
        _("Upload the tables"),
        _("Check what was understood"),
        _("Choose the rule"),
        pgettext("step", "Draw the map"),
        _("Look at it and publish it"),
    ]

    def state(number: int) -> Literal["done", "current", "waiting", "failed"]:
        if number == current:
            return "failed" if failed else "current"
        return "done" if number < current else "waiting"

    return [Step(title, state(number)) for number, title in enumerate(titles)]
