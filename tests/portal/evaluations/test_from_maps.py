"""A panel out of published maps: what is taken, what is left out, and what is said of it."""

import pytest

from grono.messages import GronoError
from grono.portal.evaluations.from_maps import Wished, read_maps
from grono.portal.evaluations.models import EvaluationTable
from grono.quantities import about, exact, suppressed
from grono.strategy.series import Observation, SourceSeries
from tests.portal.evaluations.factories import a_plan, make_locked
from tests.portal.maps.factories import make_drawn

pytestmark = pytest.mark.django_db
REGIONS = {f"{place:02d}": f"Region {place:02d}" for place in range(1, 8)}


class FakeMap:
    """What :func:`read_maps` knows of a map."""

    def __init__(self, number, title, *, synthetic=False):
        self.pk, self.published_at, self.title, self.source, self.synthetic = number, number, title, "", synthetic


@pytest.fixture
def panel(monkeypatch):
    """Maps of five years each; the second has the last year too, and a hidden figure of region 07."""
    series = {}

    def make(number, years, *, change=0, hidden=(), estimated=()):
        found = [
            Observation(
                code,
                "A",
                year,
                suppressed()
                if (code, year) in hidden
                else (about if (code, year) in estimated else exact)(100 * int(code) + year + change),
                "p" if year == max(years) else "",
            )
            for code in REGIONS
            for year in years
        ]
        series[number] = SourceSeries(tuple(found), f"Map {number}")
        return FakeMap(number, f"Map {number}", synthetic=number == 2)

    monkeypatch.setattr("grono.portal.evaluations.from_maps.series_of_map", lambda map_, *_: series[map_.pk])
    monkeypatch.setattr(
        "grono.portal.evaluations.from_maps.names_of_regions",
        lambda _map: {code: {"en": name} for code, name in REGIONS.items()},
    )
    return make


def plan_of(unit="Region 01", **changed):
    return a_plan(treated={unit: "2014"}, **changed)


def test_the_map_published_last_decides_and_differences_are_told(panel):
    maps = [
        panel(2, range(2014, 2018), change=5, hidden={("07", 2016)}, estimated={("02", 2015)}),
        panel(1, range(2008, 2015)),
    ]
    read, source, notes = read_maps(Wished(maps, "employees"), plan_of(), "en")
    rows = [line.split(",") for line in read.content.replace('"', "").splitlines()]
    assert rows[0] == ["unit", "period", "outcome", "flag", "map"]
    found = {(row[0], row[1]): row[2:] for row in rows[1:]}
    assert found["Region 01", "2014"] == ["2119.0", "", "Map 2"]
    assert found["Region 02", "2015"] == ["2220.0", "estimated", "Map 2"]
    assert found["Region 01", "2013"] == ["2113.0", "", "Map 1"]
    assert (read.units, read.periods, source) == (6, 10, "Map 1; Map 2")
    assert notes["en"] == [
        "The panel is taken from maps: 6 regions, 10 years; estimated figures: 1, figures with a flag of their source: 6, of 60.",
        "Left out, because a figure is hidden or missing: 1 regions (Region 07).",
        "The maps differ in 7 figures of the same region and year; the map published last decides.",
        "The figures are invented: a map of the synthetic economy is among them.",
    ]


def test_a_region_with_the_policy_is_never_left_out(panel):
    maps = [panel(1, range(2008, 2018), hidden={("01", 2010)})]
    with pytest.raises(GronoError, match="“Region 01”, where the policy took place, for 2010"):
        read_maps(Wished(maps, "employees"), plan_of(), "en")


def test_a_plan_that_writes_codes_gets_codes(panel):
    read, _source, notes = read_maps(Wished([panel(1, range(2008, 2018))], "employees"), plan_of("01"), "en")
    assert "Region" not in read.content
    assert len(notes["en"]) == 1


def test_maps_without_the_measure_are_told(panel):
    with pytest.raises(GronoError, match="no figure of this measure"):
        read_maps(Wished([panel(1, ())], "wages"), plan_of(), "en")


def test_page_asks_for_maps_then_for_the_measure(people):
    plan, map_ = make_locked(people.analyst), make_drawn(people.analyst, published=True)
    address = f"/en/evaluations/plans/{plan.public_id}/run/maps/"
    analyst = people.client("analyst")
    assert map_.title in analyst.get(address).content.decode()
    form = analyst.get(address, {"map": map_.public_id}).content.decode()
    assert "Employees, as the tables of the maps have them" in form
    chosen = f"{address}?map={map_.public_id}"
    wrong = analyst.post(chosen, {"measure": "location_quotient", "industries": ""})
    assert (wrong.status_code, "Name one industry" in wrong.content.decode()) == (422, True)
    problem = analyst.post(chosen, {"measure": "employees", "industries": ""})
    assert problem.status_code == 422
    assert "A00" in problem.content.decode()
    assert not EvaluationTable.objects.exists()
