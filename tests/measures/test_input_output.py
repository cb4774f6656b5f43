"""Input–output: Miller and Blair's example, NumPy's inverse, the published inverse of the United Kingdom, set-aside industries (MAP-37)."""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Reason
from grono.measures.input_output import input_output

tables = st.integers(2, 6).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.one_of(st.just(0.0), st.floats(0.01, 100)))
)


def productive_output(flows):
    """Output in which at least a tenth goes to final demand."""
    return np.maximum(flows.sum(axis=0), flows.sum(axis=1)) * 1.1 + 1


def test_example_of_miller_and_blair(oracle):
    example = oracle("clustermap")["MAP-E17"]
    given, expected = example["input"], example["expected"]
    found = input_output(given["Z"], given["x"])
    assert found.technical.value.ravel() == pytest.approx(expected["A"], abs=1e-9)
    assert found.leontief.value.ravel() == pytest.approx(expected["L"], abs=1e-9)
    assert found.output_multiplier.value == pytest.approx(expected["output_multiplier"], abs=1e-9)
    assert found.forward_multiplier.value == pytest.approx(expected["forward_ghosh"], abs=1e-9)


@given(tables)
def test_inverse_equals_numpy_and_the_rounds_of_purchases(flows):
    output = productive_output(flows)
    found = input_output(flows, output)
    coefficients = flows / output
    assert found.leontief.value == pytest.approx(np.linalg.inv(np.eye(len(flows)) - coefficients), abs=1e-9)
    allocation = np.linalg.inv(np.eye(len(flows)) - flows / output[:, None])
    assert found.forward_multiplier.value == pytest.approx(allocation.sum(axis=1), abs=1e-9)
    rounds = sum(np.linalg.matrix_power(coefficients, k) for k in range(400))
    assert found.output_multiplier.value == pytest.approx(rounds.sum(axis=0), rel=1e-6)


@given(tables, st.floats(0.001, 1000))
def test_unit_order_and_industries_without_output_do_not_matter(flows, factor):
    output = productive_output(flows)
    found = input_output(flows, output)
    turned = input_output(flows[::-1, ::-1] * factor, output[::-1] * factor)
    assert turned.output_multiplier.value[::-1] == pytest.approx(found.output_multiplier.value)
    wider = np.pad(flows, ((0, 1), (0, 1)), constant_values=3.0)
    with_empty = input_output(wider, np.append(output, 0.0))
    assert with_empty.output_multiplier.value[:-1] == pytest.approx(found.output_multiplier.value)
    assert with_empty.set_aside.tolist() == [False] * len(flows) + [True]
    assert with_empty.forward_multiplier.reason[-1] == Reason.EMPTY
    assert (with_empty.technical.reason[-1] == Reason.EMPTY).all()


def test_missing_flow_and_missing_output():
    found = input_output([[1, np.nan, 1], [1, 1, 1], [1, 1, 1]], [10, 10, np.nan])
    assert found.partial
    assert found.technical.reason[0].tolist() == [Reason.PRESENT, Reason.MISSING, Reason.MISSING]
    assert found.output_multiplier.reason.tolist() == [Reason.PRESENT, Reason.PRESENT, Reason.MISSING]
    assert not input_output([[1, np.nan], [1, 1]], [10, np.nan]).partial


@pytest.mark.parametrize("flows", [[[1.0, 0.0], [0.0, 0.5]], [[0.0, 2.0], [2.0, 0.0]]], ids=["singular", "too much"])
def test_table_that_uses_more_than_it_makes_has_no_multipliers(flows):
    found = input_output(flows, [1.0, 1.0])
    assert (found.leontief.reason == Reason.NOT_IDENTIFIED).all()
    assert (found.output_multiplier.value == 0).all()
    assert found.technical.present.all()


@pytest.mark.parametrize("flows", [[1.0, 2.0], [[1.0, 2.0]], [[-1.0]], [[np.inf]]])
def test_what_is_no_table_of_flows_is_refused(flows):
    with pytest.raises(ValueError, match="flows must"):
        input_output(flows, [1.0])
    with pytest.raises(ValueError, match="output must"):
        input_output([[1.0]], [1.0, 2.0])


@pytest.mark.shared_data
def test_published_inverse_of_the_united_kingdom_in_2010(shared_data):
    """The statistical office publishes coefficients and inverse; ours from its coefficients is theirs, to its digits."""
    with gzip.open(shared_data / "io/iotables_uk_2010_data.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    blocks = {
        name: {
            (row["uk_row"], row["uk_col"]): float(row["values"]) for row in rows if row["indicator"].startswith(name)
        }
        for name in ("Leontief Inverse", "Matrix of coefficients")
    }
    codes = sorted({row for row, _ in blocks["Leontief Inverse"]} - {"Total"})
    coefficients, published = (
        np.array([[blocks[name].get((row, column), 0.0) for column in codes] for row in codes])
        for name in ("Matrix of coefficients", "Leontief Inverse")
    )
    made = (np.abs(published).sum(axis=0) > 0).astype(float)
    found = input_output(np.maximum(coefficients, 0), made)
    both = np.ix_(made > 0, made > 0)
    assert made.sum() > 100
    assert found.leontief.value[both] == pytest.approx(published[both], abs=1e-4)
