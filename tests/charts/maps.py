"""Small invented cluster maps, built through the contracts, with known values."""

from xml.etree import ElementTree

from grono.clustermap import ClusterMap, Parameters
from grono.tables.contracts import conform, contract

PLACES = {
    "R1": ("North Hills", "Północne Wzgórza"),
    "R2": ("South Coast", "Południowe Wybrzeże"),
    "R3": ("Middle", "Środek"),
}
TRADES = {"23410": ("Ceramic ware", "Wyroby ceramiczne"), "24100": ("Basic iron and steel", "Surówka i stal")}
WARNING = {
    "code": "code-without-class",
    "count": 2,
    "sentences": {"en": "Two codes have no class.", "pl": "Dwa kody nie mają klasy."},
}


def parsed(svg):
    """The elements of a drawing of our own."""
    return ElementTree.fromstring(svg)  # noqa: S314


def filled(table, rows):
    """Rows with every column of the contract; what is not given is empty."""
    return conform(table, {column.name: [row.get(column.name) for row in rows] for column in contract(table)})


def line(region, industry, rank, *, kind="candidate", sizes=True, names=None, **values):
    place, trade = (names or PLACES).get(region, (region,))[0], TRADES.get(industry, (industry,))[0]
    given = {
        "list": kind, "rank": rank, "rank_in_region": rank, "region": region, "region_name": place, "industry": industry,
        "industry_class": industry[:4], "industry_name": trade, "period": 2021, "employees": 5320.0, "location_quotient": 12.34,
        "share_of_region": 0.0123, "share_of_nation": 0.31, "base_period": 2015, "growth": -0.052, "growth_per_year": -0.0089,
        "national": 310.5, "mix": -120.25, "regional": -480.0, "raw_concentration": 0.2, "flags": "", "missing": "",
    }  # fmt: skip
    if sizes:
        given |= {
            "lower": 4.5,
            "upper": 18.0,
            "shrunk": 10.2,
            "probability_above_one": 0.9996,
            "plants": 212.0,
            "ellison_glaeser": 0.0421,
        }
    return given | values


def _regions(names, base):
    return [
        {
            "region": code, "name": text[0], "period": 2021, "employees": 100_000.0 * (place + 1), "share": (place + 1) / 6,
            "krugman_specialisation": 0.4, "candidates": 2 - place if place < 2 else 0, "rest_on_few_plants": 1 - min(place, 1),
            "base_period": base, "flags": "",
        } | ({"change": 500.0 * place, "national": 900.0, "mix": -100.0 * place, "regional": 250.0 - 400 * place, "new": 0.0} if base else {})
        for place, (code, text) in enumerate(names.items())
    ]  # fmt: skip


def _industries(base, *, sizes):
    measured = {"plants": 212.0, "herfindahl": 0.02, "ellison_glaeser": 0.0421} if sizes else {}
    return [
        {"industry": code, "industry_class": code[:4], "name": text[0], "period": 2021, "employees": 17_000.0, "share": 0.02,
         "raw_concentration": 0.2, "candidates": 1, "growth": -0.05 if base else None, "flags": ""} | measured
        for code, text in TRADES.items()
    ]  # fmt: skip


def _measures(names, *, sizes):
    rows = []
    for place, region in enumerate(names):
        for industry in TRADES:
            key = {"region": region, "industry": industry, "period": 2021, "flags": ""}
            bounds = {"lower": 0.5 + place, "upper": 3.5 + place} if sizes else {}
            rows.append(key | {"variant": "location_quotient", "value": 1.5 + place, "method": "MAP-11"} | bounds)
            rows.append(key | {"variant": "employees", "value": 800.0, "method": "observed"})
    return rows


def _names(names):
    both = [("region", names), ("industry", TRADES)]
    return [
        {"kind": kind, "code": code, "language": language, "text": text, "text_language": language}
        for kind, given in both
        for code, texts in given.items()
        for language, text in zip(("en", "pl"), texts, strict=False)
    ]


def _run(names, lines, base, *, sizes, warnings):
    table = {"role": "observations", "name": "table.csv", "format": "csv", "sha256": "ab" * 32, "bytes": 1234, "rows": 12,
             "columns": {"region": "GEO", "industry": "SIC", "year": "DATE", "employees": "COUNT"}}  # fmt: skip
    return {
        "version": "0.1.0", "specification_sha256": "cd" * 32, "inputs": [table], "seed": 1, "period": 2021, "base_period": base,
        "specification": {"period": None, "base_period": None, "parameters": Parameters().as_record()},
        "years": [base, 2021] if base else [2021], "has_plant_sizes": sizes, "warnings": warnings, "created": None, "results": {},
        "totals": {"regions": len(names), "industries": len(TRADES), "employees": {"2021": 600_000.0}, "missing_cells": {"2021": 1}},
        "steps": [{"name": "measures", "rows": 12, "seconds": 0.1}],
    }  # fmt: skip


def make_map(*, lines=None, names=PLACES, sizes=True, base=2015, warnings=(WARNING,)):
    """Build a map of three regions (or ``names``) and two industries with the given shortlist lines."""
    if lines is None:
        lines = [
            line("R1", "23410", 1, sizes=sizes, names=names),
            line("R1", "24100", 2, kind="rests_on_few_plants", sizes=False, names=names, flags="few_plants", missing="interval"),
            line("R2", "24100", 3, sizes=sizes, names=names, rank_in_region=1, location_quotient=2.5, lower=1.25 if sizes else None,
                 upper=4.125 if sizes else None, flags="partial", employees=880.0),
        ]  # fmt: skip
    return ClusterMap(
        observations=filled("observations", []),
        measures=filled("measures", _measures(names, sizes=sizes)),
        candidates=filled("candidates", []),
        shortlist=filled("shortlist", lines),
        regions=filled("regions", _regions(names, base)),
        industries=filled("industries", _industries(base, sizes=sizes)),
        names=filled("names", _names(names)),
        run=_run(names, lines, base, sizes=sizes, warnings=list(warnings)),
        problems=(),
    )
