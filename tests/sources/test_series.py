"""Variables and tables of offices as series of an indicator, from recorded answers made by hand."""

from datetime import date
from fractions import Fraction

import pytest

from grono.messages import GronoError, InputError
from grono.quantities import about, exact, missing, suppressed
from grono.sources.eurostat import parse_eurostat
from grono.sources.eurostat.fetching import narrowed
from grono.sources.eurostat.series import series_from_eurostat
from grono.sources.gus_bdl import BdlSeries, parse_page, parse_variable
from grono.sources.gus_bdl.series import series_from_bdl
from grono.strategy.series import NATION, Transformation, figures
from tests.sources.eurostat.answers import JSON_STAT, SDMX_CSV_1, TSV_2024
from tests.sources.gus_bdl.answers import PODLASKIE, POLAND, page, variable


def bdl(level, units):
    read = parse_page(page(60, units))
    return BdlSeries(parse_variable(variable(60, unit="zł")), level, read.figures, (), read.updated)


def test_a_variable_in_any_unit_with_its_date_its_nation_and_its_notes():
    found = series_from_bdl(
        [
            bdl(2, {PODLASKIE: ("PODLASKIE", [(2019, 4500.5, 1), (2020, 0, 4), (2021, 4700, 3)])}),
            bdl(0, {POLAND: ("POLSKA", [(2019, 5000, 1)])}),
        ]
    )
    values = figures(found, Transformation())
    assert (found.unit, found.published, found.names["20"]) == ("zł", date(2026, 1, 1), "PODLASKIE")
    assert values["20"][2019].quantity == exact(Fraction(9001, 2))
    assert (values["20"][2020].quantity, values["20"][2020].flag) == (missing(), "4")
    assert values["20"][2021].flag == "3"
    assert values[NATION][2019].quantity == exact(5000)


def test_variables_of_different_units_are_not_added():
    read = parse_page(page(60, {PODLASKIE: ("PODLASKIE", [(2019, 1, 1)])}))
    both = [
        BdlSeries(parse_variable(variable(n, unit=unit)), 2, read.figures, ()) for n, unit in ((1, "zł"), (2, "osoba"))
    ]
    with pytest.raises(GronoError, match="1: zł; 2: osoba"):
        series_from_bdl(both)
    assert len(series_from_bdl(both, mixed_units=True).observations) == 2


def test_a_page_without_a_date_has_none():
    assert parse_page(b'{"totalRecords": 0, "results": []}').updated is None


@pytest.mark.parametrize("data", [TSV_2024, SDMX_CSV_1, JSON_STAT])
def test_flags_of_eurostat_arrive_to_the_letter(data):
    table = narrowed(parse_eurostat(data), {"nace_r2": ["A", "C"]})
    found = series_from_eurostat(table, "T1", part="nace_r2", country="PL22")
    values = figures(found, Transformation(("A",)))
    assert (values["PL21"][2022].quantity, values["PL21"][2022].flag) == (exact(Fraction(25, 2)), "b")
    assert (values[NATION][2022].quantity, values[NATION][2022].flag) == (suppressed(), "c")
    assert figures(found, Transformation(("C",)))["PL21"][2022].quantity == about(40)
    assert found.unit == "THS"


def test_the_day_of_the_last_change_is_told_where_the_form_has_it():
    assert parse_eurostat(SDMX_CSV_1).updated == date(2026, 11, 21)
    assert parse_eurostat(
        JSON_STAT.replace(b'"label"', b'"updated": "2026-11-20T23:00:00+0100", "label"', 1)
    ).updated == date(2026, 11, 20)
    assert parse_eurostat(TSV_2024).updated is None
    assert narrowed(parse_eurostat(SDMX_CSV_1), {}).updated == date(2026, 11, 21)


def test_several_codes_in_a_dimension_are_never_taken_for_one():
    with pytest.raises(InputError, match="nace_r2=A"):
        series_from_eurostat(parse_eurostat(TSV_2024), "T1")
    with pytest.raises(InputError):
        series_from_eurostat(parse_eurostat(TSV_2024), "T1", part="nowhere")
