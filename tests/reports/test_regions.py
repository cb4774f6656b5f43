import pytest

from grono.reports.arrangement import arranged
from grono.reports.regions import anchor
from tests.charts.maps import TRADES, line, make_map


def test_anchor_is_unique_for_every_code():
    codes = ["a b", "a_b", "a-b", "ab", "a.b", "ą", "a_20_b"]
    assert len({anchor(code) for code in codes}) == len(codes)
    assert all(" " not in anchor(code) for code in codes)


def test_lines_beyond_the_limit_are_counted():
    lines = [line("R1", code, rank) for rank, code in enumerate(TRADES, start=1)]
    report = arranged(make_map(lines=lines), "en", lines=1)
    north = next(region for region in report.regions if region.code == "R1")
    assert [one.code for one in north.lines] == ["23410"]
    assert north.further == 1


def test_regions_stand_in_the_order_of_their_names():
    assert [region.name for region in arranged(make_map(), "en").regions] == ["Middle", "North Hills", "South Coast"]


@pytest.mark.parametrize(
    ("sizes", "expected"), [(True, ("equal_plant_sizes", "lower")), (False, ("equal_plant_sizes",))]
)
def test_notes_of_the_whole_map_are_not_repeated(sizes, expected):
    lines = [line("R1", "23410", 1, sizes=False, flags="equal_plant_sizes", missing="lower")]
    report = arranged(make_map(lines=lines, sizes=sizes), "en")
    north = next(region for region in report.regions if region.code == "R1")
    assert north.lines[0].note_codes == expected
