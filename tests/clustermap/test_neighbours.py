"""Neighbours of the regions of a map: a table of pairs, centres, outlines; each broken table and its sentence."""

import pyarrow as pa
import pytest

from grono.classifications import VOIVODESHIPS
from grono.clustermap.reading.neighbours import neighbours_from_outlines, read_neighbours
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.clustermap.reading.touching import touching_regions
from grono.messages import InputError
from grono.tables import Engine

CODES = [one.teryt for one in VOIVODESHIPS]


@pytest.fixture(scope="module")
def engine():
    with Engine() as opened:
        yield opened


def observed(regions, engine):
    table = pa.table({
        "region": regions, "industry": ["10.51"] * len(regions), "year": ["2020"] * len(regions), "employees": ["10"] * len(regions),
    })  # fmt: skip
    return read_observations(table, engine, ReadingOptions())


@pytest.fixture(scope="module")
def four(engine):
    return observed(["AA", "BB", "CC", "DD"], engine)


def pairs_of(found, observations):
    return [(one, other) for one, other, _ in found.pairs(observations.regions)]


def test_pairs_in_both_directions_stand_as_they_are(engine, four):
    table = pa.table({"region": ["AA", "BB", "CC"], "neighbour": ["BB", "AA", "BB"], "weight": ["2", "1.5", "3"]})
    found = read_neighbours(table, engine, four)
    assert found.pairs(four.regions) == [("AA", "BB", 2.0), ("BB", "AA", 1.5), ("CC", "BB", 3.0)]
    assert (found.origin, found.columns) == (
        "table",
        {"region": "region", "neighbour": "neighbour", "weight": "weight"},
    )
    assert [str(one) for one in found.problems] == [
        "Neighbours: 1 region has none and stays without spatial measures (DD)."
    ]


def test_pairs_named_once_count_both_ways(engine, four):
    found = read_neighbours(pa.table({"from": ["AA", "BB"], "to": ["BB", "CC"]}), engine, four)
    assert pairs_of(found, four) == [("AA", "BB"), ("BB", "AA"), ("BB", "CC"), ("CC", "BB")]
    assert [one.code for one in found.problems] == ["neighbours-both-ways", "regions-without-neighbour"]


def test_centres_in_metres_and_degrees(engine, four):
    metres = pa.table(
        {"region": ["AA", "BB", "CC", "DD"], "x": ["4e6", "4001000", "4003000", "4007000"], "y": ["3000000"] * 4}
    )
    found = read_neighbours(metres, engine, four, nearest=1)
    assert pairs_of(found, four) == [("AA", "BB"), ("BB", "AA"), ("CC", "BB"), ("DD", "CC")]
    degrees = pa.table({"region": ["DD", "BB", "CC", "AA"], "lon": ["19.7", "19.1", "19.3", "19"], "lat": ["51.5"] * 4})
    again = read_neighbours(degrees, engine, four, nearest=1)
    assert pairs_of(again, four) == pairs_of(found, four)
    assert again.origin == "centres"


def test_a_region_without_a_centre_has_no_neighbour(engine, four):
    table = pa.table({"region": ["AA", "BB", "CC"], "lon": ["19", "19.1", None], "lat": ["51", "51", "51"]})
    found = read_neighbours(table, engine, four)
    assert pairs_of(found, four) == [("AA", "BB"), ("BB", "AA")]
    assert found.weights.islands.tolist() == [False, False, True, True]


def test_all_problems_of_a_table_at_once(engine, four):
    table = pa.table({
        "region": ["AA", "AB", "CC", "AA", "BB", None, "DD"],
        "neighbour": ["BB", "BB", "CC", "BB", "ZZ9", "AA", "AA"],
        "weight": ["1", "1", "1", "1", "1", "1", None],
    })  # fmt: skip
    with pytest.raises(InputError) as refused:
        read_neighbours(table, engine, four)
    assert [str(one) for one in refused.value.problems] == [
        'Row 7, column "region" is empty. Every row needs a code here; delete the row if it is not data.',
        (
            'Row 3, column "region": the table of employees has no region "AB". Did you mean "AA"? '
            "Write its codes, and leave out regions it does not have."
        ),
        (
            'Row 6, column "neighbour": the table of employees has no region "ZZ9". '
            "Write its codes, and leave out regions it does not have."
        ),
        "Row 4 names a region as its own neighbour. Delete the row.",
        "Row 5 states a pair of neighbours for the second time. Keep one of its rows.",
        'Row 8, column "weight": a weight is missing. Write a number, or 0 if the two are no neighbours.',
    ]


def test_problems_of_centres(engine, four):
    twice = pa.table({"region": ["AA", "BB", "AA"], "lon": ["19", "20", "21"], "lat": ["51"] * 3})
    with pytest.raises(InputError, match="Row 4 states a region for the second time"):
        read_neighbours(twice, engine, four)
    metres = pa.table({"region": ["AA", "BB"], "x": ["19", "20"], "y": ["51", "52"]})
    with pytest.raises(InputError, match="should hold metres"):
        read_neighbours(metres, engine, four)
    exchanged = pa.table({"region": ["AA", "BB"], "lon": ["51", "52"], "lat": ["19", "20"]})
    with pytest.raises(InputError, match="exchanged"):
        read_neighbours(exchanged, engine, four)


def test_a_table_without_neighbours_is_refused(engine, four):
    with pytest.raises(InputError, match="needs a second column of regions"):
        read_neighbours(pa.table({"region": ["AA"], "name": ["x"]}), engine, four)


def test_voivodeships_touch_as_on_any_map_of_poland(engine):
    """Neighbours by the map of the country, not computed: three voivodeships at borders and the two with most neighbours."""
    observations = observed(CODES, engine)
    found = neighbours_from_outlines(observations)
    names = {one.teryt: one.polish for one in VOIVODESHIPS}
    beside = {code: set() for code in CODES}
    for one, other in pairs_of(found, observations):
        beside[one].add(names[other])
    assert beside["20"] == {"Warmińsko-Mazurskie", "Mazowieckie", "Lubelskie"}
    assert beside["24"] == {"Opolskie", "Łódzkie", "Świętokrzyskie", "Małopolskie"}
    assert beside["02"] == {"Lubuskie", "Wielkopolskie", "Opolskie"}
    assert (len(beside["30"]), len(beside["14"])) == (7, 6)
    assert all(beside.values())
    assert (found.origin, found.source, found.problems) == ("outlines", None, ())


def test_regions_without_an_outline_are_said(engine):
    codes = [*(one.nuts[0] for one in VOIVODESHIPS if len(one.nuts) == 1), "PL91", "PL92"]
    found = neighbours_from_outlines(observed(codes, engine))
    assert "no outlines of 2 regions" in str(found.problems[0])
    assert "PL91, PL92" in str(found.problems[0])


def test_no_outlines_no_neighbours(engine, four):
    assert neighbours_from_outlines(four) is None
    assert neighbours_from_outlines(observed(["20"], engine)) is None


def test_meeting_in_a_corner_is_not_beside():
    def square(code, east, north):
        corners = [(east, north), (east, north + 1), (east + 1, north + 1), (east + 1, north), (east, north)]
        return {"id": code, "geometry": {"type": "MultiPolygon", "coordinates": [[corners]]}}

    assert touching_regions({"features": [square("A", 0, 0), square("B", 1, 1), square("C", 1, 0)]}) == [
        ("A", "C"),
        ("B", "C"),
    ]
