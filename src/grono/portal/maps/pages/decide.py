"""The coordinator's page: the candidates of one region in order, with weights known or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Download, Table
from grono.portal.core.templatetags.grono import number, percent
from grono.portal.maps.deciding import SAFE, candidates_of
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices import decision_status
from grono.portal.maps.pages.forms_of_numbers import NONE, probability, quotient, share
from grono.portal.maps.pages.shortlist import foreign, named_cell
from grono.portal.maps.permissions import may_record_choice
from grono.portal.maps.queries import standing_choices
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.deciding import Board, Candidates, Standing
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Results, Row

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
    page = _Page(map_, results, found, board, standing_choices(reader, map_, region=code), language)
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
        ways and ways["survived"], ways and ways["specifications"], ways and _way(ways),
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
            _capital(criterion_title(name)),
            asked.given.get(name, 0 if asked.given else MIDDLE),
            percent(asked.weights[name]) if asked.weights is not None else _("unknown"),
        )
        for name in found.criteria
    ]


def criterion_title(name: str | None) -> str:
    """Return what a criterion is called; nothing for none."""
    from grono.clustermap.selection.choice_words import criterion_title as title

    return "" if name is None else title(name).in_language(get_language() or "en")


def _way(row: Row) -> str:
    """Return which other way to draw the map removes a candidate most often; nothing where none does."""
    from grono.clustermap.selection.choice_words import choice_title

    return choice_title(row["removed_by"]).in_language(get_language() or "en") if row["removed_by"] else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Page:
    """The parts of the page of one region."""

    def __init__(  # noqa: PLR0913 - what there is to show
        self,
        map_: ClusterMap,
        results: Results,
        found: Candidates,
        board: Board,
        choices: list[Choice],
        language: str,
    ) -> None:
        self._map, self._results, self._found, self._board, self._language = map_, results, found, board, language
        self._decided = {one.industry: one for one in choices if one.industry}

    def _name(self, industry: str) -> str:
        return self._results.name("industry", industry, self._language).text

    def sentence(self) -> str:
        """Say in one sentence what comes out."""
        board = self._board
        known = {"k": number(board.k), "safe": percent(SAFE), "total": number(len(board.standings))}
        names = ", ".join(_quoted(self._name(one.industry)) for one in board.safe)
        if board.weights is not None:
            start = ngettext(
                "With your weights, one of %(total)s candidates is among the first %(k)s with a probability above %(safe)s:",
                "With your weights, %(number)s of %(total)s candidates are among the first %(k)s with a probability above %(safe)s:",
                len(board.safe),
            )
            none = _(
                "With your weights, none of %(total)s candidates is among the first %(k)s with a probability above %(safe)s."
            )
        else:
            start = ngettext(
                "Whatever the weights, one of %(total)s candidates is among the first %(k)s with a probability above %(safe)s:",
                "Whatever the weights, %(number)s of %(total)s candidates are among the first %(k)s with a probability above %(safe)s:",
                len(board.safe),
            )
            none = _(
                "With weights unknown, none of %(total)s candidates is among the first %(k)s with a probability above %(safe)s."
            )
        if not names:
            return none % known
        return f"{start % {**known, 'number': number(len(board.safe))}} {names}."

    def disagreement(self) -> str:
        """Name those that another method would take and this one not, or the other way round."""
        names = [self._name(one.industry) for one in self._board.standings if one.cross_checks_disagree(self._board.k)]
        if not names:
            return ""
        sentence = _("Other methods (TOPSIS, PROMETHEE II) draw the line elsewhere for: %(names)s. Their ranks stand in the table; they are not averaged with ours.")  # fmt: skip
        return sentence % {"names": ", ".join(map(_quoted, names))}

    def table(self, order: str, wanted: QueryDict) -> Table:
        """Return the candidates in order."""
        standings = sorted(self._board.standings, key=self._orders().get(order, lambda one: one.rank))
        chosen = order if order in self._orders() else "rank"

        def head(label: str, key: str = "", *, numeric: bool = False, unit: str = "") -> Column:
            if not key:
                return Column(label, numeric, unit)
            query = wanted.copy()
            query["order"] = key
            direction = "descending" if key.startswith("-") else "ascending"
            return Column(label, numeric, unit, f"?{query.urlencode()}", direction if key == chosen else "")  # type: ignore[arg-type]

        places = _("among the first %(k)s") % {"k": number(self._board.k)}
        columns = [
            head(_("Industry"), "industry"),
            head(_("Probability"), "rank", unit=places),
            head(_("Expected rank"), numeric=True),
            head(_("Kept out most often by")),
            head(_("Other ways to draw the map"), "-survived", unit=_("in which it stays a candidate")),
            head(_("Other methods"), unit=_("rank by TOPSIS, by PROMETHEE II")),
            head(_("Competitiveness"), "-competitiveness", unit=_("percentile among comparable regions")),
            head(_("Decision")),
        ]
        note = _("Bar: the probability, from 0 to 100%%. Dashed line: %(safe)s, above which a candidate is safe.") % {
            "safe": percent(SAFE)
        }
        return Table(_("Candidates of the region"), columns, [self._row(one) for one in standings], note=note)

    def _orders(self) -> dict[str, Callable[[Standing], Any]]:
        found, language = self._found, self._language
        return {
            "rank": lambda one: one.rank,
            "industry": lambda one: collation_key(self._name(one.industry), language),
            "-survived": lambda one: -found.multiverse.get(one.industry, {"share": -1})["share"],
            "-competitiveness": lambda one: -_known(found.competitiveness.get(one.industry, {}).get("percentile")),
        }

    def _row(self, one: Standing) -> list[object]:
        name = self._results.name("industry", one.industry, self._language)
        sheet = address(self._map, "evidence", region=self._region, industry=one.industry)
        return [
            named_cell(name.text, one.industry, name.language, sheet),
            bar(one.probability),
            number(one.expected_rank, 1),
            _capital(criterion_title(one.kept_out_by)) or NONE,
            self._ways(one.industry),
            self._others(one),
            self._competitiveness(one.industry),
            self._decision(one.industry),
        ]

    @property
    def _region(self) -> str:
        return str(self._found.ranked[0]["region"])

    def _ways(self, industry: str) -> Cell:
        row = self._found.multiverse.get(industry)
        if row is None:
            return Cell(None)
        values = {
            "survived": number(row["survived"]),
            "all": number(row["specifications"]),
            "share": share(row["share"]),
        }
        removed = _("removed most often by: %(way)s") % {"way": _way(row)} if row["removed_by"] else ""
        return Cell(_("%(survived)s of %(all)s (%(share)s)") % values, detail=removed)

    def _others(self, one: Standing) -> Cell:
        ranks = [number(rank) if rank is not None else NONE for rank in (one.topsis_rank, one.promethee_rank)]
        differs = one.cross_checks_disagree(self._board.k)
        return Cell(", ".join(ranks), detail=_("they draw the line elsewhere") if differs else "")

    def _competitiveness(self, industry: str) -> Cell:
        row = self._found.competitiveness.get(industry)
        if row is None or row["percentile"] is None:
            return Cell(None)
        if row["lower"] is None:
            return Cell(number(row["percentile"], 0))
        between = _("%(low)s to %(high)s") % {"low": number(row["lower"], 0), "high": number(row["upper"], 0)}
        return Cell(number(row["percentile"], 0), detail=_("95%% interval %(between)s") % {"between": between})

    def _decision(self, industry: str) -> Cell:
        found = self._decided.get(industry)
        return Cell("", status=decision_status(found)) if found else Cell(None)

    def criteria_table(self) -> Table:
        """Return what each candidate is weighed by, with its interval."""
        rows, names = self._found.criteria_rows(), self._found.criteria
        lines: list[list[object]] = []
        for one in self._board.standings:
            name = self._results.name("industry", one.industry, self._language)
            cells = [_criterion_cell(criterion, rows[one.industry, criterion]) for criterion in names]
            lines.append([Cell(name.text, detail=one.industry, language=foreign(name.language)), *cells])
        columns = [
            Column(_("Industry")),
            *(Column(_capital(criterion_title(name)), numeric=True, unit=_unit(name)) for name in names),
        ]
        note = _("Below each value the interval that holds the true one in 95 of 100 cases. A missing value is not taken as bad: in each draw it is that of another candidate, chosen at random.")  # fmt: skip
        return Table(_("What the candidates are weighed by"), columns, lines, note=note)


def _quoted(name: str) -> str:
    return _("“%(name)s”") % {"name": name}


def _known(value: float | None) -> float:
    return -1.0 if value is None else value


def _unit(name: str) -> str:
    return {
        "employees": _("people"),
        "competitiveness": _("percentile"),
        "ellison_glaeser": _("Ellison–Glaeser index"),
        "growth": _("a year"),
    }.get(name, "")


def _criterion_cell(name: str, row: Row) -> Cell:
    def said(value: float) -> str:
        if name == "employees":
            return number(round(value))
        if name == "growth":
            return percent(value, 1)
        if name == "competitiveness":
            return number(value, 0)
        return number(value, 3) if name == "ellison_glaeser" else quotient(value)

    if row["value"] is None:
        return Cell(None)
    if row["lower"] is None or row["lower"] == row["upper"]:
        return Cell(said(row["value"]))
    ends = {"low": said(row["lower"]), "high": said(row["upper"])}
    return Cell(said(row["value"]), detail=_("%(low)s to %(high)s") % ends)


def bar(value: float) -> SafeString:
    """Return a probability as a bar with a line at 80 %, and in words."""
    return format_html(
        '<span class="interval probability"><svg aria-hidden="true" focusable="false">'
        '<line class="interval-axis" x1="0" x2="100%" y1="10" y2="10"/>'
        '<rect class="interval-range" x="0" y="5" width="{}%" height="10" rx="2"/>'
        '<line class="interval-reference" x1="{}%" x2="{}%" y1="0" y2="20"/></svg><span class="nowrap">{}</span></span>',
        f"{100 * value:.1f}",
        f"{100 * SAFE:.0f}",
        f"{100 * SAFE:.0f}",
        probability(value),
    )
