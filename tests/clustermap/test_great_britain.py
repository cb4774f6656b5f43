"""Great Britain 2015–2021, read from the real table: totals, textbook clusters, shift-share, concentration (MAP-58)."""

import pytest

from grono.clustermap import Specification, draw

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def britain(shared_data):
    return draw(
        shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz",
        size_bands=shared_data / "employment/gb_enterprises_sizeband_sic5_2016_2021.csv.gz",
        specification=Specification(period=2019),
    )


@pytest.fixture(scope="module")
def latest(shared_data):
    return draw(shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz")


def test_totals_and_missing_cells(britain, oracle):
    expected = oracle("clustermap")["MAP-E49"]["expected"]
    assert britain.run["totals"]["employees"] == expected["total"]
    assert britain.run["totals"]["missing_cells"] == expected["missing"]


def test_textbook_clusters_have_their_quotients(britain, oracle):
    example = oracle("clustermap")["MAP-E50"]
    quotients = {
        (row["region"], row["industry"]): row["value"]
        for row in britain.measures.to_pylist()
        if row["variant"] == "location_quotient" and row["period"] == 2019
    }
    for cluster in example["expected"]:
        found = quotients[cluster["region"], cluster["industry"]]
        assert found == pytest.approx(cluster["lq"], abs=example["tolerance"]), cluster["name"]


def test_textbook_clusters_are_among_the_first_seven_lines_of_their_regions(britain, oracle):
    lines = {(line["region"], line["industry"]): line for line in britain.shortlist.to_pylist()}
    for cluster in oracle("clustermap")["MAP-E50"]["expected"]:
        line = lines[cluster["region"], cluster["industry"]]
        assert line["list"] == "candidate", cluster["name"]
        assert line["rank_in_region"] <= 7, cluster["name"]


def test_concentration_with_size_bands(britain, oracle):
    example = oracle("clustermap")["MAP-E52"]
    industries = {row["industry"]: row for row in britain.industries.to_pylist()}
    for code, expected in example["expected"].items():
        assert industries[code]["herfindahl"] == pytest.approx(expected["H"], abs=example["tolerance"])
        assert industries[code]["ellison_glaeser"] == pytest.approx(expected["gamma"], abs=example["tolerance"])


def test_cells_that_are_surely_above_one(britain):
    """1 643 cells have LQ ≥ 1 and P ≥ .95 (MAP-12)."""
    rows = [row for row in britain.measures.to_pylist() if row["period"] == 2019]
    quotient = {(row["region"], row["industry"]): row["value"] for row in rows if row["variant"] == "location_quotient"}
    sure = [
        row
        for row in rows
        if row["variant"] == "probability_above_one"
        and (row["value"] or 0) >= 0.95
        and (quotient[row["region"], row["industry"]] or 0) >= 1
    ]
    assert len(sure) == 1643


def test_shift_share_leaves_out_what_is_missing_and_names_it(latest, oracle):
    expected = oracle("clustermap")["MAP-E51"]["expected"]
    regions = {row["region"]: row for row in latest.regions.to_pylist()}
    for code in ("UKG2", "UKM5"):
        assert regions[code]["change"] == pytest.approx(expected[code]["total"], abs=1e-6)
        for part in ("national", "mix", "regional"):
            assert regions[code][part] == pytest.approx(expected[code][part], abs=1e-6)
    warning = next(one for one in latest.run["warnings"] if one["code"] == "industries-left-out")
    assert warning["sentences"]["en"].endswith("01000.")


def test_code_without_class_is_a_named_warning(britain):
    warning = next(one for one in britain.run["warnings"] if one["code"] == "code-without-class")
    assert "01000" in warning["sentences"]["en"]
    assert warning["count"] == 280
