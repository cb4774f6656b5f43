"""Headings of columns, the same above the tables of charts, pages, documents and workbooks."""

from __future__ import annotations

from grono.messages import Message, message

_TITLES: dict[str, Message] = {
    "region": message("Region code"),
    "region_name": message("Region"),
    "industry": message("Industry code"),
    "industry_class": message("Class"),
    "industry_name": message("Industry"),
    "name": message("Name"),
    "list": message("List"),
    "rank": message("Rank"),
    "rank_in_region": message("Rank in region"),
    "period": message("Year"),
    "base_period": message("Compared with"),
    "employees": message("Employees"),
    "location_quotient": message("Location quotient"),
    "lower": message("Lower bound (2.5%%)"),
    "upper": message("Upper bound (97.5%%)"),
    "shrunk": message("Location quotient, drawn towards 1"),
    "probability_above_one": message("Probability above 1"),
    "share": message("Share of all"),
    "share_of_region": message("Share of region"),
    "share_of_nation": message("Share of industry"),
    "plants": message("Plants"),
    "herfindahl": message("Herfindahl index of plants H"),
    "ellison_glaeser": message("Ellison–Glaeser γ"),
    "raw_concentration": message("Raw concentration G"),
    "growth": message("Growth"),
    "growth_per_year": message("Growth per year"),
    "change": message("Change"),
    "national": message("National part"),
    "mix": message("Industry mix part"),
    "regional": message("Regional part"),
    "new": message("New industries part"),
    "krugman_specialisation": message("Krugman specialisation"),
    "candidates": message("Candidates"),
    "rest_on_few_plants": message("Rest on few plants"),
    "share_in_candidates": message("Employed in candidate industries"),
    "flags": message("Notes"),
    "missing": message("Missing evidence"),
    "year": message("Year"),
    "done": message("Done"),
    "planned": message("Planned"),
    "cumulative_done": message("Done so far"),
    "cumulative_planned": message("Planned so far"),
    "status": message("Status"),
    "other": message("Code of the other industry"),
    "other_name": message("Other industry"),
    "measure": message("Measure"),
    "value": message("Value"),
    "p": message("Probability by chance"),
    "kept": message("Stands"),
    "indicator": message("Indicator"),
    "percentile": message("Percentile"),
    "peers": message("Regions compared"),
    "expected_rank": message("Mean place"),
    "probability_top": message("Probability of being among the first"),
    "safe": message("Safe"),
    "kept_out_by": message("What speaks most against it"),
    "before": message("Location quotient on the earlier map"),
    "after": message("Location quotient on the later map"),
    "employees_before": message("Employees on the earlier map"),
    "employees_after": message("Employees on the later map"),
    "probability": message("Probability that it rose"),
    "class": message("Change"),
    "stars": message("Stars"),
    "stars_certain": message("Certain stars"),
    "specifications": message("Ways of counting"),
    "survived": message("Ways survived"),
    "removed_by": message("What removes it most"),
    "criterion": message("Criterion"),
    "score": message("Score (0 to 1)"),
    "spread": message("Standard deviation of the score"),
    "q": message("Probability by chance, all regions together"),
    "quadrant": message("Among its neighbours"),
    "rank_before": message("Place on the earlier map"),
    "rank_after": message("Place on the later map"),
    "kilometres": message("Distance (km)"),
    "expected": message("Expected by chance"),
    "lower_local": message("Lower end at this distance"),
    "upper_local": message("Upper end at this distance"),
    "lower_global": message("Lower end at all distances"),
    "upper_global": message("Upper end at all distances"),
}


def column_title(column: str, language: str) -> str:
    """Return the heading of a column; its own name where there is none."""
    title = _TITLES.get(column)
    return title.in_language(language) if title else column


def column_titles(columns: list[str], language: str) -> dict[str, str]:
    """Return the headings of columns."""
    return {column: column_title(column, language) for column in columns}


LISTS: dict[str, Message] = {
    "candidate": message("candidate"),
    "rests_on_few_plants": message("rests on few plants"),
}
"""Words for the two lists of a shortlist."""

CHANGES: dict[str, Message] = {
    "new": message("new"),
    "stronger": message("stronger"),
    "weaker": message("weaker"),
    "gone": message("gone"),
    "unchanged": message("unchanged"),
    "not_comparable": message("not comparable"),
}
"""Words for what became of a candidate between two maps."""


def list_word(code: str, language: str) -> str:
    """Return the word for a list of the shortlist; the code itself where it is unknown."""
    return LISTS[code].in_language(language) if code in LISTS else code


def indicator_word(code: str, language: str) -> str:
    """Return the word for an indicator of competitiveness, with a capital letter."""
    from grono.clustermap.selection.choice_words import (
        indicator_title,  # brings the numerics, which most charts do not need
    )

    return _capital(indicator_title(code).in_language(language))


def criterion_word(code: str, language: str) -> str:
    """Return the word for a criterion of the shortlist, with a capital letter."""
    from grono.clustermap.selection.choice_words import (
        criterion_title,  # brings the numerics, which most charts do not need
    )

    return _capital(criterion_title(code).in_language(language))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
