"""What criteria, indicators, dimensions and rules are called in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from grono.messages import Message


def criterion_title(name: str) -> Message:
    """Return what a criterion of the shortlist is called."""
    return {
        "employees": message("number of employees"),
        "lower_location_quotient": message("lower bound of the location quotient"),
        "competitiveness": message("competitiveness"),
        "ellison_glaeser": message("concentration of the industry"),
        "growth": message("growth"),
        "relatedness_density": message("density of related industries"),
    }[name]


def indicator_title(name: str) -> Message:
    """Return what an indicator of competitiveness is called."""
    return {
        "productivity": message("productivity"),
        "wages": message("wages"),
        "export_location_quotient": message("specialisation in exports"),
        "dynamic_regional_effect": message("growth beyond the industry's"),
        "net_entry": message("net entry of plants"),
        "growth": message("growth"),
        "relatedness_density": message("density of related industries"),
        "complexity_gain": message("gain in economic complexity"),
        "supplier_gaps": message("suppliers in the region"),
        "mean": message("all indicators together"),
    }[name]


def rule_title(name: str) -> Message:
    """Return what a rule of the candidates is called."""
    return {
        "location_quotient": message("location quotient"),
        "probability_above_one": message("probability of a quotient above 1"),
        "employees": message("number of employees"),
        "plants": message("number of plants"),
    }[name]


def choice_title(name: str) -> Message:
    """Return what a way to decide something is called, such as ``industry_level=level_2``.

    Levels are those of the classification: in NACE 2 division, 3 group, 4 class.
    """
    dimension, _, choice = name.partition("=")
    if choice in {"as_given", "kept", "estimate"} or name == "measure=employees":
        return message("what the map itself takes")
    if dimension == "location_quotient_cut":
        return message("a location quotient of at least %(cut)s", cut=float(choice))
    if dimension == "year":
        return message("the year %(year)s", year=choice)
    if dimension == "industry_level":
        return message("industries of level %(level)s of the classification", level=choice.removeprefix("level_"))
    if dimension == "measure":
        return message('the measure "%(measure)s" in place of employees', measure=choice)
    if dimension == "region_level":
        return message("the larger regions above these")
    if dimension == "imputation":
        return message("another estimate of the hidden figures")
    return message("the region without its largest plant")


def flag_sentence(flag: str) -> Message | None:
    """Return what a flag of a line means for its use; None for one that says nothing against it."""
    return {
        "partial": message("A missing cell is left out of a sum that these figures rest on."),
        "estimated": message("The source has estimated the number of employees itself."),
        "imputed_share": message("Part of the figures is hidden by the source and had to be estimated."),
        "few_plants": message("The sizes of plants are unknown here, so that there is no interval."),
        "no_plant_sizes": message(
            "No sizes of plants were given, so that nothing tells a cluster from one large plant."
        ),
        "equal_plant_sizes": message(
            "All plants were taken as equally large; the interval is too narrow rather than too wide."
        ),
        "sizes_of_another_year": message("The sizes of plants come from another year than the map."),
        "code_without_class": message(
            "The industry's code has no class of its own and was counted with the level above."
        ),
    }.get(flag)


def missing_title(name: str) -> Message:
    """Return what a piece of missing evidence is called."""
    return {
        "lower": message("an interval of the location quotient (it needs sizes of plants)"),
        "ellison_glaeser": message("the concentration of the industry (it needs sizes of plants)"),
        "growth": message("growth (it needs an earlier year with the industry in it)"),
        "regional": message("the region's own part in the change (it needs two complete years)"),
    }[name]
