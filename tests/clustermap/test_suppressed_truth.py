"""Real tables with cells hidden by a rule: bounds hold the truth always, and the estimate beats independence."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import ReadingOptions, read_observations
from grono.clustermap.hidden_cells.suppressed import estimate_hidden
from grono.tables import Engine

pytestmark = pytest.mark.shared_data
PENNSYLVANIA = "42"
JOINT = {"31": "31-33", "32": "31-33", "33": "31-33", "44": "44-45", "45": "44-45", "48": "48-49", "49": "48-49"}


@pytest.fixture(scope="module")
def pennsylvania(shared_data):
    """Counties × industry groups of 2021 where published, as (county, group, employees, establishments)."""
    file = shared_data / "employment/us_county_naics246_2017_2021.parquet"
    query = "SELECT fips, naics, emp, est FROM read_parquet(?) WHERE level = 4 AND year = 2021 AND fips LIKE ? ORDER BY 1, 2"
    return duckdb.execute(query, [str(file), PENNSYLVANIA + "%"]).fetchall()


def sums(cells, key):
    found = {}
    for county, group, employees, _ in cells:
        place = key(county, group)
        found[place] = found.get(place, 0) + employees
    return found


def hide(cells, share):
    """Hide the non-zero cells of fewest establishments until a share of them is hidden, as an office would."""
    shown = [cell for cell in cells if cell[2] > 0]
    order = sorted(shown, key=lambda cell: (cell[3], cell[2], cell[0], cell[1]))
    return {(county, group) for county, group, *_ in order[: int(share * len(order))]}


def published(cells, hidden, *, parents):
    """Return the table an office would publish: hidden cells, totals, and sectors where asked for."""
    rows = [(county, group, "d" if (county, group) in hidden else str(number)) for county, group, number, _ in cells]
    kinds = [lambda county, _: (county, "TOTAL"), lambda _, group: ("TOTAL", group), lambda *_: ("TOTAL", "TOTAL")]
    if parents:
        kinds.append(lambda county, group: (county, JOINT.get(group[:2], group[:2])))
    rows += [(*place, str(number)) for kind in kinds for place, number in sums(cells, kind).items()]
    return pa.table(dict(zip(("region", "industry", "employees"), map(list, zip(*rows, strict=True)), strict=True)))


def estimated(table, **options):
    chosen = ReadingOptions(classification="naics", absent_means_zero=True, imputations=5, **options)
    with Engine() as engine:
        return estimate_hidden(read_observations(table, engine, chosen), None, chosen, seed=1)


def truth_of(cells, found):
    known = {(county, group): number for county, group, number, _ in cells}
    year = found.hidden[0]
    return np.array([
        known[found.regions[region], found.industries[industry]]
        for region, industry in zip(year.region, year.industry, strict=True)
    ])  # fmt: skip


def independence(found):
    """Return what the margins of the hidden part alone suggest."""
    year = found.hidden[0]
    rest = np.zeros((len(found.regions), len(found.industries)))
    rest[year.region, year.industry] = year.estimate
    guess = rest.sum(axis=1)[year.region] * rest.sum(axis=0)[year.industry]
    return guess * year.estimate.sum() / guess.sum()


def test_bounds_hold_the_truth_and_the_estimate_beats_independence(pennsylvania):
    hidden = hide(pennsylvania, 0.41)
    errors = {}
    for parents in (False, True):
        found = estimated(published(pennsylvania, hidden, parents=parents), level=3)
        year, truth = found.hidden[0], truth_of(pennsylvania, found)
        assert truth.size == len(hidden)
        assert (year.lower <= truth + 1e-6).all()
        assert (truth <= year.upper + 1e-6).all()
        errors[parents] = np.abs(year.estimate - truth).mean()
        assert errors[parents] < np.abs(independence(found) - truth).mean()
        for values in year.draws:
            filled = year.filled(found.employees[0], values)
            assert filled.sum(axis=1) == pytest.approx(found.region_totals[0], rel=1e-6)
            assert filled.sum(axis=0) == pytest.approx(found.industry_totals[0], rel=1e-6)
    assert errors[True] < errors[False]


def test_few_hidden_cells_of_britain_have_the_narrowest_bounds(shared_data):
    """Blocks of a few cells are solved by linear programs; the truth is inside, the sums hold."""
    file = shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz"
    rows = duckdb.execute(
        "SELECT GEOGRAPHY_CODE, INDUSTRY_CODE, COUNT, 1 FROM read_csv(?, all_varchar = true) WHERE DATE = '2021' "
        "AND INDUSTRY_CODE LIKE '10%' AND COUNT IS NOT NULL ORDER BY 1, 2",
        [str(file)],
    ).fetchall()
    cells = [(region, industry, int(float(number)), one) for region, industry, number, one in rows]
    numbers = np.random.default_rng(4)
    picked = numbers.choice(len(cells), 60, replace=False)
    hidden = {cells[place][:2] for place in picked}
    with Engine() as engine:
        chosen = ReadingOptions(absent_means_zero=True, imputations=3)
        observations = read_observations(published(cells, hidden, parents=False), engine, chosen)
        found = estimate_hidden(observations, None, chosen, seed=1)
    year, truth = found.hidden[0], truth_of(cells, found)
    assert (year.lower <= truth + 1e-6).all()
    assert (truth <= year.upper + 1e-6).all()
    assert (year.upper - year.lower < 1e-6).any()
    assert found.employees[0].sum(axis=1) == pytest.approx(found.region_totals[0], rel=1e-6)
