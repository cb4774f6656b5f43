"""What further analyses say of a region: competitiveness, industries it could grow, groups across borders, what came and left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.axes import percentile_drawn, percentile_note
from grono.portal.maps.pages.forms_of_numbers import quotient, share
from grono.portal.maps.pages.groups import groups_section
from grono.portal.maps.pages.intervals import interval_field
from grono.portal.maps.pages.sections import Section, formulas
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field, notes_field, number_field
from grono.portal.maps.pages.units import unit_of

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

COULD_GROW = 12
CLEARLY_NEARER = 1.1
"""A density a tenth above that of random industries; below it the order of the list says next to nothing."""
NOT_YET = 1.0
"""A location quotient below this: the region does not have the industry in the sense in which presence is counted."""


def region_sections(map_: ClusterMap, results: Results, region: str) -> list[Section]:
    """Return the parts of a region's page that further analyses give; those that did not run are left out."""
    found = (
        _competitiveness(map_, results, region),
        _could_grow(map_, results, region),
        groups_section(map_, results, region=region),
        _moves(map_, results, region),
    )
    return [section for section in found if section is not None]


def _competitiveness(map_: ClusterMap, results: Results, region: str) -> Section | None:
    rows = results.further.found("competitiveness", region=region)
    if not rows:
        return None
    ranks = {line["industry"]: line["rank"] for line in results.shortlist if line["region"] == region}
    known = [row for row in rows if row["industry"] in ranks]
    known.sort(key=lambda row: ranks[row["industry"]])
    words = results.page(get_language() or "en").get("indicators", {})
    fields = [
        industry_field(map_, results),
        Field(
            "indicator",
            _("Indicator"),
            lambda row: words.get(row["indicator"], row["indicator"]),
            code=lambda row: row["indicator"],
        ),
        _percentile_field(),
        number_field("value", _("Value"), unit=_("in its own unit")),
        *interval_field(known),
        number_field("peers", _("Regions compared"), digits=0),
        notes_field(),
    ]
    caption = _("Competitiveness, indicator by indicator")
    sheet = Sheet("competitiveness", caption, fields, known, note=percentile_note())
    means = {row["industry"]: row for row in known if row["indicator"] == "mean"}
    return Section(
        "competitive",
        _("How competitive its candidates are"),
        _(
            "Each candidate is compared with the other regions that have the same industry. 50 is the middle: half of them are weaker. A candidate can be large and not competitive."
        ),
        facts=[_mean_fact(results, row, known) for row in means.values()],
        sheet=sheet,
        folded=_("Every indicator, with its interval"),
    )


def _percentile_field() -> Field:
    return Field(
        "percentile",
        _("Percentile"),
        lambda row: row["percentile"],
        lambda row: percentile_drawn(row["percentile"], row["lower"], row["upper"]),
        unit=_("50 is the middle"),
    )


def _mean_fact(results: Results, row: Row, rows: list[Row]) -> Fact:
    language = get_language() or "en"
    name = results.name("industry", row["industry"], language).text
    own = [one for one in rows if one["industry"] == row["industry"] and one["indicator"] != "mean"]
    known = sorted((one for one in own if one["percentile"] is not None), key=lambda one: one["percentile"])
    if row["percentile"] is None:
        return Fact(name, None, _("no indicator has data here"))
    said = [_("%(known)s of %(all)s indicators known") % {"known": len(known), "all": len(own)}]
    words = results.page(language).get("indicators", {})
    if len(known) > 1:
        ends = {"best": words[known[-1]["indicator"]], "least": words[known[0]["indicator"]]}
        said.append(_("best: %(best)s; weakest: %(least)s") % ends)
    drawn = percentile_drawn(row["percentile"], row["lower"], row["upper"])
    return Fact(name, drawn, "; ".join(said))


