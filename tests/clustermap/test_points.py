"""Tables of plants with coordinates: what is read, what is refused, and with which sentence (MAP-5)."""

import pyarrow as pa
import pytest
from pyproj import Transformer

from grono.clustermap.reading.coordinates import UnknownProjectionError
from grono.clustermap.reading.points import read_points
from grono.messages import InputError
from grono.tables import Engine

PLACES = ((16.57, 51.84), (19.46, 51.77), (23.16, 53.13))


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


def plants(**changes):
    rows = {
        "plant": ["a", "b", "c"],
        "industry": ["10.51", "28.30", "10.51"],
        "lon": [str(east) for east, _ in PLACES],
        "lat": [str(north) for _, north in PLACES],
        "employees": ["12", "250", "3"],
    }
    kept = {**rows, **changes}
    return pa.table({name: column for name, column in kept.items() if column is not None})


def metres(projection=3035):
    move = Transformer.from_crs(4326, projection, always_xy=True)
    return [move.transform(*place) for place in PLACES]


def codes(found):
    return [problem.code for problem in found.value.problems]


def test_degrees_become_metres_of_the_default_projection(engine):
    points = read_points(plants(), engine)
    assert points.projection == 3035
    for x, y, (east, north) in zip(points.x, points.y, metres(), strict=True):
        assert (x, y) == pytest.approx((east, north), abs=0.01)
    assert points.industries == ("10.51", "28.30")
    assert points.industry.tolist() == [0, 1, 0]
    assert points.employees.tolist() == [12, 250, 3]
    assert points.regions == ()
    assert points.problems == ()


def test_metres_of_another_projection_are_brought_over(engine):
    east, north = zip(*metres(2180), strict=True)
    table = plants(lon=None, lat=None, x=[str(v) for v in east], y=[str(v) for v in north])
    points = read_points(table, engine, given_projection=2180)
    assert points.x.tolist() == pytest.approx([x for x, _ in metres()], abs=0.01)


def test_metres_that_look_like_degrees_are_refused(engine):
    table = plants(lon=None, lat=None, x=plants()["lon"], y=plants()["lat"])
    with pytest.raises(InputError) as refused:
        read_points(table, engine)
    assert codes(refused) == ["looks-like-degrees"]
    assert "every value lies within ±180 and ±90" in str(refused.value)


def test_degrees_that_look_like_metres_are_refused_with_their_number(engine):
    east, north = zip(*metres(), strict=True)
    with pytest.raises(InputError) as refused:
        read_points(plants(lon=[str(v) for v in east], lat=[str(v) for v in north]), engine)
    assert codes(refused) == ["looks-like-metres"]
    assert "3 rows lie beyond" in str(refused.value)


def test_exchanged_coordinates_are_refused(engine):
    table = pa.table({"industry": ["10.51"], "lon": ["51.84"], "lat": ["16.57"]})
    with pytest.raises(InputError) as refused:
        read_points(table, engine)
    assert codes(refused) == ["coordinates-exchanged"]


def test_a_point_outside_the_projection_is_a_warning(engine):
    points = read_points(plants(lon=["16.57", "19.46", "-74.0"]), engine)
    assert [problem.code for problem in points.problems] == ["outside-projection"]


@pytest.mark.parametrize(("code", "words"), [(4326, "does not measure in metres"), (999999, "is not the EPSG code")])
def test_a_projection_without_metres_is_refused(engine, code, words):
    with pytest.raises(UnknownProjectionError, match=words):
        read_points(plants(), engine, projection=code)


def test_all_problems_come_at_once_with_their_rows(engine):
    table = plants(
        plant=["a", "a", "c"],
        industry=["10.51", "QQ", None],
        lon=["east", "19.46", "23.16"],
        employees=["12", "-4", "3"],
    )
    with pytest.raises(InputError) as refused:
        read_points(table, engine)
    found = {(problem.code, problem.row) for problem in refused.value.problems}
    assert found == {
        ("not-a-number", 2), ("unknown-code", 3), ("negative", 3), ("empty-code", 4), ("duplicate-key", 3),
    }  # fmt: skip


def test_one_plant_may_stand_in_two_years(engine):
    points = read_points(plants(plant=["a", "a", "c"], year=["2019", "2020", "2020"]), engine)
    assert points.periods == (2019, 2020)


def test_plants_without_coordinates_are_counted_and_kept(engine):
    points = read_points(plants(lon=["16.57", None, "23.16"]), engine)
    assert points.has_place.tolist() == [True, False, True]
    assert [(problem.code, problem.count) for problem in points.problems] == [("no-coordinates", 1)]


def test_a_table_without_any_place_is_refused(engine):
    with pytest.raises(InputError) as refused:
        read_points(plants(lon=pa.nulls(3, pa.string()), lat=pa.nulls(3, pa.string())), engine)
    assert codes(refused) == ["no-place"]


def test_a_table_without_columns_of_places_says_what_it_has(engine):
    with pytest.raises(InputError, match="the table has: plant, industry, employees"):
        read_points(plants(lon=None, lat=None), engine)


def test_decimal_commas_and_places_west_of_greenwich(engine):
    points = read_points(plants(lon=["-16,570", "-9,1", "-3,5"], lat=["51,840", "38,7", "40,4"]), engine)
    assert points.x[1] == pytest.approx(Transformer.from_crs(4326, 3035, always_xy=True).transform(-9.1, 38.7)[0])


def test_formats_give_the_same_points(engine, tmp_path):
    import pyarrow.csv
    import pyarrow.parquet
    import xlsxwriter

    table = plants()
    pyarrow.csv.write_csv(table, tmp_path / "plants.csv")
    pyarrow.parquet.write_table(table, tmp_path / "plants.parquet")
    with xlsxwriter.Workbook(tmp_path / "plants.xlsx") as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(table.column_names):
            sheet.write_column(0, place, [name, *table[name].to_pylist()])
    for ending in ("csv", "parquet", "xlsx"):
        assert read_points(tmp_path / f"plants.{ending}", engine).x.tolist() == read_points(table, engine).x.tolist()
