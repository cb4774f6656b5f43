"""Sizes by headcount and sides of the helix (DIR-1, DIR-3)."""

import pytest

from grono.portal.directory.entries import size_band_of
from grono.portal.directory.kinds import HELIX_OF, Helix, OrganisationType, SizeBand
from grono.quantities import missing, parse


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ("0", SizeBand.MICRO),
        ("9", SizeBand.MICRO),
        ("10", SizeBand.SMALL),
        ("49", SizeBand.SMALL),
        ("50–249", SizeBand.MEDIUM),
        ("ponad 250", SizeBand.LARGE),
        ("ponad 150", None),
        ("45–55", None),
        ("mniej niż 10", SizeBand.MICRO),
    ],
)
def test_size_band_only_where_the_headcount_tells_it(typed, band):
    assert size_band_of(parse(typed, "pl")) == band


def test_unknown_headcount_has_no_size():
    assert size_band_of(None) is None
    assert size_band_of(missing()) is None


def test_every_type_has_a_side_of_the_helix():
    assert set(HELIX_OF) == set(OrganisationType)
    assert set(HELIX_OF.values()) == set(Helix)
