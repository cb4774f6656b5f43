"""The invented companions of the synthetic economy: they agree with it, say the same for one seed, and hold what was planted."""

import numpy as np
import pyarrow.compute as pc
import pytest
from pyproj import Transformer
from scipy.spatial import cKDTree

from grono.classifications import outlines_for
from grono.sources.synthetic import (
    planted_clusters,
    synthetic_cluster_members,
    synthetic_economy,
    synthetic_flows,
    synthetic_indicators,
    synthetic_points,
)
from grono.sources.synthetic.economy import YEARS
from grono.sources.synthetic.places import PROJECTION, contains
from grono.sources.synthetic.plan import supply_chains


@pytest.fixture(scope="module")
def points():
    return synthetic_points()


@pytest.fixture(scope="module")
def economy():
    return synthetic_economy()


def ring_of(region):
    """Return the largest ring of a voivodeship in metres."""
    feature = outlines_for([region])["features"][0]["geometry"]
    shapes = feature["coordinates"] if feature["type"] == "MultiPolygon" else [feature["coordinates"]]
    degrees = np.array(max((shape[0] for shape in shapes), key=len))
    return np.column_stack(Transformer.from_crs(4326, PROJECTION, always_xy=True).transform(*degrees.T))


def test_employees_of_the_plants_are_those_of_the_economy(points, economy):
    last = economy.employees.filter(pc.equal(economy.employees["year"], YEARS[-1]))
    keys = ["region", "industry"]
    cells = points.group_by(keys).aggregate([("employees", "sum")]).join(last, keys)
    assert cells.num_rows == last.num_rows
    assert cells["employees_sum"].to_pylist() == cells["employees"].to_pylist()


@pytest.mark.parametrize("region", ["20", "24"])
def test_plants_stand_inside_their_voivodeship(points, region):
    own = points.filter(pc.equal(points["region"], region))
    places = np.column_stack([own["x"].to_numpy(), own["y"].to_numpy()])
    inside = contains(ring_of(region), places)
    assert inside.mean() > 0.999  # coordinates are rounded to the metre: one on the border may fall out by that


def test_a_point_is_inside_a_square_and_not_beside_it():
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    assert contains(square, np.array([[1.0, 1.0], [3.0, 1.0], [1.0, -1.0], [-1.0, 1.0]])).tolist() == [
        True,
        False,
        False,
        False,
    ]


def test_same_seed_same_plants_and_another_seed_others(points):
    assert synthetic_points().equals(points)
    assert not synthetic_points(seed=7).equals(points)


def test_planted_plants_stand_nearer_each_other(points):
    dairy = median_of_nearest(points, "20", "10.51")
    baking = median_of_nearest(points, "20", "10.71")
    assert dairy < baking


def median_of_nearest(points, region, industry):
    """Return the middle distance from a plant of a cell to its fifth neighbour of the same cell, as if the cell had 60 plants."""
    chosen = points.filter(pc.and_(pc.equal(points["region"], region), pc.equal(points["industry"], industry)))
    places = np.column_stack([chosen["x"].to_numpy(), chosen["y"].to_numpy()])
    places = np.random.default_rng(1).permutation(places)[:60]
    return np.median(cKDTree(places).query(places, k=6)[0][:, 5])


def test_flows_stay_within_outputs_and_chains_trade_more():
    flows, outputs = synthetic_flows()
    made = dict(zip(outputs["industry"].to_pylist(), outputs["value"].to_pylist(), strict=True))
    for role in ("supplier", "user"):
        summed = flows.group_by(role).aggregate([("value", "sum")])
        assert all(row["value_sum"] <= 0.81 * made[row[role]] for row in summed.to_pylist())
    value = {(row["supplier"], row["user"]): row["value"] for row in flows.to_pylist()}
    whole = sum(made.values())
    ratio = {pair: amount * whole / (made[pair[0]] * made[pair[1]]) for pair, amount in value.items()}
    usual = np.median(list(ratio.values()))
    chains = [ratio[supplier, user] for supplier, user, _times in supply_chains()]
    assert np.median(chains) > 3 * usual


def test_indicators_are_whole_and_planted_clusters_make_more(economy):
    found = synthetic_indicators()
    assert set(found["measure"].to_pylist()) == {"wages", "value_added", "exports"}
    last = economy.employees.filter(pc.equal(economy.employees["year"], YEARS[-1]))
    added = found.filter(pc.and_(pc.equal(found["year"], YEARS[-1]), pc.equal(found["measure"], "value_added")))
    cells = added.join(last, ["region", "industry", "year"])
    assert cells.num_rows == last.num_rows
    a_head = {(row["region"], row["industry"]): row["value"] / row["employees"] for row in cells.to_pylist()}
    premiums = [
        a_head[one.region, one.industry] / np.mean([value for cell, value in a_head.items() if cell[1] == one.industry])
        for one in planted_clusters()
    ]
    assert np.mean(premiums) > 1.05


def test_definition_has_whole_shares_and_says_that_it_is_invented(economy):
    members = synthetic_cluster_members().to_pylist()
    shares = {}
    for row in members:
        shares[row["industry"]] = shares.get(row["industry"], 0) + float(row["share"])
    assert set(shares.values()) == {1.0}
    assert set(shares) <= set(economy.employees["industry"].to_pylist())
    assert all(row["scheme"] == "synthetic" for row in members)
    assert all("(invented)" in row["cluster_name_en"] and "(wymyślon" in row["cluster_name_pl"] for row in members)
