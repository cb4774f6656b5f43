"""Addresses of the three services of Eurostat."""

import doctest

import pytest

from grono.messages import GronoError
from grono.sources.eurostat import addresses, bulk_request, sdmx21_request, sdmx30_request, statistics_request, tidy
from grono.sources.fetching import answers, quota


@pytest.mark.parametrize("module", [addresses, tidy, answers, quota])
def test_examples_run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_filters_of_version_two_go_by_place():
    request = sdmx21_request("t1", ["FREQ", "geo"], {"freq": ["A"], "GEO": ["PL"]}, since="2015", until="2020")
    assert request.url.endswith("/sdmx/2.1/data/t1/A.PL")
    assert request.parameters[:2] == (("startPeriod", "2015"), ("endPeriod", "2020"))


def test_a_filter_of_no_dimension_is_named():
    with pytest.raises(GronoError, match="no dimension “colour”"):
        sdmx21_request("t1", ["freq", "geo"], {"colour": ["red"]})


def test_periods_of_version_three_are_bounds():
    request = sdmx30_request("t1", {}, since="2015", until="2020")
    assert request.parameters[0] == ("c[TIME_PERIOD]", "ge:2015+le:2020")
    assert "ge:2015%2Ble:2020" in request.address


def test_filters_of_the_statistics_service_repeat():
    request = statistics_request("t1", {"geo": ["PL21", "PL22"]}, until="2020", host="http://127.0.0.1")
    assert request.address == (
        "http://127.0.0.1/statistics/1.0/data/t1?format=JSON&lang=EN&geo=PL21&geo=PL22&untilTimePeriod=2020"
    )


def test_two_requests_have_two_keys():
    assert bulk_request("t1").key != bulk_request("t2").key
    assert bulk_request("t1").key == bulk_request("t1").key


@pytest.mark.parametrize("code", ["../etc", "", "a b", "t1?x=1"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(GronoError, match="is not the code of a table"):
        bulk_request(code)
