"""Every measure of a map: what it answers, and all its values with what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Fact, Link
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.further_forms import ValuesForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices_of_places import region_choices
from grono.portal.maps.pages.method_pages import foreign_text, method_address, method_link
from grono.portal.maps.pages.method_words import words_of_method
from grono.portal.maps.pages.pictures import awaited, picture
from grono.portal.maps.pages.sections import Section, sections_shown
from grono.portal.maps.pages.sheets import Field, Sheet, number_field
from grono.portal.maps.pages.units import unit_of
from grono.portal.maps.pages.values import Values, values_sheet
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.pages.pictures import Pictured
    from grono.portal.maps.results import Results

EXAMPLES = 3
"""Industries that are offered to be seen on a map."""
NO_BREAK = "\N{NON-BREAKING HYPHEN}"


def measures(map_: ClusterMap, wanted: QueryDict) -> dict[str, Any]:
    """Return every measure of a map, by what it is a measure of; narrowed to one place, its values too."""
    results = results_of(map_)
    titles = {
        "cell": _("Of an industry in a region"),
        "region": _("Of a region"),
        "industry": _("Of an industry"),
    }
    sections = [_axis(map_, results, axis, title, wanted) for axis, title in titles.items()]
    return sections_shown([section for section in sections if section is not None], wanted)


def _axis(map_: ClusterMap, results: Results, axis: str, title: str, wanted: QueryDict) -> Section | None:
    words = results.page(get_language() or "en")
    counts = words.get("measured", {})
    rows = [
        {"name": name, **text, "count": counts[name]}
        for name, text in words.get("variants", {}).items()
        if text["axis"] == axis and name in counts
    ]
    if not rows:
        return None
    place = {name: str(wanted[name]) for name in ("region", "industry") if name in wanted and axis in {"cell", name}}

    def link(row: dict[str, Any]) -> Cell:
        href = address(map_, "measure", variant=row["name"])
        query = "&".join(f"{name}={value}" for name, value in place.items() if value.replace(".", "").isalnum())
        return Cell(row["title"], f"{href}?{query}" if query else href, row["name"])

    fields = [
        Field("title", _("Measure"), lambda row: row["title"], link, code=lambda row: row["name"]),
        *([_value_field(results, axis, place[axis])] if axis in place else []),
        Field("", _("Which question it answers"), lambda row: row["answers"]),
        number_field("count", _("Values"), digits=0),
        Field("", _("Unit"), lambda row: unit_of(row["unit"])),
        Field("rule", _("Rule and formula"), lambda row: row["rule"], _rule),
    ]
    return Section(f"measures-of-{axis}", title, sheet=Sheet(f"of-{axis}", _captions()[axis], fields, rows))


def _rule(row: dict[str, Any]) -> Cell:
    """Return the rule by which a measure is computed; it leads to the formula."""
    return Cell(row["rule"].replace("-", NO_BREAK), method_address(row["page"]))


def _captions() -> dict[str, str]:
    return {
        "cell": _("Measures of an industry in a region"),
        "region": _("Measures of a region"),
        "industry": _("Measures of an industry"),
    }


def _value_field(results: Results, axis: str, code: str) -> Field:
    """Return the column of the values of one whole region or industry."""
    if axis == "industry":
        found = results.further.of_industry(code)
    else:
        found = {name: rows[code] for name, rows in results.further.of_regions.items() if code in rows}
    values = {name: row["value"] for name, row in found.items()}
    name = results.name(axis, code, get_language() or "en").text
    return number_field("value", name, digits=3, value=lambda row: values.get(row["name"]))


def measure(map_: ClusterMap, variant: str, wanted: QueryDict) -> dict[str, Any]:
    """Return one measure with its values, the largest first."""
    results = results_of(map_)
    text = results.page(get_language() or "en").get("variants", {}).get(variant)
    if text is None:
        raise Http404
    values = Values(results, variant)
    if not values.count:
        raise Http404
    form = ValuesForm(wanted, regions=region_choices(results), axis=text["axis"])
    narrow = form.wanted()
    if "industry" in narrow:
        narrow["industry"] = industry_asked(results, narrow["industry"])
    found = values.narrowed(**narrow)
    sheet = values_sheet(map_, results, text, found, wanted)
    shown = _picture(map_, results, variant, text["axis"], narrow)
    return {
        "text": text,
        "variant": variant,
        "facts": _facts(map_, text, values),
        "picture": shown,
        "awaits_pictures": awaited(shown),
        "without_outlines": shown is not None and not results.has_outlines,
        "on_a_map": _on_a_map(map_, results, variant, text["axis"]) if shown is None else None,
        "form": form,
        "filtered": bool(narrow),
        "plain_address": address(map_, "measure", variant=variant),
        "sheet": sheet.shown(wanted),
        "sheets": {sheet.name: sheet},
        "page": sheet.page,
    }


def industry_asked(results: Results, asked: str) -> str:
    """Return the code of the industry that somebody named by its code or by a part of its name; what was asked where there is none."""
    wanted, language = asked.strip(), get_language() or "en"
    if wanted in results.industries:
        return wanted
    text = wanted.casefold()
    named = (code for code in results.industries if text in results.name("industry", code, language).text.casefold())
    return next(named, wanted)


def _picture(map_: ClusterMap, results: Results, variant: str, axis: str, narrow: dict[str, str]) -> Pictured | None:
    """Return the measure by region; nothing for whole industries, or while no industry is named."""
    if axis == "region":
        return picture(map_, "measure_map", variant=variant)
    industry = narrow.get("industry", "")
    if axis == "cell" and industry in results.industries:
        return picture(map_, "measure_map", variant=variant, industry=industry)
    return None


def _on_a_map(map_: ClusterMap, results: Results, variant: str, axis: str) -> list[Link]:
    """Return where a measure of an industry in a region is seen region by region: for the surest candidates."""
    if axis != "cell":
        return []
    codes = list(dict.fromkeys(line["industry"] for line in results.shortlist))[:EXAMPLES]
    language, href = get_language() or "en", address(map_, "measure", variant=variant)
    return [
        Link(results.name("industry", code, language).text, f"{href}?{urlencode({'industry': code})}")
        for code in codes or list(results.industries)[:EXAMPLES]
    ]


def _formula(page: str) -> list[Fact]:
    """Return the way to definition and formula."""
    link, language = method_link(page), foreign_text()
    if link is None:
        return []
    label, detail = _("Formula, worked example, when not to use it"), _("in English") if language else ""
    return [Fact(label, link.label, detail, link.href, language)]


def _facts(map_: ClusterMap, text: dict[str, Any], values: Values) -> list[Fact]:
    present, missing = values.present, values.count - values.present
    found = [
        Fact(_("Year"), str(map_.summary["period"] or "")),
        Fact(_("Unit"), unit_of(text["unit"]) or _("a number without a unit")),
        Fact(_("Values"), present, _("%(count)s are missing") % {"count": number(missing)} if missing else ""),
        Fact(_("How it was computed"), "; ".join(map(words_of_method, values.methods))),
        Fact(_("Rule of the specification"), text["rule"]),
        *_formula(text["page"]),
    ]
    if (extent := values.extent) is not None:
        low, high = (number(value, 3) for value in extent)
        found.insert(3, Fact(_("From the least to the largest"), _("%(low)s to %(high)s") % {"low": low, "high": high}))
    return found
