"""A source read in the background, and what it brought drawn beside peers and nation, in every language of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.messages import GronoError, message
from grono.portal.bindings.actions import keep_arrival, keep_pictures
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.queries import binding_of_run, shown_arrivals
from grono.portal.bindings.reading import read_source
from grono.portal.bindings.stored import transformation_of
from grono.portal.core.visitor import Visitor
from grono.strategy.series import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.bindings.models import Arrival, Binding
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.core.visitor import Reader

DRAWING = _("Drawing the pictures")


def read_and_draw(run: BackgroundRun, progress: Progress) -> None:
    """Read the source of the binding that a run is for, and draw what it brought; or only draw anew."""
    binding = binding_of_run(run)
    arrivals = shown_arrivals(binding) if run.parameters.get("draw_only") else []
    for arrival in arrivals or [arrive(binding, run.owner or Visitor(), progress)]:
        progress(DRAWING)
        keep_pictures(by=run.owner, arrival=arrival, pictures=pictures_of(binding, arrival))


def arrive(binding: Binding, reader: Reader, progress: Callable[..., None]) -> Arrival:
    """Read the source of a binding and keep what it has; a place that the source does not have is said."""
    series, names = read_source(binding, reader, progress)
    found = figures(series, transformation_of(binding.transformation))
    if binding.place not in found:
        raise GronoError(_no_such_place(binding.place, sorted(found)))
    return keep_arrival(by=None, binding=binding, series=series, found=found, names=names)


def _no_such_place(place: str, places: list[str]) -> Any:
    return message(
        "The source has no figure for the region “%(place)s”. It has %(places)s.",
        place=place,
        places=", ".join(places[:20]) or "–",
    )


def address(run: BackgroundRun) -> str | None:
    """Return the page of the indicator whose source a run reads."""
    binding = binding_of_run(run)
    return reverse("bindings:indicator", args=[binding.strategy.public_id, binding.indicator_key])


def pictures_of(binding: Binding, arrival: Arrival) -> dict[str, dict[str, Any]]:
    """Return the picture of an arrival in each language, for wide and for narrow pages."""
    from grono.charts import for_page, to_svg
    from grono.charts.beside_peers import beside_peers_chart

    compared = Compared(binding, arrival)
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            wide, narrow = (
                beside_peers_chart(
                    compared.years,
                    code,
                    title=binding.indicator_name,
                    source=arrival.source_text,
                    flags=compared.flags,
                    narrow=narrow,
                )
                for narrow in (False, True)
            )
            found[code] = {
                "svg": for_page(to_svg(wide), name="peers"),
                "narrow": for_page(to_svg(narrow), name="peers-narrow"),
                "title": wide.title,
                "alternative": wide.alternative,
            }
    return found
