import pytest

from tests.charts.maps import make_map


@pytest.fixture
def small_map():
    return make_map()
