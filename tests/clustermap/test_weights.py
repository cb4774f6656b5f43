"""Weights of the criteria as part of a run: stored with it, checked before anything is read, and they matter."""

import pytest

from grono.clustermap import Parameters, Specification, draw
from grono.clustermap.selection.criteria import NAMES
from grono.clustermap.specification import CRITERION_NAMES
from grono.measures.choice import WeightRule, WeightsError
from tests.clustermap.factories import employees_table, size_bands_table

ALWAYS = Parameters(least_location_quotient=1, least_probability=0.5, acceptability_draws=1000)


def ranked(weights):
    chosen = Specification(parameters=ALWAYS, analyses=("acceptability",), weights=weights)
    found = draw(employees_table(), specification=chosen, size_bands=size_bands_table())
    rows = [row for row in found.further["acceptability"].to_pylist() if row["scope"] == "all"]
    return found, {(row["region"], row["industry"]): row["expected_rank"] for row in rows}


def test_names_are_those_of_the_criteria():
    assert NAMES == CRITERION_NAMES


def test_size_alone_puts_the_largest_first_and_the_record_says_so():
    found, ranks = ranked(WeightRule({"employees": (1.0, 1.0)}))
    assert min(ranks, key=ranks.get) == ("PL91", "62.01")
    assert ranks["PL91", "62.01"] == 1.0
    assert found.run["analyses"]["acceptability"]["weights"] == "uniform on the simplex, with 1 ≤ employees ≤ 1"
    assert found.run["specification"]["weights"]["intervals"] == {"employees": [1.0, 1.0]}
    assert ranked(WeightRule())[1] != ranks


def test_a_specification_comes_back_with_its_weights():
    rule = WeightRule({"growth": (0.1, 0.4)}, (("employees", "competitiveness"),))
    chosen = Specification(weights=rule)
    assert Specification.of(chosen.as_record()) == chosen
    assert "weights" not in Specification().as_record()  # maps drawn before keep their checksum


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (WeightRule({"size": (0, 1)}), 'no criterion "size"'),
        (WeightRule({"growth": (0.8, 0.9), "employees": (0.5, 1)}), "No weights meet"),
        (WeightRule({"growth": (0.4, 0.1)}), "the smaller first"),
        (WeightRule(orders=(("growth", "growth"),)), "twice"),
    ],
)
def test_weights_that_cannot_be_are_refused_at_once(rule, words):
    with pytest.raises(WeightsError, match=words):
        Specification(weights=rule)
