"""Measures of networks: worked examples, the slow definitions, networkx, and properties (STR-42)."""

import itertools

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.evaluation import (
    ROLES,
    actors,
    chance_of_measures,
    chance_of_survival,
    compare_networks,
    difference_of_changes,
    measure_network,
    network,
)
from grono.evaluation.networks_null import _pairs
from grono.messages import InputError

NAMES = "abcdefgh"
PAIRS = list(itertools.combinations(NAMES, 2))


@st.composite
def networks(draw):
    ties = draw(st.lists(st.sampled_from(PAIRS), unique=True))
    return network(ties, nodes=NAMES, groups={name: draw(st.sampled_from("123")) for name in NAMES})


def of_graph(graph, groups=None):
    return network([(str(one), str(other)) for one, other in graph.edges], nodes=map(str, graph.nodes), groups=groups)


@pytest.fixture
def example(oracle):
    return oracle("strategy")["STR-E17"]


def test_florentine_families(example):
    given, expected = of_graph(networkx.florentine_families_graph()), example["expected"]["florentine"]
    found = measure_network(given)
    medici = next(actor for actor in actors(given) if actor.name == "Medici")
    assert (found.nodes, found.ties) == (expected["nodes"], expected["ties"])
    assert found.density == pytest.approx(expected["density"], abs=1e-6)
    assert found.centralisation == pytest.approx(expected["centralisation"], abs=1e-6)
    assert found.clustering == pytest.approx(expected["mean_clustering"], abs=1e-6)
    assert medici.betweenness == pytest.approx(expected["betweenness_Medici"], abs=1e-6)
    assert medici.constraint == pytest.approx(expected["constraint_Medici"], abs=1e-6)


def test_karate_club_by_club(example):
    graph, expected = networkx.karate_club_graph(), example["expected"]["karate"]
    found = measure_network(of_graph(graph, {str(node): club for node, club in graph.nodes(data="club")}))
    assert (found.ties, found.external) == (expected["ties"], expected["external"])
    assert found.external_internal == pytest.approx(expected["E_I"], abs=1e-6)
    assert found.modularity == pytest.approx(expected["modularity_of_clubs"], abs=1e-6)


def test_two_days(example):
    found = compare_networks(network(example["input"]["E0"]), network(example["input"]["E1"]))
    assert found.survival == pytest.approx(example["expected"]["survival"], abs=1e-6)
    assert found.jaccard == pytest.approx(example["expected"]["jaccard"])
    assert list(found.newcomers) == example["expected"]["newcomers"]
    assert (found.leavers, found.ended, found.begun) == ((), {("B", "C")}, {("D", "E"), ("A", "E")})


def test_a_path_has_a_representative_and_a_gatekeeper(example):
    given = example["input"]["path"]
    groups = {name: str(group) for name, group in given["group"].items()}
    middle = actors(network(given["ties"], groups=groups))[1]
    assert {role: count for role, count in middle.roles.items() if count} == example["expected"]["gould_fernandez_b"]


@pytest.mark.parametrize(
    ("groups", "role"), [("111", "coordinator"), ("121", "consultant"), ("123", "liaison"), ("211", "gatekeeper")]
)
def test_roles_of_a_broker(groups, role):
    roles = actors(network(["ab", "bc"], groups=dict(zip("abc", groups, strict=True))))[1].roles
    assert sum(roles.values()) == 2
    assert roles[role] == (1 if role == "gatekeeper" else 2)
    assert tuple(roles) == ROLES


def slow_constraint(given, node):
    """Burt's formula, written plainly for ties of equal strength."""
    strength = {one: 1 / len(partners) if partners else 0 for one, partners in given.neighbours.items()}
    total = 0
    for other in given.neighbours[node]:
        through = sum(strength[q] for q in given.neighbours[node] if q != other and other in given.neighbours[q])
        total += (strength[node] * (1 + through)) ** 2
    return total


@settings(max_examples=60)
@given(networks())
def test_measures_as_networkx_and_as_written_plainly(given):
    graph = networkx.Graph(list(given.ties))
    graph.add_nodes_from(given.nodes)
    found = measure_network(given)
    counted = [len(given.neighbours[node]) for node in given.nodes]
    assert found.density == pytest.approx(networkx.density(graph))
    assert found.clustering == pytest.approx(networkx.average_clustering(graph))
    assert found.parts == networkx.number_connected_components(graph)
    assert found.centralisation == pytest.approx(sum(max(counted) - one for one in counted) / 42)
    for actor in actors(given):
        expected = slow_constraint(given, actor.name) if actor.partners else None
        assert actor.constraint == (None if expected is None else pytest.approx(expected))
    if not given.ties:
        assert found.external_internal is None
        assert found.modularity is None
        return
    clubs = [{name for name in NAMES if given.groups[name] == group} for group in set(given.groups.values())]
    external = sum(given.groups[one] != given.groups[other] for one, other in given.ties)
    assert found.modularity == pytest.approx(networkx.community.modularity(graph, clubs))
    assert found.external_internal == pytest.approx((2 * external - len(given.ties)) / len(given.ties))


