"""What may be shown: three organisations, none above three quarters, and nothing that a difference gives away (DIR-20)."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.portal.surveys.protection import Rule, shown_cells, shown_counts


def cells(**named):
    return {name: frozenset(members) for name, members in named.items()}


def even(*members):
    return dict.fromkeys(members, 10.0)


def test_two_organisations_are_withheld_and_three_are_shown():
    assert shown_cells(cells(all={1, 2}), even(1, 2)) == frozenset()
    assert shown_cells(cells(all={1, 2, 3}), even(1, 2, 3)) == {"all"}


def test_exactly_three_quarters_are_shown_and_a_little_more_is_withheld():
    assert shown_cells(cells(all={1, 2, 3}), {1: 75.0, 2: 15.0, 3: 10.0}) == {"all"}
    assert shown_cells(cells(all={1, 2, 3}), {1: 75.1, 2: 15.0, 3: 9.9}) == frozenset()


def test_zeros_of_everyone_are_shown():
    assert shown_cells(cells(all={1, 2, 3}), dict.fromkeys((1, 2, 3), 0.0)) == {"all"}


def test_one_withheld_group_takes_another_with_it():
    # All together are nine; the two of "small" would be the rest of the total when "medium" and "large" are shown.
    named = cells(all=range(9), small={0, 1}, medium={2, 3, 4}, large={5, 6, 7, 8})
    shown = shown_cells(named, even(*range(9)))
    assert "all" in shown
    assert "small" not in shown
    assert len(shown & {"medium", "large"}) == 1


def test_withheld_groups_that_are_safe_together_stay_two():
    named = cells(all=range(8), one={0, 1}, other={2, 3}, large={4, 5, 6, 7})
    assert shown_cells(named, even(*range(8))) == {"all", "large"}


def test_rest_with_one_giant_is_not_given_away():
    values = even(*range(9)) | {0: 1000.0}
    named = cells(all=range(9), giant={0, 1, 2}, others=range(3, 9))
    shown = shown_cells(named, values)
    assert "giant" not in shown
    assert not {"all", "others"} <= shown


def test_difference_of_two_kinds_of_groups_is_not_given_away():
    # The section holds the size and one organisation more: their difference is that organisation.
    named = cells(
        all=range(10), **{"size:1": range(4), "size:2": range(4, 10), "section:C": range(5), "section:G": range(5, 10)}
    )
    shown = shown_cells(named, even(*range(10)))
    assert not {"size:1", "section:C"} <= shown
    assert not {"size:2", "section:G"} <= shown


def test_what_is_public_already_stays_and_the_new_gives_way():
    named = cells(all=range(5), stayed={0, 1, 2, 3})
    shown = shown_cells(named, even(*range(5)), fixed=frozenset({"all"}))
    assert shown == {"all"}


@pytest.mark.parametrize(("numbers", "shown"), [
    ({"yes": 5, "no": 4}, {"yes", "no"}),
    ({"yes": 5, "no": 1}, set()),
    ({"yes": 6, "no": 0}, {"yes", "no"}),
    ({"yes": 9, "no": 1, "perhaps": 4}, {"yes"}),
    ({"yes": 9, "no": 2, "perhaps": 2}, {"yes"}),
    ({"yes": 9, "no": 1, "perhaps": 1}, set()),
])  # fmt: skip
def test_counts_of_one_choice(numbers, shown):
    start, named = 0, {}
    for name, number in numbers.items():
        named[name] = frozenset(range(start, start + number))
        start += number
    assert shown_counts(named, frozenset(range(start)), exclusive=True) == shown


def test_counts_of_several_choices_hide_who_did_not_choose():
    answered = frozenset(range(10))
    named = cells(nearly_all=range(9), half=range(5), everyone=range(10), one={3}, nobody=set())
    assert shown_counts(named, answered, exclusive=False) == {"half", "everyone", "nobody"}


def sums_that_can_be_worked_out(shown):
    """Return every set of organisations whose sum follows from the shown ones: the slow definition, by trying them all."""
    members = sorted(frozenset().union(*shown)) if shown else []
    rows = np.array([[float(one in cell) for one in members] for cell in shown])
    for size in range(1, len(members) + 1):
        for picked in combinations(members, size):
            wanted = np.array([float(one in picked) for one in members])
            found = np.linalg.lstsq(rows.T, wanted, rcond=None)[0]
            if np.allclose(rows.T @ found, wanted, atol=1e-7):
                yield frozenset(picked)


groups = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(1, 60)), min_size=1, max_size=8)


@settings(max_examples=40)
@given(groups)
def test_no_single_organisation_can_be_worked_out(rows):
    values = {number: float(size) for number, (_a, _b, size) in enumerate(rows)}
    named = {"all": frozenset(values)}
    for place, kind in ((0, "size"), (1, "section")):
        for number, row in enumerate(rows):
            name = f"{kind}:{row[place]}"
            named[name] = named.get(name, frozenset()) | {number}
    shown = shown_cells(named, values)
    rule = Rule()
    for name in shown:
        assert rule.allows(named[name], values)
    assert all(len(found) > 2 for found in sums_that_can_be_worked_out([named[name] for name in shown]))
