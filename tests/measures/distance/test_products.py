"""Products made in pieces are those of the whole matrices."""

import numpy as np
import pytest

from grono.measures.distance.bands import Source, standardised
from grono.measures.distance.moments import BLOCK, ring_sums
from grono.measures.distance.products import ONE_THREAD, piece_width, product


@pytest.mark.parametrize(("rows", "columns"), [(63, 63), (126, 63), (508, 254), (2, 2)])
def test_a_piece_stays_on_its_thread(rows, columns):
    width = piece_width(rows, columns)
    assert width >= 1
    assert rows * columns * width <= ONE_THREAD


@pytest.mark.parametrize("mixture", [None, (0.1, 0.2)])
def test_smoothed_draws_do_not_depend_on_the_pieces(mixture):
    random = np.random.default_rng(1)
    draws = random.standard_normal((40, 999 * 7)).astype(np.float32)
    source = Source(draws, mixture)
    assert len(source.pieces) > 1
    assert source.pieces.shape[2] * len(source.pieces) > draws.shape[1]
    bins, factors = (40, (1.0,)) if mixture else (20, (2.0, 3.0))
    smoothings = [random.standard_normal((5, bins)) for _ in range(3)]
    found = standardised(source, smoothings, [factors] * 3)
    for smoothing, curves in zip(smoothings, found, strict=True):
        whole = sum(f * smoothing @ part for f, part in zip(factors, np.split(draws, len(factors)), strict=True))
        assert curves == pytest.approx(whole, abs=1e-3)


@pytest.mark.parametrize("cells", [1, BLOCK, 2 * BLOCK + 77])
@pytest.mark.parametrize("bins", [1, 9, 120])
def test_sums_over_sites_are_exact_whatever_the_blocks(bins, cells):
    random = np.random.default_rng(2)
    counts, sites = random.integers(0, 50, (bins, cells)).astype(np.float32), random.integers(1, 5, cells)
    sums, products = ring_sums(counts, sites)
    whole = counts.astype(np.int64)
    assert sums.tolist() == (whole @ sites).tolist()
    assert products.tolist() == ((whole * sites) @ whole.T).tolist()


def test_a_product_in_pieces_is_the_whole_product():
    random = np.random.default_rng(3)
    left, right = random.standard_normal((40, 17)), random.standard_normal((17, 999))
    assert piece_width(40, 17) < 999
    assert product(left, right) == pytest.approx(left @ right, rel=1e-12, abs=1e-12)
