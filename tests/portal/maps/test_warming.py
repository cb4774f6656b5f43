import sys

from grono.portal.maps.warming import warm_in_background


def test_what_the_first_picture_needs_is_imported():
    warm_in_background().join(timeout=120)
    assert {"altair", "grono.charts", "grono.measures.choice"} <= set(sys.modules)
