"""What rests on few plants: how many industries, which question each of them failed, or why nobody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.forms_of_numbers import limit_of_probability, probability

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row


def few_plants(map_: ClusterMap, count: int) -> int | None:
    """Return how many industries rest on few plants; None on a map that knows nothing of plants and so cannot say."""
    return count if map_.summary["has_plant_sizes"] or count else None


def why_unknown() -> str:
    """Return why a map without sizes of plants cannot say it."""
    return _("no sizes of plants were given")


def plants_of_line(results: Results, line: Row) -> Cell:
    """Return the plants a line was judged by: those counted in the region, or those of the whole country."""
    answer = results.proofs.get((line["region"], line["industry"]), {}).get("plants")
    counted = answer["value"] if answer is not None else None
    if counted is not None and counted != line["plants"]:
        return Cell(round(counted), detail=_("in the region"))
    return Cell(None) if line["plants"] is None else Cell(round(line["plants"]), detail=_("in the whole country"))


def reasons_of_line(results: Results, line: Row) -> str:
    """Return which limits a line missed: its probability, its number of plants, or both."""
    answers = results.proofs.get((line["region"], line["industry"]), {})
    reasons = []
    if (sure := answers.get("probability_above_one")) and not sure["passed"]:
        reasons.append(_not_sure(sure))
    if (many := answers.get("plants")) and many["passed"] is False:
        reasons.append(_too_few(many))
    return "; ".join(reasons)


def _not_sure(answer: Row) -> str:
    if answer["value"] is None:
        return _("probability not known: the sizes of this industry's plants are missing")
    values = {
        "value": probability(answer["value"], answer["threshold"]),
        "limit": limit_of_probability(answer["threshold"]),
    }
    return _("probability %(value)s, limit %(limit)s") % values


def _too_few(answer: Row) -> str:
    plants = round(answer["value"])
    sentence = ngettext("%(plants)s plant, limit %(limit)s", "%(plants)s plants, limit %(limit)s", plants)
    return sentence % {"plants": number(plants), "limit": number(answer["threshold"])}
