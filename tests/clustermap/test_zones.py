"""Plants of which only the zone is known, and their size bands."""

import math

import pyarrow as pa
import pytest

from grono.clustermap.reading.points import read_points
from grono.clustermap.reading.staff_bands import UnknownBandCodesError, band_ends, codes_that_fit, typical_size
from grono.messages import InputError
from grono.tables import Engine


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


def plants(**changes):
    rows = {"industry": ["10.51", "28.30", "10.51"], "zone": ["A", "B", "A"], "band": ["0", "1 to 9", "250+"]}
    return pa.table({**rows, **changes})


def zones(**changes):
    rows = {"zone": ["A", "B"], "x": ["4200000", "4206000"], "y": ["2800000", "2808000"]}
    return pa.table({name: column for name, column in {**rows, **changes}.items() if column is not None})


def test_plants_take_the_point_of_their_zone_and_half_the_way_to_the_next_as_precision(engine):
    points = read_points(plants(), engine, zones=zones())
    assert points.x.tolist() == [4200000, 4206000, 4200000]
    assert points.precision.tolist() == [5000] * 3
    assert points.problems[-1].code == "places-of-zones"
    assert "5000 m" in str(points.problems[-1])


def test_precision_from_area_and_from_the_table(engine):
    area = read_points(plants(), engine, zones=zones(area=[str(math.pi * 1e6), str(math.pi * 4e6)]))
    assert area.precision.tolist() == pytest.approx([1000, 2000, 1000])
    given = read_points(plants(), engine, zones=zones(precision=["50", "70"]))
    assert given.precision.tolist() == [50, 70, 50]


def test_regions_come_from_the_table_then_from_the_zones_then_are_the_zones(engine):
    assert read_points(plants(region=["P", "Q", "P"]), engine, zones=zones()).regions == ("P", "Q")
    assert read_points(plants(), engine, zones=zones(region=["R", "R"])).regions == ("R",)
    assert read_points(plants(), engine, zones=zones()).regions == ("A", "B")


def test_bands_become_ends_and_a_typical_size(engine):
    points = read_points(plants(), engine, zones=zones())
    assert points.lower.tolist() == [0, 1, 250]
    assert points.upper.tolist() == [0, 9, math.inf]
    assert points.employees.tolist() == [0, 3, 250]


def test_an_unknown_zone_is_counted_and_an_unknown_band_named_with_its_row(engine):
    points = read_points(plants(zone=["A", "C", "A"]), engine, zones=zones())
    assert points.problems[0].code == "zone-without-point"
    assert points.region.tolist() == [0, -1, 0]
    with pytest.raises(InputError, match='Row 3, column "band": "many" is not a size band'):
        read_points(plants(band=["0", "many", "250+"]), engine, zones=zones())


def test_codes_of_an_office_are_named_when_they_fit(engine):
    coded = plants(band=["NN", "01", "53"])
    with pytest.raises(InputError, match="Say that they are fr-sirene"):
        read_points(coded, engine, zones=zones())
    assert read_points(coded, engine, zones=zones(), band_codes="fr-sirene").upper.tolist() == [0, 2, math.inf]
    with pytest.raises(UnknownBandCodesError, match="There are: fr-sirene"):
        read_points(coded, engine, zones=zones(), band_codes="fr")


def test_codes_of_zones_without_their_points_are_refused(engine):
    with pytest.raises(InputError, match="Give a table of zones"):
        read_points(plants(), engine)


def test_a_zone_placed_twice_is_refused_with_both_rows(engine):
    twice = zones(zone=["A", "A"])
    with pytest.raises(InputError, match="Rows 2 and 3 both place zone A"):
        read_points(plants(), engine, zones=twice)


def test_bands_in_words():
    found = band_ends(["1 do 9", "10 – 49", "ponad 250", "9 to 1", "Bez pracowników", "12"], None)
    assert found == {
        "1 do 9": (1, 9), "10 – 49": (10, 49), "ponad 250": (250, math.inf), "9 to 1": None, "Bez pracowników": (0, 0),
        "12": None,
    }  # fmt: skip
    assert codes_that_fit(["NN", "12"]) == "fr-sirene"
    assert codes_that_fit(["NN", "x"]) is None
    assert typical_size(0, 4) == 2


def test_every_establishment_of_bas_rhin_has_its_place(engine, shared_data):
    folder = shared_data / "points"
    points = read_points(
        folder / "fr_sirene_bas_rhin_establishments.csv.gz", engine,
        zones=folder / "fr_bas_rhin_iris_points.csv", band_codes="fr-sirene",
    )  # fmt: skip
    assert points.x.size == 81921
    assert points.has_place.all()
    assert len({*zip(points.x, points.y, strict=True)}) == 253
    assert points.columns == {"industry": "APET700", "band": "TEFET", "zone": "CODE_IRIS"}
    assert 0.74 < (points.employees == 0).mean() < 0.77
