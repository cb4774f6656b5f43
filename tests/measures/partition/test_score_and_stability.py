"""Score and stability against their plain definitions and scikit-learn's adjusted Rand index (MAP-38)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import adjusted_rand_score

from grono.measures import Reason
from grono.measures.partition import adjusted_rand, partition_score, stability

labels = st.integers(2, 12).flatmap(
    lambda n: st.tuples(*[arrays(np.int64, n, elements=st.integers(0, 3)) for _ in range(2)])
)


def numbered(label):
    return np.unique(label, return_inverse=True)[1]


@given(labels, st.sampled_from([50.0, 95.0, 100.0]), st.integers(0, 99))
def test_score_equals_the_plain_definition(pair, against, seed):
    label = numbered(pair[0])
    likeness = np.random.default_rng(seed).normal(size=(label.size, label.size))
    likeness = likeness + likeness.T
    groups = [np.flatnonzero(label == one) for one in range(label.max() + 1)]

    def mean(rows, columns):
        pairs = [likeness[i, j] for i in rows for j in columns if i != j]
        return np.mean(pairs) if pairs else -np.inf

    def holds(rows, own):
        others = [mean(rows, group) for number, group in enumerate(groups) if number != own]
        return bool(others) and mean(rows, groups[own]) > np.percentile(others, against)

    found = partition_score(likeness, label, against=against)
    assert found.cluster_holds.tolist() == [holds(group, number) for number, group in enumerate(groups)]
    assert found.industry_holds.tolist() == [holds([i], own) for i, own in enumerate(label)]
    assert found.value == pytest.approx((found.cluster_holds.mean() + found.industry_holds.mean()) / 2)


def test_clusters_of_one_and_one_cluster_are_no_success():
    likeness = np.ones((3, 3))
    assert partition_score(likeness, np.array([0, 1, 2])).value == 0
    assert partition_score(likeness, np.array([0, 0, 0])).value == 0


@given(labels)
def test_adjusted_rand_equals_scikit_learn(pair):
    assert adjusted_rand(*pair) == pytest.approx(adjusted_rand_score(*pair), abs=1e-12)


def test_what_is_in_no_cluster_is_not_compared():
    first, second = np.array([0, 0, 1, 1, -1]), np.array([2, 2, 0, 0, 1])
    assert adjusted_rand(first, second) == 1
    assert adjusted_rand(np.array([-1, -1]), np.array([0, 0])) == 1


def test_members_that_wander_are_loose():
    label = np.array([0, 0, 0, 1, 1, 1, 2, -1])
    resampled = [
        np.array([0, 0, 0, 1, 1, 1, 2, -1]),
        np.array([0, 0, 1, 1, 1, 1, 2, 0]),
        np.array([0, 0, 1, 1, 1, 1, 1, 0]),
        np.array([0, 0, 1, 1, 1, -1, 2, 0]),
    ]
    found = stability(label, resampled)
    assert found.member.value == pytest.approx([1, 1, 0.25, 1, 1, 1, 0.75, 0])
    assert found.member.reason[-1] == Reason.EMPTY
    assert found.loose().tolist() == [False, False, True, False, False, False, False, False]
    assert found.loose(0.8).tolist() == [False, False, True, False, False, False, True, False]
    assert found.adjusted_rand[0] == 1
    assert found.adjusted_rand[1] == pytest.approx(adjusted_rand_score(label[:-1], resampled[1][:-1]))
