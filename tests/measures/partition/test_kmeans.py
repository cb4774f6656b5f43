"""k-means on inner products: the best of all partitions of a few points, scikit-learn on many, points that coincide."""

import itertools

import numpy as np
import pytest
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score

from grono.measures.partition import hierarchical, kmeans


def streams(count):
    return [np.random.default_rng(number) for number in range(count)]


def sum_of_squares(points, label):
    return sum(((points[label == one] - points[label == one].mean(axis=0)) ** 2).sum() for one in np.unique(label))


@pytest.mark.parametrize("seed", range(4))
def test_best_of_all_partitions_of_eight_points(seed):
    points = np.random.default_rng(seed).normal(size=(8, 2))
    every = (np.array(label) for label in itertools.product(range(3), repeat=8))
    least = min(sum_of_squares(points, label) for label in every)
    found = kmeans(points @ points.T, 3, streams(20))
    assert found.within == pytest.approx(least)
    assert sum_of_squares(points, found.label) == pytest.approx(found.within)


def test_no_single_move_helps_and_scikit_learn_does_no_better():
    random = np.random.default_rng(8)
    points = random.normal(size=(120, 10)) + 2 * random.normal(size=(9, 10))[random.integers(0, 9, 120)]
    found = kmeans(points @ points.T, 9, streams(20))
    theirs = KMeans(9, n_init=20, random_state=0).fit(points)
    assert found.within <= theirs.inertia_ * (1 + 1e-9)
    assert found.within == pytest.approx(sum_of_squares(points, found.label))
    for member in range(0, 120, 7):
        for cluster in range(9):
            moved = found.label.copy()
            moved[member] = cluster
            assert sum_of_squares(points, moved) >= found.within - 1e-9


def test_points_that_coincide_leave_clusters_empty():
    points = np.repeat([[0.0], [4.0]], 3, axis=0)
    found = kmeans(points @ points.T, 4, streams(3))
    assert found.within == pytest.approx(0)
    assert len(set(found.label)) == 2


def test_as_many_clusters_as_points_and_one_cluster():
    points = np.arange(5.0)[:, None]
    assert kmeans(points @ points.T, 5, streams(2)).within == pytest.approx(0)
    assert kmeans(points @ points.T, 1, streams(1)).within == pytest.approx(10)
    with pytest.raises(ValueError, match="one start"):
        kmeans(points @ points.T, 2, [])


@pytest.mark.parametrize("by", ["average", "ward"])
def test_hierarchy_equals_scikit_learn(by):
    random = np.random.default_rng(2)
    points = random.normal(size=(40, 6))
    similarity = np.corrcoef(points)
    numbers = [2, 5, 11, 39]
    for number, label in zip(numbers, hierarchical(similarity, numbers, by=by), strict=True):
        if by == "average":
            theirs = AgglomerativeClustering(number, metric="precomputed", linkage=by).fit(1 - similarity)
        else:
            theirs = AgglomerativeClustering(number, linkage=by).fit(similarity)
        assert adjusted_rand_score(theirs.labels_, label) == 1
        assert len(set(label)) == number
