"""The small invented map with the tables of analyses: known values, made through the contracts."""

from dataclasses import replace

from tests.charts.maps import filled, make_map

FAR = "01110"
"""An industry that has links but no name."""

LINKS = [
    {"industry": "23410", "other": "24100", "measure": "proximity", "value": 0.8, "p": 0.001, "kept": True},
    {"industry": "23410", "other": FAR, "measure": "proximity", "value": 0.9, "p": 0.04, "kept": False, "flags": "within_chance"},
    {"industry": "24100", "other": FAR, "measure": "coagglomeration_pair", "value": 0.02, "kept": True},
]  # fmt: skip
CLUSTERS = [
    {"scheme": "small", "cluster": "K1", "cluster_name": "Clay & steel", "industry": code, "share": 1.0}
    for code in ("23410", "24100")
]


def analysed(given=None, **tables):
    """A map with further tables; each is given as rows."""
    given = make_map() if given is None else given
    return replace(given, further={name: filled(name, rows) for name, rows in tables.items()})


def curve(values, *, measure="kd", band=(0.8e-6, 1.2e-6), industry="23410", step=2000.0):
    """Rows of ``distance``: the values at equal steps, the local band half as wide as the global one."""
    middle = sum(band) / 2
    half = [(end + middle) / 2 for end in band]
    return [
        {
            "industry": industry, "measure": measure, "metres": place * step, "value": value, "expected": middle,
            "lower_local": half[0], "upper_local": half[1], "lower_global": band[0], "upper_global": band[1],
        }
        for place, value in enumerate(values)
    ]  # fmt: skip


def percentiles(*rows, region="R1", industry="23410"):
    """Rows of ``competitiveness``: indicator, percentile, lower, upper, peers."""
    names = ("indicator", "percentile", "lower", "upper", "peers")
    return [
        {"region": region, "industry": industry, "value": None if row[1] is None else 1.0, **dict(zip(names, row, strict=True))}
        for row in rows
    ]  # fmt: skip


def acceptable(shares, *, scope="all", k=2, region="R1"):
    """Rows of ``acceptability`` and ``rank_acceptability``: industry → probability of each rank."""
    table = [
        {
            "scope": scope, "region": region, "industry": industry, "rank": place, "expected_rank": float(place), "k": k,
            "probability_top": sum(ranks[:k]), "safe": sum(ranks[:4]) > 0.8, "kept_out_by": "growth",
        }
        for place, (industry, ranks) in enumerate(shares.items(), start=1)
    ]  # fmt: skip
    ranks = [
        {"scope": scope, "region": region, "industry": industry, "rank": rank, "probability": share}
        for industry, given in shares.items()
        for rank, share in enumerate(given, start=1)
    ]
    return {"acceptability": table, "rank_acceptability": ranks}


def changed(*rows):
    """A table ``change``: region, industry, before, after, probability, class."""
    names = ("region", "industry", "before", "after", "probability", "class")
    return filled("change", [dict(zip(names, row, strict=True)) for row in rows])


def strengths(*rows, cluster="K1", scheme="small"):
    """Rows of ``cluster_measures``: region, location quotient, share of the nation, employees, stars by name."""
    return [
        {
            "scheme": scheme, "cluster": cluster, "region": region, "period": 2021, "employees": employees,
            "location_quotient": quotient, "lower": quotient and quotient * 0.8, "upper": quotient and quotient * 1.2,
            "share_of_nation": share, "stars": len(given), "stars_certain": 0,
            **{f"star_{name}": name in given for name in ("size", "specialisation", "focus")},
        }
        for region, quotient, share, employees, given in rows
    ]  # fmt: skip


def survived(shares, *, region="R1"):
    """Rows of ``multiverse`` and ``multiverse_parts`` over a cut and a year: industry → share survived of the stricter cut."""
    parts = [
        {"region": region, "industry": industry, "dimension": dimension, "choice": choice, "specifications": 10, "survived": count}
        for industry, share in shares.items()
        for dimension, choice, count in (
            ("location_quotient_cut", "1.25", 10),
            ("location_quotient_cut", "2", round(10 * share)),
            ("year", "2021", 10),
        )
    ]  # fmt: skip
    whole = [
        {
            "region": region, "industry": industry, "specifications": 20, "survived": 10 + round(10 * share),
            "share": (1 + share) / 2, "removed_by": None if share == 1 else "location_quotient_cut=2",
        }
        for industry, share in shares.items()
    ]  # fmt: skip
    return {"multiverse": whole, "multiverse_parts": parts}


def rows_in(part):
    """Every row of data inside a specification, wherever Altair has put it."""
    if isinstance(part, dict):
        own = part["data"]["values"] if "values" in part.get("data", {}) else []
        return own + [row for name, value in part.items() if name != "data" for row in rows_in(value)]
    return [row for value in part for row in rows_in(value)] if isinstance(part, list) else []


def scored(scores, *, scope="all", region="R1"):
    """Rows of ``criteria``: criterion → industry → score and spread."""
    return [
        {
            "scope": scope, "region": region, "industry": industry, "criterion": criterion, "value": score and score * 100,
            "score": score, "spread": spread,
        }
        for criterion, given in scores.items()
        for industry, (score, spread) in given.items()
    ]  # fmt: skip
