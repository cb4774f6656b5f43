"""The search finds planted clusters, knows how sure it is, and does not depend on the order of industries (MAP-38)."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from grono.measures import Measured
from grono.measures.partition import METHODS, Material, SearchOptions, search_partition

OPTIONS = SearchOptions(clusters=(3, 4, 5, 6, 7), starts=5, resamples=12, seed=3)


def planted(seed=1, regions=40, clusters=5, size=6, noise=0.4):
    """Industries of one cluster stand in the same regions; the truth beside them."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(clusters), size)
    where = random.gamma(0.3, size=(regions, clusters))
    cells = where[:, truth] * random.lognormal(0, noise, (regions, truth.size)) * 1000
    return np.round(cells), truth


def material(cells, **more):
    return Material(tuple(f"{number:03}" for number in range(cells.shape[1])), cells, **more)


def test_planted_clusters_are_found_and_stable():
    cells, truth = planted()
    found = search_partition(material(cells), OPTIONS)
    assert found.best.clusters == 5
    assert adjusted_rand_score(truth, found.best.label) == 1
    assert found.best.score == 1
    assert found.stability.adjusted_rand.mean() > 0.9
    assert not found.stability.loose().any()
    assert len(found.tried) == 3 * len(METHODS) * len(OPTIONS.clusters)


def test_size_of_regions_does_not_hide_clusters():
    """Levels make all industries of large regions alike; location quotients do not."""
    cells, truth = planted(clusters=6, size=8)
    sized = np.round(cells * np.random.default_rng(2).lognormal(0, 2.0, (40, 1)) + 1)
    options = SearchOptions(clusters=(4, 5, 6, 7, 8), starts=5, resamples=0)
    quotients, levels = (
        adjusted_rand_score(truth, search_partition(material(sized, profiles=of), options).best.label)
        for of in ("location_quotients", "levels")
    )
    assert quotients > 0.95
    assert levels < 0.9


def test_industry_spread_at_random_is_loose():
    cells, _ = planted()
    cells[:, 0] = np.random.default_rng(9).permutation(cells[:, 7])
    found = search_partition(material(cells), OPTIONS)
    assert found.stability.member.value[0] < found.stability.member.value[1:].min()


def test_order_of_industries_does_not_matter():
    cells, _ = planted(noise=1.0)
    codes = material(cells).codes
    order = np.random.default_rng(4).permutation(len(codes))
    own = search_partition(material(cells), OPTIONS)
    moved = search_partition(Material(tuple(codes[place] for place in order), cells[:, order]), OPTIONS)
    assert (moved.best.label == own.best.label[order]).all()
    assert (moved.holds == own.holds[order]).all()
    assert moved.stability.member.value == pytest.approx(own.stability.member.value[order])


def test_empty_industry_is_set_aside_and_moves_nothing():
    cells, _ = planted()
    own, wider = (search_partition(material(one), OPTIONS) for one in (cells, np.pad(cells, ((0, 0), (0, 1)))))
    assert wider.best.label[-1] == -1
    assert not wider.holds[-1]
    assert (wider.best.label[:-1] == own.best.label).all()


def test_plants_and_links_are_further_likenesses():
    cells, truth = planted(noise=1.0)
    same = (truth[:, None] == truth[None, :]).astype(float)
    links = Measured(same, np.zeros(same.shape, dtype=np.uint8))
    found = search_partition(material(cells, plants=np.ceil(cells / 20), fixed={"input_output": links}), OPTIONS)
    assert {one.similarity for one in found.tried} == {
        "employment",
        "plants",
        "coagglomeration",
        "input_output",
        "mean",
    }
    assert adjusted_rand_score(truth, found.best.label) > 0.9


def test_links_alone_have_no_stability_over_regions():
    cells, truth = planted()
    same = (truth[:, None] == truth[None, :]).astype(float)
    links = Measured(same, np.zeros(same.shape, dtype=np.uint8))
    found = search_partition(material(np.full_like(cells, 7.0), fixed={"input_output": links}), OPTIONS)
    assert found.best.similarity == "input_output"
    assert found.stability is None


@pytest.mark.parametrize("cells", [[[3.0, 5.0, 2.0]], [[1.0], [2.0]], [[0.0, 0.0], [0.0, 0.0]]])
def test_what_cannot_be_parted_is_refused(cells):
    with pytest.raises(ValueError, match="cannot be parted"):
        search_partition(material(np.array(cells)), OPTIONS)


def test_progress_is_told_and_no_resamples_give_no_stability():
    cells, _ = planted()
    told = []
    options = SearchOptions(clusters=(5,), starts=2, resamples=0)
    found = search_partition(material(cells), options, progress=lambda done, total: told.append((done, total)))
    assert found.stability is None
    assert told[0] == (0, 10)
    assert told[-1] == (9, 10)
