"""K-density from lattice counts, by tasks: the same as of the plants themselves, on each engine (MAP-61 and MAP-62)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.microdata import read_microdata
from grono.clustermap.microdata_distance import k_density_of_microdata
from grono.measures.distance import DistanceSettings, k_density
from grono.measures.result import Reason
from grono.messages import InputError
from grono.tables import Engine

SETTINGS = DistanceSettings(longest=60_000.0, draws=99, cells=128, seed=7)


def country():
    """Synthetic: an industry of 40 plants around one town, one of 500 anywhere, one of three; and the rest."""
    random = np.random.default_rng(2)
    place = random.uniform(4.8e6, 5.0e6, (1500, 2))
    place[:40] = 4.9e6 + random.normal(0, 4_000, (40, 2))
    place[-1] = np.nan
    return place, np.repeat([0, 1, 2, 3], [40, 500, 3, 957])


def table_of(place, code, **more):
    names = np.array(["10.51", "28.30", "31.09", "62.01"])
    return pa.table({"industry": names[code].tolist(), "x": place[:, 0], "y": place[:, 1], **more})


def test_tasks_by_industry_find_what_the_plants_themselves_say(engine):
    place, code = country()
    slow = k_density(place, code, 4, settings=SETTINGS)
    order = np.random.default_rng(1).permutation(code.size)
    microdata = read_microdata(table_of(place[order], code[order]), engine)
    industries, fast = k_density_of_microdata(microdata, engine, period=0, settings=SETTINGS)
    assert industries == ("10.51", "28.30", "31.09", "62.01")
    assert (fast.sites, fast.left_out, fast.cell) == (1499, 1, slow.cell)
    assert fast.plants.tolist() == [40, 500, 3, 956]
    assert fast.curves.reason.tolist() == slow.curves.reason.tolist() == [0, 0, Reason.FEW_PLANTS, 0]
    for name in ("observed", "expected", "lower_global", "upper_global"):
        np.testing.assert_allclose(getattr(fast.curves, name), getattr(slow.curves, name), rtol=1e-9, atol=1e-18)
    assert fast.verdict.tolist() == slow.verdict.tolist()
    assert fast.verdict[0] == 1


def test_small_plants_can_be_left_out(engine):
    place, code = country()
    table = table_of(place, code, employees=np.where(np.arange(1500) % 2, 3, 0))
    _, found = k_density_of_microdata(
        read_microdata(table, engine), engine, period=0, settings=SETTINGS, least_employees=1
    )
    assert found.plants.tolist() == [20, 250, 1, 478]


def test_plants_at_one_place_have_no_distances(engine):
    table = table_of(np.full((30, 2), 5e6), np.repeat([0, 1], 15))
    _, found = k_density_of_microdata(read_microdata(table, engine), engine, period=0, settings=SETTINGS)
    assert found.curves.reason.tolist() == [Reason.ONE_REGION] * 2
    assert found.plants.tolist() == [15, 15]


@pytest.mark.parametrize("columns", [{}, {"longitude": [20.0, 21.0], "latitude": [52.0, 52.5]}])
def test_degrees_are_refused(columns):
    with Engine() as engine:
        microdata = read_microdata(pa.table({"industry": ["10.51", "62.01"], **columns}), engine)
        with pytest.raises(InputError) as refused:
            k_density_of_microdata(microdata, engine, period=0)
    assert [problem.code for problem in refused.value.problems] == ["no-metres"]
