"""The candidates of one region in tables: in order, and by what each is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import number, percent
from grono.portal.maps.deciding import SAFE
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices import decision_status
from grono.portal.maps.pages.decide_words import capital, criterion_title, way_title
from grono.portal.maps.pages.forms_of_numbers import NONE, probability, quotient, share
from grono.portal.maps.pages.shortlist import foreign, named_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from grono.portal.maps.deciding import Board, Candidates, Standing
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Results, Row


class Candidacies:
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
            head(_("Probability"), "-probability", unit=places),
            head(_("Expected rank"), "rank", numeric=True),
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
            "-probability": lambda one: (-one.probability, one.rank),
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
            capital(criterion_title(one.kept_out_by)) or NONE,
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
        removed = _("removed most often by: %(way)s") % {"way": way_title(row)} if row["removed_by"] else ""
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
            *(Column(capital(criterion_title(name)), numeric=True, unit=_unit(name)) for name in names),
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
