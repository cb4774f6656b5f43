"""Specialisation as an analysis of a map: every variant there, explained, and of the arrays it stands for."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import Companions, Specification, draw
from grono.clustermap.groupings import divisions, larger_regions
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.clustermap.variants import variant_texts
from grono.measures import (
    litzenberger_sternberg,
    lq_standardised,
    related_variety,
    theil_t_by_group,
)
from grono.sources.synthetic import synthetic_economy
from grono.tables import Engine
from grono.tables.contracts import read_rows
from tests.clustermap.factories import EMPLOYEES, INDUSTRIES, REGIONS, employees_table, size_bands_table

ONLY = Specification(analyses=("specialisation",))
CELLS = np.array([[EMPLOYEES[region, industry] for industry in INDUSTRIES] for region in REGIONS], dtype=float)
OF_LEVELS = {
    "theil_t_between", "theil_t_within", "theil_l_between", "theil_l_within", "unrelated_variety", "related_variety",
}  # fmt: skip


def values(drawn, variant):
    rows = drawn.measures.to_pylist()
    return [row for row in rows if row["variant"] == variant and row["period"] == drawn.run["period"]]


def numbers(drawn, variant):
    return [row["value"] for row in values(drawn, variant)]


@pytest.fixture(scope="module")
def poland():
    economy = synthetic_economy(seed=1)
    return draw(economy.employees, size_bands=economy.size_bands, specification=ONLY)


@pytest.fixture(scope="module")
def small():
    return draw(employees_table(years=(2019,)), size_bands=size_bands_table((2019,)), specification=ONLY)


OF_PLANTS = {"ellison_glaeser_p", "ellison_glaeser_q", "ellison_glaeser_p_dispersed"}
"""By random allocations: only where the map has the sizes of plants."""


def own_names():
    return {row["name"]: row["axis"] for row in read_rows("grono.clustermap", "variants/specialisation.csv")}


def test_every_variant_stands_on_its_axis_and_is_explained(poland):
    found = {row["variant"]: row for row in poland.measures.to_pylist()}
    for name, axis in own_names().items():
        if name == "litzenberger_sternberg" or name in (OF_LEVELS | OF_PLANTS) - set(found):
            continue
        assert (found[name]["region"] is not None) == (axis != "industry"), name
        assert (found[name]["industry"] is not None) == (axis != "region"), name
        assert all(variant_texts()[name].titles.values()), name


def test_values_are_those_of_the_arrays(small):
    assert numbers(small, "lq_standardised") == pytest.approx(lq_standardised(CELLS).value.ravel())
    cut = values(small, "lq_standardised_cut_off")
    assert all(row["lower"] <= row["upper"] and row["method"].startswith("bootstrap") for row in cut)
    assert len(numbers(small, "hachman")) == len(REGIONS)
    assert len(numbers(small, "theil_t")) == len(INDUSTRIES)


def test_larger_regions_split_theil_and_divisions_split_variety():
    rows = {"region": [], "industry": [], "employees": []}
    cells = np.arange(1.0, 17).reshape(4, 4) ** 2
    regions, industries = ("PL21", "PL22", "PL81", "PL84"), ("10.51", "10.52", "28.30", "62.01")
    for region, line in zip(regions, cells, strict=True):
        for industry, number in zip(industries, line, strict=True):
            for column, cell in zip(rows, (region, industry, str(int(number))), strict=True):
                rows[column].append(cell)
    found = draw(pa.table(rows), specification=ONLY)
    parts = theil_t_by_group(cells, ["PL2", "PL2", "PL8", "PL8"])
    assert numbers(found, "theil_t_between") == pytest.approx(parts.between.value)
    assert numbers(found, "theil_t_within") == pytest.approx(parts.within.value)
    assert numbers(found, "related_variety") == pytest.approx(related_variety(cells, ["10", "10", "28", "62"]).value)
    assert found.run["analyses"]["specialisation"]["larger_regions"] == 2
    assert found.run["analyses"]["specialisation"]["divisions"] == 3


def test_nothing_is_split_where_codes_do_not_group(small):
    assert small.run["analyses"]["specialisation"]["divisions"] is None
    assert not values(small, "related_variety")


def test_cluster_index_needs_area_population_and_plants():
    table = employees_table(years=(2019,))
    plants = pa.array([str(20 + place) for place in range(table.num_rows)])
    table = table.append_column("plants", plants)
    areas = pa.table(
        {"region": list(REGIONS), "area": ["12333", "20187", "6104"], "population": ["4346", "1138", "3269"]}
    )
    found = draw(table, companions=Companions(regions=areas), specification=ONLY)
    expected = litzenberger_sternberg(
        CELLS, [12333, 20187, 6104], [4346, 1138, 3269], np.arange(20.0, 29).reshape(3, 3)
    )
    assert numbers(found, "litzenberger_sternberg") == pytest.approx(expected.value.ravel())
    assert found.run["analyses"]["specialisation"]["area_and_population"] is True
    assert not values(draw(table, specification=ONLY), "litzenberger_sternberg")


def test_definition_of_clusters_decides_what_is_traded():
    members = pa.table(
        {
            "cluster": ["Dairy", "Local food", "Machinery"],
            "industry": ["10.51", "10.51", "28.30"],
            "share": ["0.2", "0.8", "1"],
            "traded": ["traded", "local", "traded"],
        }
    )
    found = draw(employees_table(years=(2019,)), companions=Companions(cluster_members=members), specification=ONLY)
    rows = {row["industry"]: row for row in values(found, "traded")}
    assert (rows["10.51"]["value"], rows["10.51"]["flags"]) == (0.0, None)
    assert (rows["28.30"]["value"], rows["28.30"]["flags"]) == (1.0, None)
    assert rows["62.01"]["flags"] == "by_spread"
    assert found.run["analyses"]["specialisation"]["industries_judged_by_spread"] == 1


def test_stars_and_verdicts_say_what_they_rest_on(poland):
    count, certain = numbers(poland, "eco_stars"), numbers(poland, "eco_stars_certain")
    pairs = [(one, sure) for one, sure in zip(count, certain, strict=True) if one is not None]
    assert {one for one, _ in pairs} <= {0, 1, 2, 3}
    assert all(sure <= one for one, sure in pairs)
    assert 0 < sum(sure for _, sure in pairs) < sum(one for one, _ in pairs)
    assert all("by_spread" in (row["flags"] or "") for row in values(poland, "traded") if row["value"] is not None)
    assert poland.run["analyses"]["specialisation"]["traded_cuts"]["name"] == "grono-2026"


def test_without_plants_nothing_is_certain():
    found = draw(employees_table(years=(2019,)), specification=ONLY)
    assert not any(numbers(found, "eco_stars_certain"))
    assert any(numbers(found, "eco_stars"))
    assert set(numbers(found, "eco_stars_size_probability")) == {None}
    assert set(numbers(found, "maurel_sedillot")) == {None}


def test_one_region_gives_reasons_and_no_error():
    table = employees_table(years=(2019,))
    alone = table.filter(pa.compute.equal(table["region"], "PL22"))
    found = draw(alone, specification=ONLY)
    for variant in ("theil_t", "gini_lq_unweighted", "traded", "krugman_concentration"):
        assert {row["flags"] for row in values(found, variant)} == {"missing(one_region)"}, variant
    assert numbers(found, "hachman") == [1.0]


@pytest.mark.shared_data
def test_great_britain(shared_data):
    """Forty regions in eleven larger ones; the parts of Theil T add up, footwear is concentrated, hairdressing is not."""
    found = draw(
        shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz",
        size_bands=shared_data / "employment/gb_enterprises_sizeband_sic5_2016_2021.csv.gz",
        specification=Specification(period=2019, analyses=("specialisation",)),
    )
    theil = {row["industry"]: row["value"] for row in values(found, "theil_t")}
    between = {row["industry"]: row["value"] for row in values(found, "theil_t_between")}
    within = {row["industry"]: row["value"] for row in values(found, "theil_t_within")}
    known = [code for code, value in theil.items() if value is not None]
    assert len(known) > 600
    assert [between[code] + within[code] for code in known] == pytest.approx([theil[code] for code in known])
    traded = {row["industry"]: row["value"] for row in values(found, "traded")}
    stars = {(row["region"], row["industry"]): row["value"] for row in values(found, "eco_stars_certain")}
    assert traded["23410"] == 1  # household ceramics
    assert traded["96020"] == 0  # hairdressing
    assert traded["47110"] == 0  # food retail
    assert stars["UKG2", "23410"] == 3
    assert theil["15200"] > 10 * theil["96020"]  # footwear, hairdressing


def test_codes_that_are_not_of_a_scheme_are_not_grouped():
    table = employees_table(years=(2019,))
    renamed = table.set_column(0, "region", pa.array([f"Region {code}" for code in table["region"].to_pylist()]))
    with Engine() as engine:
        plain = read_observations(renamed, engine, ReadingOptions(classification="none"))
        assert larger_regions(plain) is None
        assert divisions(plain) is None


def test_what_rests_on_a_sum_without_a_missing_cell_is_called_partial():
    table = employees_table(years=(2019,), changes={("PL84", "28.30", 2019): None})
    beside = pa.table({"region": ["PL22", "PL84"], "neighbour": ["PL84", "PL91"]})
    both = Specification(analyses=("specialisation", "space"))
    drawn = draw(table, companions=Companions(neighbours=beside), specification=both)
    for variant in ("lq_symmetric", "eco_stars", "entropy", "theil_t", "local_moran", "moran"):
        rows = values(drawn, variant)
        partial = {(row["region"], row["industry"]) for row in rows if "partial" in (row["flags"] or "").split(",")}
        assert partial == {
            (row["region"], row["industry"]) for row in rows if row["region"] == "PL84" or row["industry"] == "28.30"
        }, variant
