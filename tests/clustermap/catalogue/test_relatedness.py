"""Relatedness and complexity as an analysis of a map: invented economies, and Great Britain's real table."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grono.clustermap import Companions, Parameters, Specification, draw
from grono.clustermap.reading.observations import ReadingOptions
from grono.clustermap.variants import variant_texts
from grono.measures import location_quotient
from grono.measures.relatedness import (
    economic_complexity,
    null_model,
    presence,
    presence_by_quotient,
    proximity,
    relatedness_density,
)
from tests.clustermap.factories import EMPLOYEES, INDUSTRIES, REGIONS, employees_table, size_bands_table

NAMES = {
    "relatedness_density", "relatedness_density_relative", "eci", "pci", "pci_z", "fitness", "fitness_complexity",
}  # fmt: skip
CELLS = np.array([[EMPLOYEES[region, industry] for industry in INDUSTRIES] for region in REGIONS], dtype=float)
THERE = presence_by_quotient(location_quotient(CELLS))


def specification(rule=0, **others):
    return Specification(analyses=("relatedness",), parameters=Parameters(presence_rule=rule), **others)


def values(drawn, variant):
    table = drawn.measures.filter(pc.equal(drawn.measures["variant"], variant))
    return {(row["region"], row["industry"]): row for row in table.to_pylist() if row["period"] == drawn.run["period"]}


def economy(regions=60, industries=24, seed=3):
    """An invented economy: industries 0 and 1 stand in the same regions, the others anywhere."""
    random = np.random.default_rng(seed)
    cells = random.integers(1, 200, (regions, industries)) * (random.random((regions, industries)) < 0.35)
    cells[:, 1] = cells[:, 0] * 2
    cells[:, 2] += 20
    places = np.indices(cells.shape)
    return pa.table({
        "region": [f"R{r:02}" for r in places[0].ravel()],
        "industry": [f"I{i:02}" for i in places[1].ravel()],
        "year": [2020] * cells.size,
        "employees": cells.ravel(),
    })  # fmt: skip


def test_variants_are_those_of_the_arrays_and_explained():
    drawn = draw(employees_table(years=(2019,)), specification=specification())
    assert set(drawn.measures["variant"].unique().to_pylist()) >= NAMES
    assert set(variant_texts()) >= NAMES
    complexity, density = economic_complexity(THERE), relatedness_density(THERE, proximity(THERE))
    for row, region in enumerate(REGIONS):
        found = values(drawn, "eci")[region, None]
        assert (found["value"] or 0.0) == pytest.approx(complexity.eci.value[row])
        assert found["method"] == "presence by lq"
        for column, industry in enumerate(INDUSTRIES):
            cell = values(drawn, "relatedness_density")[region, industry]
            assert (cell["value"] is not None) == density.present[row, column]
            assert (cell["value"] or 0.0) == pytest.approx(density.value[row, column])


def test_planted_link_is_kept_and_others_are_said_to_be_within_chance():
    drawn = draw(economy(), specification=specification(reading=ReadingOptions(classification="none")))
    rows = drawn.further["relatedness"].to_pylist()
    kept = {(row["industry"], row["other"]) for row in rows if row["kept"]}
    assert kept == {("I00", "I01")}
    assert drawn.run["analyses"]["relatedness"]["kept"] == 1
    for row in rows:
        assert row["measure"] == "proximity"
        assert row["p"] <= 0.05
        assert ("within_chance" in (row["flags"] or "")) != row["kept"]


def test_presence_by_probability_needs_plants_and_is_never_replaced():
    without = draw(employees_table(years=(2019,)), specification=specification(1))
    assert not NAMES & set(without.measures["variant"].unique().to_pylist())
    [warning] = [one for one in without.run["warnings"] if one["code"] == "no-presence"]
    assert "sizes of plants" in warning["sentences"]["en"]
    drawn = draw(employees_table(), size_bands=size_bands_table(), specification=specification(1))
    assert drawn.run["analyses"]["relatedness"]["presence"] == "probability"
    assert {row["method"] for row in values(drawn, "eci").values()} == {"presence by probability"}


def test_presence_per_head_needs_population_and_is_never_replaced():
    without = draw(employees_table(years=(2019,)), specification=specification(2))
    assert [one["code"] for one in without.run["warnings"]].count("no-presence") == 1
    regions = pa.table({"region": list(REGIONS), "population": [4_500_000, 1_200_000, 5_400_000]})
    drawn = draw(employees_table(years=(2019,)), companions=Companions(regions=regions), specification=specification(2))
    assert drawn.run["analyses"]["relatedness"]["presence"] == "per_head"


def test_region_without_inhabitants_is_unknown_to_presence_per_head():
    regions = pa.table({"region": list(REGIONS), "population": [4_500_000, 0, 5_400_000]})
    drawn = draw(employees_table(years=(2019,)), companions=Companions(regions=regions), specification=specification(2))
    assert "missing(absent)" in values(drawn, "fitness")["PL84", None]["flags"]


def test_missing_cell_flags_its_region_and_industry_alone():
    changes = {("PL84", "28.30", 2019): None}
    drawn = draw(employees_table(years=(2019,), changes=changes), specification=specification())
    flagged = {key for key, row in values(drawn, "relatedness_density").items() if "partial" in (row["flags"] or "")}
    assert flagged == {key for key in values(drawn, "relatedness_density") if "PL84" in key or "28.30" in key}
    assert "partial" in values(drawn, "fitness")["PL84", None]["flags"]
    assert "partial" not in (values(drawn, "fitness")["PL22", None]["flags"] or "")


def test_what_is_absent_by_the_rule_is_not_called_empty():
    drawn = draw(employees_table(), size_bands=size_bands_table(plants=6), specification=specification(1))
    reasons = {row["flags"] for row in values(drawn, "fitness").values() if row["value"] is None}
    assert reasons
    assert all("missing(absent)" in reason for reason in reasons)


@pytest.fixture(scope="module")
def britain(shared_data):
    return draw(shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz", specification=specification(period=2019))


@pytest.mark.shared_data
def test_great_britain_is_in_one_part_with_a_stable_order(britain):
    record = britain.run["analyses"]["relatedness"]
    assert record["components"] == 1
    assert record["identified"]
    assert not record["order_unstable"]
    assert record["fitness_settled"]
    assert record["null_model_residual"] < 1e-9
    eci = np.array([row["value"] for row in values(britain, "eci").values() if row["value"] is not None])
    assert len(eci) == 40
    assert eci.mean() == pytest.approx(0, abs=1e-9)
    assert eci.std() == pytest.approx(1)


def table_of(drawn):
    """Presences of a map from its own quotients, with the codes of the rows and columns."""
    quotient = values(drawn, "location_quotient")
    regions, industries = (sorted({key[axis] for key in quotient}) for axis in (0, 1))
    matrix = np.array([[(quotient[r, i]["value"] or 0) >= 1 for i in industries] for r in regions], dtype=float)
    return matrix, regions, industries


@pytest.mark.shared_data
def test_great_britain_complexity_equals_the_textbook(britain):
    """The second eigenvector of D⁻¹MU⁻¹Mᵀ, from the map's own quotients."""
    matrix, regions, _ = table_of(britain)
    matrix = matrix[:, matrix.any(axis=0)]
    d, u = matrix.sum(axis=1), matrix.sum(axis=0)
    eigenvalues, vectors = np.linalg.eig((matrix / u) @ matrix.T / d[:, None])
    vector = vectors[:, np.argsort(eigenvalues.real)[-2]].real
    expected = (vector - vector.mean()) / vector.std()
    expected *= np.sign(np.corrcoef(expected, d)[0, 1])
    found = values(britain, "eci")
    assert [found[region, None]["value"] for region in regions] == pytest.approx(expected.tolist(), abs=1e-8)


@pytest.mark.shared_data
def test_surest_link_of_great_britain_by_plain_convolution(britain):
    """Consultancy and business support: the tail again, by multiplying polynomials of the null model's probabilities."""
    row = min(britain.further["relatedness"].to_pylist(), key=lambda row: row["p"])
    matrix, _, industries = table_of(britain)
    one, other = (industries.index(row[name]) for name in ("industry", "other"))
    chance = null_model(presence(matrix)).probability
    distribution = np.ones(1)
    for p in chance[:, one] * chance[:, other]:
        distribution = np.convolve(distribution, [1 - p, p])
    together = int((matrix[:, one] * matrix[:, other]).sum())
    assert row["p"] == pytest.approx(distribution[together:].sum(), rel=1e-9)
    assert row["value"] == pytest.approx(together / max(matrix[:, one].sum(), matrix[:, other].sum()))
    assert {row["industry"], row["other"]} == {"70229", "82990"}


@pytest.mark.shared_data
def test_densities_of_great_britain_are_shares(britain):
    found = [row["value"] for row in values(britain, "relatedness_density").values() if row["value"] is not None]
    assert len(found) > 20_000
    assert min(found) >= 0
    assert max(found) <= 1
