"""Figures brought from one classification to another, with bounds from every possible split (MAP-49)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.comparison import Correspondence, converted, read_correspondence
from grono.messages import InputError
from grono.tables import Engine


def read(**columns):
    with Engine() as engine:
        return read_correspondence(pa.table(columns), engine)


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E48"]
    table = Correspondence({"A": {"B": 0.7, "C": 0.3}, "D": {"C": 1.0}}, "weights")
    values = np.array([example["input"]["values"][code] for code in ("A", "D")], dtype=float)
    found = converted(values, table.matrix(["A", "D"], ["B", "C"]))
    for place, code in enumerate("BC"):
        expected = example["expected"][code]
        assert found.value[place] == pytest.approx(expected["value"])
        assert [found.lower[place], found.upper[place]] == expected["bounds"]
    assert found.value.sum() == pytest.approx(example["expected"]["total"])


def test_successors_of_a_missing_figure_are_missing():
    found = converted(np.array([np.nan, 20.0]), np.array([[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]))
    assert np.isnan(found.value).tolist() == [True, True, False]


def test_one_successor_needs_no_share_and_the_table_is_called_a_best_match():
    found = read(old=["01", "02"], new=["01", "03"])
    assert found.shares == {"01": {"01": 1.0}, "02": {"03": 1.0}}
    assert found.basis == "best_match"


def test_shares_that_do_not_add_up_are_named_all_at_once():
    with pytest.raises(InputError) as caught:
        read(old=["A", "A", "B", "B", "C"], new=["x", "y", "x", "y", "z"], share=["0.5", "0.4", "", "1", ""])
    assert [problem.value for problem in caught.value.problems] == ["A", "B"]
    assert "do not add up to 1" in str(caught.value)


def test_the_polish_best_match_table_is_read(shared_data):
    path = shared_data / "classifications" / "map_pkd_2007_to_2025.csv"
    with Engine() as engine:
        found = read_correspondence(path, engine)
    assert found.basis == "best_match"
    assert len(found.shares) == 996
    assert found.shares["25.61"] == pytest.approx({"25.51": 1 / 3, "25.52": 1 / 3, "25.53": 1 / 3})
