"""How surely an industry is more, or less, concentrated than chance has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.forms_of_numbers import probability

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results


def concentration_facts(map_: ClusterMap, results: Results, industry: str) -> list[Fact]:
    """Return how often plants of the same sizes, thrown on the regions, come out as concentrated; nothing where it was not asked."""
    measures = results.further.of_industry(industry)
    value = {name: measures[name]["value"] for name in P_VALUES if name in measures}
    if (high := value.get("ellison_glaeser_p")) is None:
        return []
    detail = _("how often plants of these sizes, thrown at random on the regions, come out so")
    if (together := value.get("ellison_glaeser_q")) is not None:
        detail += "; " + _("with all industries tested together: %(share)s") % {"share": probability(together)}
    found = [Fact(_("γ this high by chance"), probability(high), detail, _measure(map_, "ellison_glaeser_p"))]
    if (low := value.get("ellison_glaeser_p_dispersed")) is not None and low < high:
        found.append(
            Fact(_("γ this low by chance"), probability(low), "", _measure(map_, "ellison_glaeser_p_dispersed"))
        )
    return found


P_VALUES = ("ellison_glaeser_p", "ellison_glaeser_q", "ellison_glaeser_p_dispersed")


def _measure(map_: ClusterMap, variant: str) -> str:
    return address(map_, "measure", variant=variant)
