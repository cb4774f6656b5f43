"""The two lists of a map: candidates, and what rests on few plants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Table
from grono.portal.maps.forms import FilterForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices_of_places import region_choices
from grono.portal.maps.pages.few_plants import plants_of_line, reasons_of_line
from grono.portal.maps.pages.forms_of_numbers import LogAxis, change, probability, share, years_of_growth
from grono.portal.maps.pages.method_pages import methods_behind
from grono.portal.maps.pages.organisations import with_firms
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

LINES_ON_A_PAGE = 25
FIRST_LINES = 10
ORDERS: dict[str, Callable[[Row], Any]] = {
    "rank": lambda row: row["rank"],
    "-quotient": lambda row: -row["location_quotient"],
    "-employees": lambda row: -row["employees"],
    "-share": lambda row: -row["share_of_region"],
    "-growth": lambda row: -(row["growth"] if row["growth"] is not None else float("-inf")),
}
"""Ways to put the lines in order; a minus means largest first."""
BY_REGION = "region"


def page_of_list(map_: ClusterMap, name: str, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return one of the lists, filtered, in order, page by page."""
    results = results_of(map_)
    language = get_language() or "en"
    form = FilterForm(wanted, regions=region_choices(results))
    order = wanted.get("order", "rank") if wanted.get("order") in {*ORDERS, BY_REGION} else "rank"
    lines = [row for row in results.shortlist if row["list"] == name]
    found = sorted(_matching(lines, form.wanted(), results, language), key=_order(order, results, language))
    page = Paginator(found, LINES_ON_A_PAGE).get_page(wanted.get("page"))
    table = lines_table(
        map_, results, list(page), caption=_captions()[name], order=order, wanted=wanted, apart=name != "candidate"
    )
    return {
        "form": form,
        "filtered": bool(form.wanted()),
        "page": page,
        "table": table if name != "candidate" else with_firms(table, results, list(page), reader),
        **methods_behind("specialisation", "location-quotient-interval"),
        "plain_address": address(map_, "shortlist" if name == "candidate" else "few_plants"),
    }


def _order(order: str, results: Results, language: str) -> Callable[[Row], Any]:
    if order != BY_REGION:
        return ORDERS[order]
    keys = {code: collation_key(results.name("region", code, language).text, language) for code in results.regions}
    return lambda row: (keys[row["region"]], row["rank"])


def _captions() -> dict[str, str]:
    return {"candidate": _("Candidate industries"), "rests_on_few_plants": _("Industries that rest on few plants")}


def _matching(lines: Sequence[Row], wanted: Mapping[str, str], results: Results, language: str) -> list[Row]:
    if region := wanted.get("region"):
        lines = [row for row in lines if row["region"] == region]
    if text := wanted.get("industry", "").casefold().strip():
        bare = text.replace(".", "")
        lines = [
            row
            for row in lines
            if row["industry"].replace(".", "").casefold().startswith(bare)
            or text in results.name("industry", row["industry"], language).text.casefold()
        ]
    return list(lines)


def lines_table(  # noqa: PLR0913 - what to show, and how it may be sorted
    map_: ClusterMap,
    results: Results,
    lines: Sequence[Row],
    *,
    caption: str,
    order: str = "",
    wanted: QueryDict | None = None,
    with_region: bool = True,
    apart: bool = False,
) -> Table:
    """Return lines of a shortlist with their evidence; ``apart`` adds why they are no candidates, without ``wanted`` the headings are no links."""
    axis = LogAxis(lines)
    intervals = map_.summary["has_plant_sizes"]
    with_probability = intervals and not apart  # there the reason says it
    noted = any(row["flags"] or _missing_of_line(row) for row in lines)

    def head(label: str, key: str = "", *, numeric: bool = False, unit: str = "") -> Column:
        if wanted is None or not key:
            return Column(label, numeric, unit)
        query = wanted.copy()
        query.pop("page", None)
        query["order"] = key
        direction = "descending" if key.startswith("-") else "ascending"
        return Column(label, numeric, unit, f"?{query.urlencode()}", direction if key == order else "")  # type: ignore[arg-type]

    columns = [
        head(_("Industry")),
        head(_("Location quotient"), "-quotient"),
        *([head(_("Probability"), numeric=True, unit=_("that it is above 1"))] if with_probability else []),
        *([head(_("Why it stands apart")), head(_("Plants"), numeric=True)] if apart else []),
        *([head(_("Region"), BY_REGION)] if with_region else []),
        head(_("Employees"), "-employees", numeric=True),
        head(_("Share of region"), "-share", numeric=True),
        head(_("Growth"), "-growth", numeric=True, unit=years_of_growth(map_)),
        *([head(_("Notes"))] if noted else []),
        head(_("Rank"), "rank", numeric=True, unit="" if with_region else _("in the region")),
    ]
    rows = [_line(map_, results, row, axis, with_region=with_region, apart=apart, noted=noted) for row in lines]
    note = axis.explained(has_intervals=intervals) if lines else ""
    unknown = apart and not intervals
    empty = (
        _("Without the sizes of plants it cannot be known which industries rest on few plants.")
        if unknown
        else _("No line matches. Take the filter away to see all.")
    )
    return Table(caption, columns, rows, note=note, empty=empty)


def _line(  # noqa: PLR0913 - what to show of a line
    map_: ClusterMap, results: Results, row: Row, axis: LogAxis, *, with_region: bool, apart: bool, noted: bool
) -> list[object]:
    from grono.reports.notes import labels_of

    language = get_language() or "en"
    industry = results.name("industry", row["industry"], language)
    region = results.name("region", row["region"], language)
    limit = results.limits.get("least_probability")
    region_cell = Cell(region.text, address(map_, "region", code=row["region"]), language=foreign(region.language))
    return [
        named_cell(industry.text, row["industry"], industry.language, address(map_, "industry", code=row["industry"])),
        axis.drawn(row),
        *([probability(row["probability_above_one"], limit)] if map_.summary["has_plant_sizes"] and not apart else []),
        *([reasons_of_line(results, row), plants_of_line(results, row)] if apart else []),
        *([region_cell] if with_region else []),
        round(row["employees"]),
        share(row["share_of_region"]),
        change(row["growth"]),
        *([labels_of(row["flags"], _missing_of_line(row), language=language)] if noted else []),
        row["rank" if with_region else "rank_in_region"],
    ]


def _missing_of_line(row: Row) -> str | None:
    """Return what a line lacks beyond what its flags already say."""
    said = {"lower", "ellison_glaeser"} if row["flags"] else set()
    left = [name for name in (row["missing"] or "").split(",") if name and name not in said]
    return ",".join(left) or None


def named_cell(text: str, code: str, language: str, href: str) -> Cell:
    """Return a name with its code below it; the code alone where there is no other name."""
    return Cell(text, href, "" if text == code else code, foreign(language))


def foreign(language: str) -> str:
    """Return the language of a text where it is not the page's and is known."""
    return "" if language in {"und", get_language()} else language


def first_lines(map_: ClusterMap) -> Table:
    """Return the beginning of the shortlist for the overview."""
    results = results_of(map_)
    lines = [row for row in results.shortlist if row["list"] == "candidate"][:FIRST_LINES]
    sure = map_.summary["has_plant_sizes"]
    caption = _("The surest candidates") if sure else _("Candidates with the highest location quotients")
    return lines_table(map_, results, lines, caption=caption)