def _could_grow(map_: ClusterMap, results: Results, region: str) -> Section | None:
    cells = [
        cell
        for cell in results.further.cells_of_region(region)
        if cell["relatedness_density"] is not None and (cell["location_quotient"] or 0.0) < NOT_YET
    ]
    if not cells:
        return None
    complexity = results.further.of_industries("pci_z")
    rows: list[dict[str, Any]] = [
        {**cell, "pci_z": complexity.get(cell["industry"])}
        for cell in sorted(cells, key=lambda cell: (-cell["relatedness_density"], cell["industry"]))
    ]
    fields = [
        industry_field(map_, results),
        number_field("relatedness_density", _("Related industries here"), unit=_("share the region has"), form=share),
        number_field("relatedness_density_relative", _("Against chance"), unit=_("1 is chance")),
        number_field("location_quotient", _("Location quotient"), form=quotient),
        number_field("employees", _("Employees"), digits=0),
        number_field("pci_z", _("Complexity of the industry"), unit=_("standard deviations")),
    ]
    sheet = Sheet(
        "could_grow",
        _("Industries near what the region already has"),
        fields,
        rows,
        limit=COULD_GROW,
        note=_("Only industries in which the region is not specialised yet (location quotient below 1)."),
    )
    return Section(
        "grow",
        _("Related industries the region could grow"),
        _(
            "Regions more often gain industries that are related to those they have. A high share says that the skills and suppliers may be there; it does not say that the industry will come."
        )
        + _beyond_chance(rows[:COULD_GROW]),
        sheet=sheet,
        formulas=formulas(map_, results, "relatedness_density", "relatedness_density_relative", "pci_z"),
    )


def _beyond_chance(rows: list[Row]) -> str:
    """Return a sentence where not even the first lines are nearer than chance would put them."""
    known = [row["relatedness_density_relative"] for row in rows if row["relatedness_density_relative"] is not None]
    if not known or max(known) >= CLEARLY_NEARER:
        return ""
    return " " + _("Here none stands out: a region with as many industries drawn at random would come as near.")


def _moves(map_: ClusterMap, results: Results, region: str) -> Section | None:
    cells = results.further.cells_of_region(region)
    if not any(cell["entry_exit"] is not None for cell in cells):
        return None
    words = {1.0: _("came"), -1.0: _("left")}
    rows = [cell for cell in cells if cell["entry_exit"] in words]
    fields = [
        industry_field(map_, results),
        Field("entry_exit", _("What happened"), lambda row: words[row["entry_exit"]]),
        number_field("location_quotient", _("Location quotient"), form=quotient),
        number_field("employees", _("Employees"), digits=0),
    ]
    years = f"{map_.summary['base_period']}–{map_.summary['period']}"
    return Section(
        "moves",
        _("What came, what left, what stayed"),
        _moves_sentence(results, region, years),
        sheet=Sheet("moves", _("Industries that came or left"), fields, rows, limit=20) if rows else None,
        formulas=formulas(map_, results, "entry_exit", "region_entry_rate", "region_exit_rate", "region_survival_rate"),
    )


def _moves_sentence(results: Results, region: str, years: str) -> str:
    def count(variant: str) -> int | None:
        row = results.further.of_regions.get(variant, {}).get(region)
        return None if row is None or row["value"] is None else round(row["value"])

    came, left = count("region_entries"), count("region_exits")
    if came is None or left is None:
        return _("The map cannot say it: there is one year only, or figures are missing.")
    if not came and not left:
        return _("No industry came to the region and none left it in %(years)s: all that were there stayed.") % {
            "years": years
        }
    came_words = ngettext("%(number)s industry came", "%(number)s industries came", came) % {"number": number(came)}
    left_words = ngettext("%(number)s industry left", "%(number)s industries left", left) % {"number": number(left)}
    return _("%(came)s and %(left)s in %(years)s; all others stayed.") % {
        "came": came_words,
        "left": left_words,
        "years": years,
    }


def complexity_facts(map_: ClusterMap, results: Results, region: str) -> list[Fact]:
    """Return what the mix of industries says of the region: complexity, fitness, variety, each with its place among the regions."""
    found = []
    language = get_language() or "en"
    words = results.page(language).get("variants", {})
    for variant in ("eci", "fitness", "related_variety"):
        rows = results.further.of_regions.get(variant, {})
        row = rows.get(region)
        if row is None or row["value"] is None or variant not in words:
            continue
        known = sorted((one["value"] for one in rows.values() if one["value"] is not None), reverse=True)
        place = _("place %(place)s among %(regions)s regions") % {
            "place": known.index(row["value"]) + 1,
            "regions": len(known),
        }
        label = words[variant]["title"]
        unit = words[variant]["unit"]
        detail = f"{unit_of(unit)}; {place}" if unit else place
        found.append(Fact(label, number(row["value"], 2), detail, address(map_, "measure", variant=variant)))
    return found
