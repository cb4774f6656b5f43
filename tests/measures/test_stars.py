"""Stars for size, specialisation and focus: definition, ties, certainty against draws (MAP-40)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import (
    ECO_STARS,
    Measured,
    Reason,
    StarScheme,
    eco_stars,
    location_quotient,
    margins,
    sizes_from_counts,
)
from grono.measures.randomness import stream
from grono.measures.uncertainty import location_quotient_posterior
from tests.measures.employment_tables import modest, with_gaps


@modest
@given(with_gaps)
def test_stars_are_the_definition(cells):
    found, quotient, sums = eco_stars(cells), location_quotient(cells), margins(cells)
    known = quotient.present
    for i in range(cells.shape[1]):
        regions = np.nonzero(known[:, i])[0]
        focus = {r: cells[r, i] / sums.region[r] for r in regions}
        for r in regions:
            larger = sum(cells[t, i] > cells[r, i] for t in regions)
            keener = sum(focus[t] > focus[r] for t in regions)
            assert found.size.given[r, i] == (cells[r, i] > 0 and 10 * larger < regions.size)
            assert found.focus.given[r, i] == (cells[r, i] > 0 and 10 * keener < regions.size)
            assert found.specialisation.given[r, i] == (quotient.value[r, i] >= 2)
    assert (found.count.reason == quotient.reason).all()
    assert not found.size.certain.any()


def test_thirty_regions_have_three_places_and_ties_all_get_them():
    """10 % of 30 is 3, not 3.0000000000000004; the fourth gets the star only when it equals the third."""
    employees = np.arange(1.0, 31)[:, None]
    cells = np.hstack([employees, 1000 - employees])
    assert np.nonzero(eco_stars(cells).size.given[:, 0])[0].tolist() == [27, 28, 29]
    tied = cells.copy()
    tied[26:28, 0] = 28
    assert np.nonzero(eco_stars(tied).size.given[:, 0])[0].tolist() == [26, 27, 28, 29]


def test_only_regions_of_reference_set_the_mark():
    cells = np.array([[90.0, 10], [50, 50], [30, 70], [10, 90]])
    found = eco_stars(cells, reference=[False, True, True, True])
    assert found.size.given[:, 0].tolist() == [True, True, False, False]
    assert found.reference.tolist() == [False, True, True, True]
    assert not eco_stars(cells, reference=[False] * 4).size.given.any()


def test_location_quotient_of_exactly_two_has_its_star():
    cells = np.array([[20.0, 80], [5, 95], [5, 95]])
    assert location_quotient(cells).value[0, 0] == 2.0
    assert eco_stars(cells).specialisation.given[0, 0]
    stricter = StarScheme("strict", "test", top_percent=10, least_location_quotient=2.01, certain=0.95)
    assert not eco_stars(cells, scheme=stricter).specialisation.given[0, 0]


@pytest.fixture(scope="module")
def region_table():
    random = stream(5, "stars")
    cells = np.floor(random.lognormal(4, 1.5, (25, 12)))
    sums = margins(cells)
    sizes = sizes_from_counts(random.integers(20, 900, 12))
    gamma = Measured(np.full(12, 0.05), np.zeros(12, dtype=np.uint8))
    return cells, sums, location_quotient_posterior(cells / sums.industry, sums.region_share, sizes, gamma)


def test_probabilities_equal_draws_from_the_posterior(region_table):
    cells, sums, posterior = region_table
    found = eco_stars(cells, sums, posterior=posterior)
    p = stream(5, "draws").beta(posterior.alpha, posterior.beta, size=(20_000, *cells.shape))
    least_employees = np.sort(cells, axis=0)[-3]
    least_focus = np.sort(cells / sums.region[:, None], axis=0)[-3]
    expected = {
        "size": (p * sums.industry >= least_employees).mean(axis=0),
        "specialisation": (p >= 2 * sums.region_share[:, None]).mean(axis=0),
        "focus": (p * sums.industry / sums.region[:, None] >= least_focus).mean(axis=0),
    }
    for name, chance in expected.items():
        assert getattr(found, name).probability.value == pytest.approx(chance, abs=0.018), (
            name
        )  # 5 standard errors of .0035


def test_certain_stars_are_given_and_probable(region_table):
    cells, sums, posterior = region_table
    found = eco_stars(cells, sums, posterior=posterior)
    for star in (found.size, found.specialisation, found.focus):
        assert (star.certain == (star.given & (star.probability.value >= ECO_STARS.certain))).all()
    assert found.certain.value.sum() == sum(
        star.certain.sum() for star in (found.size, found.specialisation, found.focus)
    )
    assert 0 < found.certain.value.sum() < found.count.value.sum()


def test_without_plants_no_star_is_certain():
    found = eco_stars([[20.0, 80], [5, 95], [5, 95]])
    assert (found.size.probability.reason == Reason.FEW_PLANTS).all()
    assert not found.certain.value.any()
    assert found.count.value[0, 0] == 3
