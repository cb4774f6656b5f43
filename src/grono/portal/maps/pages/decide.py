"""The coordinator's page: the candidates of one region in order, with weights known or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Download
from grono.portal.core.templatetags.grono import percent
from grono.portal.maps.deciding import candidates_of
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.candidacies import Candidacies
from grono.portal.maps.pages.decide_words import capital, criterion_title, way_title
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.permissions import may_record_choice
from grono.portal.maps.queries import standing_choices
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.deciding import Candidates, Standing
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Results

LARGEST = 100
"""Right end of a slider; only the proportions of the weights count."""
MIDDLE = 50
MOST_PLACES = 20


@dataclass(frozen=True)
class Slider:
    """One criterion with its weight: ``part`` is its part of all weights, in words."""

    name: str
    label: str
    value: int
    part: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for: weights (None where they are unknown), places, order, and what is wrong with it."""

    weights: Mapping[str, float] | None
    given: Mapping[str, int]
    places: int
    order: str
    error: str = ""


def decide(map_: ClusterMap, code: str, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return the page of one region."""
    results, language = results_of(map_), get_language() or "en"
    if code not in results.regions:
        raise Http404
    name = results.name("region", code, language)
    found = candidates_of(map_, code)
    here = {
        "name": name,
        "name_language": foreign(name.language),
        "code": code,
        "analysed": found.analysed,
        "may_record": may_record_choice(reader, map_),
        "choices_address": address(map_, "choices"),
        "region_address": address(map_, "region", code=code),
    }
    if not found.ranked:
        return here
    asked = _asked(wanted, found)
    board = found.board(weights=asked.weights, k=asked.places)
    page = Candidacies(map_, results, found, board, standing_choices(reader, map_, region=code), language)
    plain = {"k": str(board.k)} if board.k != found.stored_k else {}
    return {
        **here,
        "error": asked.error,
        "sentence": page.sentence(),
        "disagreement": page.disagreement(),
        "table": page.table(asked.order, wanted),
        "criteria_table": page.criteria_table(),
        "sliders": _sliders(found, asked),
        "known": asked.weights is not None,
        "places": board.k,
        "most_places": min(len(found.ranked), MOST_PLACES),
        "unknown_address": f"{address(map_, 'decide', code=code)}{'?' if plain else ''}{urlencode(plain)}",
        "downloads": [Download(_("This table"), f"?{_as_file(wanted)}", "CSV")],
    }


def file_rows(map_: ClusterMap, code: str, wanted: QueryDict, reader: Reader) -> list[list[object]]:
    """Return the table of the page for a file: codes beside names, numbers as numbers."""
    results, language = results_of(map_), get_language() or "en"
    found = candidates_of(map_, code)
    if code not in results.regions or not found.ranked:
        raise Http404
    asked = _asked(wanted, found)
    board = found.board(weights=asked.weights, k=asked.places)
    decided = {one.industry: one for one in standing_choices(reader, map_, region=code)}
    head: list[object] = [
        _("Rank"), _("Code"), _("Industry"), _("Probability of being among the first %(k)s") % {"k": board.k}, _("Expected rank"),
        _("Kept out most often by"), "TOPSIS", "PROMETHEE II", _("Ways survived"), _("Ways tried"), _("Removed most often by"),
        _("Competitiveness, percentile"), _("Decision"),
    ]  # fmt: skip
    return [head, *(_file_row(results, found, one, decided, language) for one in board.standings)]


def _file_row(
    results: Results, found: Candidates, one: Standing, decided: Mapping[str, Choice], language: str
) -> list[object]:
    ways, competitive = found.multiverse.get(one.industry), found.competitiveness.get(one.industry)
    return [
        one.rank, one.industry, results.name("industry", one.industry, language).text, round(one.probability, 4),
        round(one.expected_rank, 2), criterion_title(one.kept_out_by), one.topsis_rank, one.promethee_rank,
        ways and ways["survived"], ways and ways["specifications"], ways and way_title(ways),
        competitive and competitive["percentile"],
        decided[one.industry].get_decision_display() if one.industry in decided else None,
    ]  # fmt: skip


def _as_file(wanted: QueryDict) -> str:
    query = wanted.copy()
    query["file"] = "csv"
    return query.urlencode()


def _asked(wanted: QueryDict, found: Candidates) -> Asked:
    given, wrong = {}, False
    for name in found.criteria:
        text = wanted.get(f"w-{name}")
        value = _whole(text)
        wrong |= text is not None and (value is None or not 0 <= value <= LARGEST)
        if value is not None and not wrong:
            given[name] = value
    most = min(len(found.ranked), MOST_PLACES)
    places = min(max(_whole(wanted.get("k")) or found.stored_k, 1), most)
    order = wanted.get("order", "rank")
    if wrong:
        error = _("A weight is a whole number from 0 to 100. Weights are taken as unknown until all of them are.")
        return Asked(None, {}, places, order, error)
    if not given:
        return Asked(None, {}, places, order)
    total = sum(given.values())
    if total == 0:
        error = _("All weights are 0, so nothing would count. Give at least one criterion a weight above 0.")
        return Asked(None, given, places, order, error)
    return Asked({name: given.get(name, 0) / total for name in found.criteria}, given, places, order)


def _whole(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None


def _sliders(found: Candidates, asked: Asked) -> list[Slider]:
    return [
        Slider(
            name,
            capital(criterion_title(name)),
            asked.given.get(name, 0 if asked.given else MIDDLE),
            percent(asked.weights[name]) if asked.weights is not None else _("unknown"),
        )
        for name in found.criteria
    ]
