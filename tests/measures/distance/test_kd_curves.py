import numpy as np
import pytest

from grono.measures.distance.curves import DistanceCurves, Verdict, judgement, pair_excess
from grono.measures.result import Reason, measured

RADII = np.array([0.0, 10.0, 20.0, 30.0])


@pytest.fixture
def curves():
    """Localised at 10 and 20 m, dispersed at 0, within, both above and below, and one without plants."""
    observed = np.array([[2, 9, 9, 2], [0, 4, 4, 4], [4, 4, 4, 4], [9, 0, 4, 4], [0, 0, 0, 0]], dtype=float)
    flat = np.repeat([[4.0], [4.0], [4.0], [4.0], [0.0]], 4, axis=1) * 1.0
    missing = np.array([0, 0, 0, 0, Reason.EMPTY], dtype=np.uint8)
    above = measured(np.array([0.001, 0.9, 0.5, 0.04, 0.0]), {Reason.EMPTY: missing > 0})
    below = measured(np.array([0.2, 0.001, 0.5, 0.001, 0.0]), {Reason.EMPTY: missing > 0})
    wide = flat / 4
    return DistanceCurves(
        RADII, observed, flat, flat - wide, flat + wide, flat - 3 * wide, flat + 3 * wide, above, below, missing
    )


def test_verdicts(curves):
    expected = [Verdict.LOCALISED, Verdict.DISPERSED, Verdict.NEITHER, Verdict.LOCALISED, Verdict.NEITHER]
    assert curves.verdict.tolist() == expected
    assert curves.localisation[0].tolist() == [0, 2, 2, 0]
    assert curves.dispersion[1].tolist() == [1, 0, 0, 0]
    assert curves.dispersion[3].tolist() == [0, 0, 0, 0]


def test_excess_is_a_share_of_pairs_and_a_range(curves):
    found = pair_excess(curves)
    assert found.excess_share.value.tolist() == [100, 0, 0, 25, 0]
    assert found.deficit_share.value.tolist() == [0, 20, 0, 0, 0]
    assert found.range_from.value.tolist() == [10, 0, 0, 0, 0]
    assert found.range_to.value.tolist() == [20, 0, 0, 0, 0]
    assert found.range_to.reason.tolist() == [0, 0, Reason.INSIDE_BAND, 0, Reason.EMPTY]


def test_false_discoveries_and_the_effect_floor_take_verdicts_away(curves):
    found = judgement(curves, np.ones(5), 0.05, 30.0)
    assert found.discovered.tolist() == [Verdict.LOCALISED, Verdict.DISPERSED, 0, 0, 0]
    assert found.notable.tolist() == [Verdict.LOCALISED, 0, 0, 0, 0]
    assert found.bandwidth.reason.tolist() == [0, 0, 0, 0, Reason.EMPTY]