@settings(max_examples=40)
@given(networks(), st.permutations(NAMES))
def test_names_do_not_matter(given, order):
    new = dict(zip(NAMES, order, strict=True))
    other = network(
        [(new[two], new[one]) for one, two in given.ties],
        nodes=NAMES,
        groups={new[name]: group for name, group in given.groups.items()},
    )
    here, there = measure_network(given), measure_network(other)
    for name in ("density", "centralisation", "clustering", "external_internal", "modularity"):
        one, two = getattr(here, name), getattr(there, name)
        assert one is two is None or one == pytest.approx(two)
    found = {actor.name: actor for actor in actors(other)}
    assert all(found[new[actor.name]].roles == actor.roles for actor in actors(given))


def test_star_ring_and_too_few():
    star = measure_network(network([("a", name) for name in "bcdef"]))
    ring = measure_network(network(["ab", "bc", "cd", "ad"]))
    assert (star.centralisation, ring.centralisation) == (1, 0)
    for few, missing in (("", ("density", "centralisation", "clustering")), ("a", ("density", "centralisation"))):
        found = measure_network(network([], nodes=few))
        assert all(getattr(found, name) is None for name in missing)


def test_who_belongs_to_no_group_leaves_the_measures_of_groups_without_a_value():
    part = network(["ab", "bc"], nodes="d", groups={"a": "1", "b": "1"})
    assert measure_network(part).external_internal is None
    assert actors(part)[0].roles is None
    isolate = network(["ab"], nodes="d", groups={"a": "1", "b": "2"})
    assert measure_network(isolate).external_internal == 1
    assert measure_network(isolate).isolates == 1


def test_a_tie_to_oneself_is_refused_by_name():
    with pytest.raises(InputError, match="“Aster” is tied to itself"):
        network([("Aster", "Aster"), ("Aster", "Bez")])


def test_a_comparison_cluster():
    here = compare_networks(network(["ab"], nodes="abc"), network(["ab", "bc", "ac"]))
    beside = compare_networks(network(["xy"], nodes="xyz"), network(["xy", "yz"]))
    assert difference_of_changes(here, beside)["density"] == pytest.approx(1 / 3)
    assert difference_of_changes(here, beside)["modularity"] is None
    assert compare_networks(network([], nodes="a"), network([], nodes="a")).survival is None


def test_chance_of_groups_is_centred_and_finds_clubs():
    graph = networkx.karate_club_graph()
    given = of_graph(graph, {str(node): club for node, club in graph.nodes(data="club")})
    found = {one.measure: one for one in chance_of_measures(given, seed=3)}
    assert set(found) == {"centralisation", "clustering", "external_internal", "modularity"}
    external_share = 17 * 17 * 2 / (34 * 33)
    assert found["external_internal"].expected == pytest.approx(2 * external_share - 1, abs=0.02)
    assert all(one.p == pytest.approx(0.002) and one.draws == 999 for one in found.values())
    assert chance_of_measures(given, seed=3) == tuple(found.values())
    assert chance_of_measures(network([], nodes="abcd"), seed=3) == ()


def test_nothing_to_draw_differently_is_no_evidence():
    complete = network(PAIRS, groups=dict.fromkeys(NAMES, "1"))
    assert {one.p for one in chance_of_measures(complete, seed=1)} == {1.0}


def test_chance_of_survival_by_changing_places():
    ring = [(NAMES[place], NAMES[place - 1]) for place in range(8)]
    found = chance_of_survival(network(ring), network(ring), seed=2)
    assert (found.observed, found.rule) == (1, "names")
    assert found.expected == pytest.approx(8 / 28, abs=0.02)
    assert found.p < 0.01
    assert chance_of_survival(network([], nodes="ab"), network(["ab"]), seed=2) is None
    assert chance_of_survival(network(["ab"]), network(["cd"]), seed=2) is None


@pytest.mark.parametrize("size", [2, 3, 7, 40])
def test_numbers_of_pairs_are_all_pairs_in_order(size):
    import numpy as np

    every = _pairs(np.arange(size * (size - 1) // 2), size)
    assert [tuple(pair) for pair in every.tolist()] == list(itertools.combinations(range(size), 2))
